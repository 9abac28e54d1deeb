"""Who may sign in, and stay signed in."""

from django.conf import settings
from django.contrib.auth.backends import ModelBackend


class EmailBackend(ModelBackend):
    """E-mail and password; asked again at each request, so that a deactivated person is out at once.

    An unknown address costs the same time as a wrong password (``ModelBackend`` hashes for both).
    """

    def user_can_authenticate(self, user) -> bool:
        return user.is_active and not (settings.PRODUCTION and user.is_demo)
