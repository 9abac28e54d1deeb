"""The one answer to "what day is it"."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.utils import timezone

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
# Days that a record can mean. Beyond them no period can be reckoned and no workbook shows a day, so that one row
# with such a day would break every list it stands in.
FIRST, LAST = dt.date(1900, 1, 1), dt.date(2199, 12, 31)


def today() -> dt.date:
    """Today in Vietnam, whatever clock the machine or the request follows."""
    return timezone.now().astimezone(VIETNAM).date()


def is_plausible(day: dt.date) -> bool:
    return FIRST <= day <= LAST
