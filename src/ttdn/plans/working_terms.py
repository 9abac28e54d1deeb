"""Terms that a plan writes in working days from its own day: "trong 05 ngày làm việc kể từ ngày ban hành Kế hoạch"."""

from __future__ import annotations

import datetime as dt
import re

from ttdn.core.working_days import Calendar, add_working_days
from ttdn.engine.text.normal import fold

MOST_DAYS = 250  # a year of them; a slip of the pen asks for no more
# "05 ngày làm việc kể từ ngày ban hành", "10 ngày làm việc sau khi Kế hoạch được ban hành"
_TERM = re.compile(
    r"(\d{1,3}) ngay lam viec,? (?:ke )?(?:tu|sau)(?: ngay| khi)?(?: (?:ke hoach|van ban)(?: nay)?)?"
    r"(?: duoc)? (?:ban hanh|ky)\b"
)


def deadline(schedule_text: str, issued_on: dt.date | None, calendar: Calendar) -> dt.date | None:
    """The last day of such a term by the calendar of working days; None where none is written."""
    found = _TERM.search(fold(schedule_text))
    if found is None or issued_on is None or not 0 < int(found[1]) <= MOST_DAYS:
        return None
    return add_working_days(issued_on, int(found[1]), calendar)
