from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    name = "ttdn.core"
    label = "core"

    def ready(self):
        # Every process knows every job: those that come round, and the errors that are final.
        from ttdn.core import housekeeping  # noqa: F401  its jobs register themselves

        autodiscover_modules("jobs")
