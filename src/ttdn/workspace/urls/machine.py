"""Addresses for machines, and the language switch; their names stand without a namespace."""

from django.urls import path

from ttdn.workspace.views import accounts, health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("ngon-ngu/", accounts.set_language, name="set_language"),
]
