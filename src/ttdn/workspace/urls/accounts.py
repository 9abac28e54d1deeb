"""Signing in and out, one's own account."""

from django.urls import path

from ttdn.workspace.views import accounts

app_name = "accounts"
urlpatterns = [
    path("", accounts.account, name="account"),
    path("dang-nhap/", accounts.sign_in, name="sign-in"),
    path("dang-xuat/", accounts.sign_out, name="sign-out"),
    path("doi-mat-khau/", accounts.change_password, name="change-password"),
    path("phien/<int:pk>/ket-thuc/", accounts.end_session, name="end-session"),
    path("phien/ket-thuc-cac-phien-khac/", accounts.end_other_sessions, name="end-other-sessions"),
]
