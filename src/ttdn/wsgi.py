"""The WSGI entrance, for granian and any other server."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ttdn.settings")
application = get_wsgi_application()

get_resolver().check()  # every view is loaded now and not by the first person who asks
# What stands after the start stands for good: the collector need not walk it again, which took a tenth of a second
# in the middle of a page (bench/register.py).
gc.collect()
gc.freeze()
