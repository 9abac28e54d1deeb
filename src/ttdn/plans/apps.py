from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "ttdn.plans"
    label = "plans"
