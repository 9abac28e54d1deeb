"""An installation in production does not start with the demonstration's users."""

from django.conf import settings
from django.core.checks import Error
from django.db import DatabaseError


def no_demo_users_in_production(app_configs, **kwargs):
    if not settings.PRODUCTION:
        return []
    from ttdn.accounts.models import User

    try:
        found = User.objects.active().filter(is_demo=True).exists()
    except DatabaseError:  # nothing is migrated yet
        return []
    if not found:
        return []
    return [
        Error(
            "There are active users of the demonstration province, whose passwords are public.",
            hint="Deactivate them, or use a database without the demonstration data.",
            id="ttdn.accounts.E001",
        )
    ]
