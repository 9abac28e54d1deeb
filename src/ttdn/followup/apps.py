from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "ttdn.followup"
    label = "followup"
