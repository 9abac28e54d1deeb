"""People who sign in. What they may do follows from their memberships (``agencies``), not from the account."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower


class UserQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def create_user(self, email: str, password: str | None = None, **fields):
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username):
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person who signs in by e-mail."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=150)
    language = models.CharField(max_length=10, default="vi")
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False, editable=False)  # refused by a production start
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_unique_folded")]

    def __str__(self):
        return self.name


class SignInSession(models.Model):
    """A browser in which a person is signed in; ended by the person, by sign-out or by a change of password."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="sign_in_sessions")
    session_key = models.CharField(max_length=40, unique=True)
    started_at = models.DateTimeField(auto_now_add=True)
    last_seen_at = models.DateTimeField()
    address = models.GenericIPAddressField(null=True)
    browser = models.CharField(max_length=200, blank=True, default="")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-last_seen_at"]

    def __str__(self):
        return f"{self.user} {self.started_at:%d/%m/%Y}"
