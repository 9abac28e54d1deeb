"""Signing in and out, one's own account."""

app_name = "accounts"
urlpatterns: list = []
