"""What tidies up after people who left without signing out."""

import datetime as dt

from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ttdn.accounts.models import SignInSession
from ttdn.core.jobs import job


@job(label=_("Dọn phiên đăng nhập đã hết hạn"), every=dt.timedelta(days=1))
def clear_expired_sessions():
    """Forget sessions that ran out, and note in the list of browsers that they ended."""
    SessionStore.clear_expired()
    SignInSession.objects.filter(ended_at__isnull=True).run_out().update(ended_at=timezone.now())
