"""Signing in and out, and one's own account: password, browsers, language."""

from __future__ import annotations

import time

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from ttdn.accounts import actions
from ttdn.accounts.models import SignInSession
from ttdn.accounts.throttle import TooManyTries
from ttdn.accounts.visits import address_of, browser_of
from ttdn.workspace.forms.accounts import LanguageForm, PasswordForm, SignInForm


def safe_next(request: HttpRequest, fallback: str) -> str:
    """Where the request asked to go on to, if that is a page of this installation."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    here = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if here else resolve_url(fallback)


@never_cache
@login_not_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect(safe_next(request, settings.LOGIN_REDIRECT_URL))
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = actions.sign_in(request, **form.cleaned_data, address=address_of(request))
        except actions.WrongSignIn:
            form.add_error(None, _("Thư điện tử hoặc mật khẩu không đúng. Quên mật khẩu thì hỏi người quản trị."))
        except TooManyTries as wait:
            return _throttled(request, wait)
        else:
            return _signed_in(request, user)
    return render(
        request,
        "workspace/accounts/sign_in.html",
        {"form": form, "title": _("Đăng nhập"), "submit_label": _("Đăng nhập"), "next": safe_next(request, "home")},
        status=422 if form.errors else 200,
    )


def _throttled(request: HttpRequest, wait: TooManyTries) -> HttpResponse:
    response = render(request, "workspace/accounts/throttled.html", {"minutes": wait.minutes}, status=429)
    response["Retry-After"] = str(wait.minutes * 60)
    return response


def _signed_in(request: HttpRequest, user) -> HttpResponse:
    login(request, user)
    request.session["seen_at"] = int(time.time())
    request.session.save()
    _list_browser(request, user)
    response = redirect(safe_next(request, settings.LOGIN_REDIRECT_URL))
    return _remember_language(response, user.language)


def _list_browser(request: HttpRequest, user) -> None:
    actions.begin_session(
        user,
        session_key=request.session.session_key,
        address=address_of(request),
        browser=browser_of(request),
    )


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    actions.sign_out(request.user, session_key=request.session.session_key)
    logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)


@never_cache
def account(request: HttpRequest) -> HttpResponse:
    sessions = SignInSession.objects.running().filter(user=request.user)
    memberships = request.user.memberships.select_related("agency").order_by("agency__sort_key", "role")
    return render(
        request,
        "workspace/accounts/account.html",
        {
            "title": _("Tài khoản của tôi"),
            "sessions": sessions,
            "this_key": request.session.session_key,
            "memberships": memberships,
        },
    )


@never_cache
@sensitive_post_parameters("old", "new", "again")
@require_http_methods(["GET", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        try:
            actions.count_password_try(request.user, address=address_of(request))
        except TooManyTries as wait:
            return _throttled(request, wait)
    form = PasswordForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        return _password_changed(request, form.cleaned_data["new"])
    context = {
        "form": form,
        "title": _("Đổi mật khẩu"),
        "lead": _("Mật khẩu này do người quản trị đặt; hãy đặt mật khẩu của riêng bạn để vào hệ thống.")
        if request.user.must_change_password
        else "",
        "submit_label": _("Đổi mật khẩu"),
        "cancel_url": "" if request.user.must_change_password else reverse("accounts:account"),
        "crumbs": [] if request.user.must_change_password else [(_("Tài khoản của tôi"), reverse("accounts:account"))],
    }
    return render(request, "shapes/form.html", context, status=422 if form.errors else 200)


def _password_changed(request: HttpRequest, new: str) -> HttpResponse:
    user, old_key = request.user, request.session.session_key
    actions.change_password(user, new=new, keep=old_key, address=address_of(request), by=user)
    update_session_auth_hash(request, user)  # gives this browser's session a new key
    request.session.save()
    actions.rename_session(old_key, request.session.session_key)
    messages.success(request, _("Đã đổi mật khẩu. Các phiên đăng nhập khác đã kết thúc."))
    return redirect("accounts:account")


@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    session = get_object_or_404(SignInSession.objects.filter(user=request.user), pk=pk)
    actions.end_session(session, by=request.user)
    messages.success(request, _("Đã kết thúc phiên đăng nhập."))
    return redirect("accounts:account")


@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    ended = actions.end_other_sessions(request.user, keep=request.session.session_key, by=request.user)
    text = ngettext("Đã kết thúc %(ended)d phiên khác.", "Đã kết thúc %(ended)d phiên khác.", ended) % {"ended": ended}
    messages.success(request, text)
    return redirect("accounts:account")


@require_POST
@login_not_required
def set_language(request: HttpRequest) -> HttpResponse:
    """The VI/EN switch, also before signing in."""
    form = LanguageForm(request.POST)
    response = redirect(safe_next(request, "home"))
    if not form.is_valid():
        return response
    if request.user.is_authenticated:
        actions.set_language(request.user, language=form.cleaned_data["language"], by=request.user)
    return _remember_language(response, form.cleaned_data["language"])


def _remember_language(response: HttpResponse, language: str) -> HttpResponse:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
    )
    return response
