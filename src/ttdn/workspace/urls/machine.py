"""Addresses for machines, and the language switch."""

app_name = "machine"
urlpatterns: list = []
