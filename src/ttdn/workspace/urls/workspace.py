"""The officers' workspace."""

app_name = "workspace"
urlpatterns: list = []
