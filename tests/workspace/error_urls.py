"""Views that fail, beside the product's own addresses and handlers."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponse
from django.urls import path

from ttdn.urls import handler400, handler403, handler404, handler500, urlpatterns  # noqa: F401


@login_not_required
def fail(request):
    raise RuntimeError("mật khẩu của ai đó")


@login_not_required
def deny(request):
    raise PermissionDenied("Sở Kín")


@login_not_required
def muddle(request):
    raise BadRequest("Sở Kín")


@login_not_required
def take(request):
    return HttpResponse(",".join(f"{file.name} {file.size}" for file in request.FILES.values()))


urlpatterns = [
    path("fail/", fail),
    path("deny/", deny),
    path("muddle/", muddle),
    path("take/", take),
    *urlpatterns,
]
