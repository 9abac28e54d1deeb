"""People who sign in. What they may do follows from their memberships (``agencies``), not from the account."""

import datetime as dt

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from ttdn.core.models import Versioned
from ttdn.core.vietnamese_order import sort_key
from ttdn.engine.text.normal import fold


def normal_email(email: str) -> str:
    """The one way of writing an address: two accounts never differ in capitals alone."""
    return BaseUserManager.normalize_email(email.strip()).lower()


class UserQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)

    def matching(self, words: str):
        """People whose name or address has all the words, with or without diacritics."""
        found = self
        for word in fold(words).split():
            found = found.filter(folded__contains=word)
        return found


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def create_user(self, email: str, password: str | None = None, **fields):
        user = self.model(email=normal_email(email), **fields)
        user.set_password(password)
        user.keep_folded()
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username):
        return self.get(email__iexact=username)


class User(Versioned, AbstractBaseUser):
    """A person who signs in by e-mail."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=150)
    language = models.CharField(max_length=10, default="vi")
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False, editable=False)  # refused by a production start
    must_change_password = models.BooleanField(default=False)  # an administrator chose it and has seen it
    folded = models.CharField(max_length=500, blank=True, default="", editable=False)  # name and address, for search
    sort_key = models.CharField(max_length=600, blank=True, default="", db_index=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_unique_folded")]

    def __str__(self):
        return self.name

    def keep_folded(self) -> None:
        """Bring the columns for search and order in line; to be called by whoever sets the name or the address."""
        self.folded = fold(f"{self.name}\n{self.email}")
        family, _, given = self.name.strip().rpartition(" ")  # Vietnamese lists go by the given name, which stands last
        self.sort_key = sort_key(f"{given} {family}")


def _oldest_visit() -> dt.datetime:
    return timezone.now() - dt.timedelta(seconds=settings.SESSION_COOKIE_AGE)


class SignInSessionQuerySet(models.QuerySet):
    def running(self):
        return self.filter(ended_at__isnull=True, last_seen_at__gte=_oldest_visit())

    def run_out(self):
        """Not used for longer than a session lives."""
        return self.filter(last_seen_at__lt=_oldest_visit())


class SignInSession(models.Model):
    """A browser in which a person is signed in; ended by the person, by sign-out or by a change of password."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="sign_in_sessions")
    session_key = models.CharField(max_length=40, unique=True)
    started_at = models.DateTimeField(auto_now_add=True)
    last_seen_at = models.DateTimeField()
    address = models.GenericIPAddressField(null=True)
    browser = models.CharField(max_length=200, blank=True, default="")
    ended_at = models.DateTimeField(null=True)

    objects = SignInSessionQuerySet.as_manager()

    class Meta:
        ordering = ["-last_seen_at"]

    def __str__(self):
        return f"{self.user} {self.started_at:%d/%m/%Y}"
