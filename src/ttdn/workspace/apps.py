from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    name = "ttdn.workspace"
    label = "workspace"
