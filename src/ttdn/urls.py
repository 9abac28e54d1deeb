"""Addresses: the portal at the root, the workspace under /cong-tac/."""

from django.urls import include, path
from django.views.generic import RedirectView

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="workspace:my-work"), name="home"),
    path("tai-khoan/", include("ttdn.workspace.urls.accounts")),
    path("cong-tac/", include("ttdn.workspace.urls.workspace")),
    path("", include("ttdn.workspace.urls.machine")),
]
handler400 = "ttdn.workspace.views.errors.bad_request"
handler403 = "ttdn.workspace.views.errors.forbidden"
handler404 = "ttdn.workspace.views.errors.not_found"
handler500 = "ttdn.workspace.views.errors.server_error"
