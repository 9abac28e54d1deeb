from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "ttdn.agencies"
    label = "agencies"
