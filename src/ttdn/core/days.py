"""The one answer to "what day is it"."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.utils import timezone

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def today() -> dt.date:
    """Today in Vietnam, whatever clock the machine or the request follows."""
    return timezone.now().astimezone(VIETNAM).date()
