"""Uploads end at the largest document that is read, before they fill the disk."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

DRAIN_FACTOR = 4  # a browser shows our answer only once its bytes were taken; far beyond the limit they are not


class LimitedUpload(FileUploadHandler):
    """Stands before Django's own handlers; a file over ``settings.READ_MAX_BYTES`` is answered with 413."""

    def __init__(self, request=None):
        super().__init__(request)
        self.received = 0
        self.too_large = False

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        if content_length > settings.READ_MAX_BYTES * DRAIN_FACTOR:
            raise RequestDataTooBig("upload")

    def receive_data_chunk(self, raw_data, start):
        self.received += len(raw_data)
        if self.received > settings.READ_MAX_BYTES:
            self.too_large = True
            raise StopUpload(connection_reset=False)  # what is still coming is read and thrown away
        return raw_data

    def file_complete(self, file_size):
        return None

    def upload_complete(self):
        if self.too_large:
            raise RequestDataTooBig("upload")
