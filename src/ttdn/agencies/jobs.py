"""What happens to agencies by itself when a day comes."""

import datetime as dt

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from ttdn.agencies.actions import keep_all_names
from ttdn.agencies.models import Agency, AgencyName
from ttdn.core import days
from ttdn.core.jobs import job


@job(label=_("Dùng tên mới của cơ quan khi đến ngày"), every=dt.timedelta(minutes=10))
def take_up_names():
    """A name dated ahead is shown from its day on: the rename was the act, this only follows."""
    due = AgencyName.objects.valid_on(days.today()).filter(language="vi").exclude(name=F("agency__name"))
    keep_all_names(list(Agency.objects.filter(pk__in=due.values("agency"))))
