"""Signing in and out, one's own password, and the accounts an administrator keeps.

The audit holds no password, no address, and nothing typed by somebody who did not get in.
"""

from __future__ import annotations

import secrets

from django.contrib.auth import authenticate
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.utils import timezone

from ttdn.accounts import throttle
from ttdn.accounts.models import SignInSession, User, normal_email
from ttdn.core import audit
from ttdn.core.models import AuditEntry
from ttdn.core.undo import undoable
from ttdn.core.versions import claim

CHANGED = "(changed)"
# Without letters and digits that are taken for one another when read out over the telephone.
CLEAR_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"


class WrongSignIn(Exception):
    """No such account, not active, or another password: which of these is not said."""


class EmailTaken(Exception):
    """Another account has this address."""


def sign_in(request, *, email: str, password: str, address: str | None) -> User:
    """The person whose address and password these are. Raises WrongSignIn, TooManyTries."""
    email = normal_email(email)
    place = throttle.take_place(email, address or "")
    user = authenticate(request, email=email, password=password)
    if user is None:
        known = User.objects.filter(email=email).first()
        audit.record("accounts.sign_in_failed", known or User(), by=None)
        raise WrongSignIn
    throttle.forget_tries(email, address or "", place)
    audit.record("accounts.sign_in", user, by=user)
    return user


def count_password_try(user: User, *, address: str | None) -> None:
    """Whoever sits before an open browser may not guess the password behind it either. Raises TooManyTries."""
    throttle.take_account_place(user.email, address or "")


@transaction.atomic
def begin_session(user: User, *, session_key: str, address: str | None, browser: str) -> SignInSession:
    """List the browser that has just signed in."""
    session, _ = SignInSession.objects.update_or_create(
        session_key=session_key,
        defaults={"user": user, "address": address, "browser": browser, "last_seen_at": timezone.now()},
    )
    return session


def see_session(user: User, *, session_key: str, address: str | None, browser: str) -> None:
    """Note that a listed browser is still in use; one that is not listed yet is listed."""
    seen = SignInSession.objects.filter(session_key=session_key, user=user).update(last_seen_at=timezone.now())
    if not seen:
        begin_session(user, session_key=session_key, address=address, browser=browser)


def rename_session(old_key: str, new_key: str) -> None:
    """The same browser goes on under a new key."""
    SignInSession.objects.filter(session_key=old_key).update(session_key=new_key)


@transaction.atomic
def sign_out(user: User, *, session_key: str | None) -> None:
    SignInSession.objects.running().filter(session_key=session_key, user=user).update(ended_at=timezone.now())
    audit.record("accounts.sign_out", user, by=user)


@transaction.atomic
def end_session(session: SignInSession, *, by: User) -> None:
    """Sign that browser out at once."""
    if session.ended_at is None:
        _end([session])
        audit.record("accounts.end_session", session.user, by=by, after={"browser": session.browser})


@transaction.atomic
def end_other_sessions(user: User, *, keep: str | None, by: User) -> int:
    """Sign out every browser but the one in hand; returns how many."""
    others = list(SignInSession.objects.running().filter(user=user).exclude(session_key=keep))
    if others:
        _end(others)
        audit.record("accounts.end_other_sessions", user, by=by, after={"ended": len(others)})
    return len(others)


@transaction.atomic
def change_password(user: User, *, new: str, keep: str | None, address: str | None, by: User) -> None:
    """Set one's own new password; every other browser is signed out."""
    throttle.forget_tries(user.email, address or "")
    user.set_password(new)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    audit.record("accounts.change_password", user, by=by, before={}, after={"password": CHANGED})
    _end(list(SignInSession.objects.running().filter(user=user).exclude(session_key=keep)))


def set_language(user: User, *, language: str, by: User) -> None:
    if language != user.language:
        with transaction.atomic():
            before, user.language = user.language, language
            user.save(update_fields=["language"])
            audit.record(
                "accounts.set_language", user, by=by, before={"language": before}, after={"language": language}
            )


@transaction.atomic
def add_person(*, name: str, email: str, by: User) -> tuple[User, str]:
    """A new account and its first password, which nobody can read again. Raises EmailTaken."""
    if User.objects.filter(email=normal_email(email)).exists():
        raise EmailTaken
    password = first_password()
    user = User.objects.create_user(email, password, name=name.strip(), must_change_password=True)
    audit.record("accounts.add_person", user, by=by, after={"name": user.name, "email": CHANGED})
    return user, password


@transaction.atomic
def edit_person(user: User, *, seen: int, name: str, email: str, by: User) -> AuditEntry:
    """Put a person's name or address right. Raises EmailTaken, StaleVersion."""
    claim(user, seen)
    email = normal_email(email)
    if User.objects.filter(email=email).exclude(pk=user.pk).exists():
        raise EmailTaken
    before, after = {"name": user.name}, {"name": name.strip()}
    if email != user.email:
        before["email"] = after["email"] = CHANGED
    user.name, user.email = name.strip(), email
    user.keep_folded()
    user.save(update_fields=["name", "email", "folded", "sort_key"])
    return audit.record("accounts.edit_person", user, by=by, before=before, after=after)


@transaction.atomic
def reset_password(user: User, *, seen: int, by: User) -> str:
    """A new first password for somebody who lost theirs; all their browsers are signed out."""
    claim(user, seen)
    password = first_password()
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    _end(list(SignInSession.objects.running().filter(user=user)))
    audit.record("accounts.reset_password", user, by=by, after={"password": CHANGED})
    return password


@transaction.atomic
def set_active(user: User, *, seen: int, active: bool, by: User, undoes: AuditEntry | None = None) -> AuditEntry:
    """Let somebody sign in, or no more. Whoever may not sign in is signed out everywhere."""
    claim(user, seen)
    before, user.is_active = user.is_active, active
    user.save(update_fields=["is_active"])
    if not active:
        _end(list(SignInSession.objects.running().filter(user=user)))
    action = "accounts.reactivate" if active else "accounts.deactivate"
    return audit.record(action, user, by=by, before={"is_active": before}, after={"is_active": active}, undoes=undoes)


@undoable("accounts.deactivate")
def undo_deactivation(entry: AuditEntry, *, by: User) -> AuditEntry:
    user = User.objects.get(pk=entry.target_id)
    return set_active(user, seen=user.version, active=True, by=by, undoes=entry)


def first_password() -> str:
    """Four groups of four, about 80 bits; long enough for any limit an installation sets up to 19."""
    groups = ["".join(secrets.choice(CLEAR_LETTERS) for _ in range(4)) for _ in range(4)]
    return "-".join(groups)


def _end(sessions: list[SignInSession]) -> None:
    for session in sessions:
        SessionStore(session.session_key).delete()
    SignInSession.objects.filter(pk__in=[session.pk for session in sessions]).update(ended_at=timezone.now())
