"""Around each request: its language, the list of a person's browsers, and the first password that must be changed."""

from __future__ import annotations

import time

from django.conf import settings
from django.shortcuts import redirect
from django.utils import translation
from django.utils.cache import patch_vary_headers

from ttdn.accounts.actions import see_session
from ttdn.accounts.visits import address_of, browser_of

SEEN_EVERY_SECONDS = 300
BEFORE_CHANGING = {"accounts:change-password", "accounts:sign-out", "set_language", "healthz"}


class PrivatePagesMiddleware:
    """No browser or proxy keeps a page: on a shared computer the next person must not leaf back through it.

    A view that says otherwise by a header of its own is left alone; static files never come here.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class PlainCookiesMiddleware:
    """A quoted cookie may spell NUL, which PostgreSQL takes in no question: such a cookie is none of ours."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.COOKIES = {name: value for name, value in request.COOKIES.items() if "\0" not in value}
        return self.get_response(request)


class LanguageMiddleware:
    """Vietnamese, unless the person chose otherwise; what the browser was installed in says nothing here."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Cookie"])
        return response


class SessionLogMiddleware:
    """Keeps ``SignInSession.last_seen_at`` right to five minutes, at no cost to the requests between."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated and time.time() - request.session.get("seen_at", 0) > SEEN_EVERY_SECONDS:
            request.session["seen_at"] = int(time.time())
            see_session(
                request.user,
                session_key=request.session.session_key,
                address=address_of(request),
                browser=browser_of(request),
            )
        return self.get_response(request)


class FirstPasswordMiddleware:
    """A password that an administrator has seen opens nothing but the page that changes it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        user = request.user
        is_held = user.is_authenticated and user.must_change_password
        if is_held and request.resolver_match.view_name not in BEFORE_CHANGING:
            return redirect("accounts:change-password")
        return None
