"""What every module stands on: the audit, files kept by hash, refusals, jobs, the calendar, the version of a row."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Certainty(models.TextChoices):
    """How sure a row is: text read, seen only in excerpts, or general knowledge."""

    V = "V", _("đã kiểm chứng")
    S = "S", _("chưa kiểm chứng (mới thấy trích dẫn)")
    K = "K", _("chưa kiểm chứng")


class Versioned(models.Model):
    """A row that two people can edit; actions take the version seen and refuse a stale one (``core.versions``)."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


class AuditEntry(models.Model):
    """One write: who, what, before, after. Append-only by database trigger; undo adds an entry of its own."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    action = models.CharField(max_length=80, db_index=True)  # "plans.confirm_plan"
    target_type = models.CharField(max_length=80)  # "plans.plan"
    target_id = models.BigIntegerField(null=True)
    target_label = models.CharField(max_length=300)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.TextField(blank=True, default="")
    undoes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="undone_by")

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["target_type", "target_id"])]

    def __str__(self):
        return f"{self.action}: {self.target_label}"


class StoredFile(models.Model):
    """Bytes kept once under their hash in the private folder; served only through a view that asks for rights."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    handed_in_at = models.DateTimeField(auto_now_add=True)  # the last time, so that the clean-up leaves it alone a day

    def __str__(self):
        return self.sha256[:12]

    @property
    def path(self) -> str:
        """Where the bytes are in the default storage."""
        return f"{self.sha256[:2]}/{self.sha256}"


class RefusedFile(models.Model):
    """A file that carried a secrecy mark: the bytes and text are gone, this stays. The hash is keyed (HMAC)."""

    keyed_hash = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    mark = models.CharField(max_length=20)
    reason = models.CharField(max_length=300)

    class Meta:
        ordering = ["-at"]

    def __str__(self):
        return f"{self.mark} {self.at:%d/%m/%Y}"


class JobLease(models.Model):
    """A running job's sign of life; when it expires the job is taken to be dead and is run again."""

    result_id = models.UUIDField(primary_key=True)
    worker = models.CharField(max_length=100)
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self):
        return f"{self.result_id} ({self.worker})"


class JobWorker(models.Model):
    """A worker's own sign of life; ``/healthz`` asks whether any is fresh."""

    name = models.CharField(primary_key=True, max_length=100)
    seen_at = models.DateTimeField(db_index=True)

    def __str__(self):
        return self.name


class JobRun(models.Model):
    """How often a job has started, and how far it is; written outside long transactions."""

    result_id = models.UUIDField(primary_key=True)
    runs = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    step = models.CharField(max_length=200, blank=True, default="")
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(done__lte=models.F("total")), name="job_run_done_within_total")
        ]

    def __str__(self):
        return f"{self.result_id}: {self.done}/{self.total}"


class JobSchedule(models.Model):
    """A job that comes round; ``next_at`` is advanced by compare-and-swap, so that each time is run once."""

    name = models.CharField(max_length=100, unique=True)
    task = models.CharField(max_length=200)  # dotted path
    every_seconds = models.PositiveIntegerField()
    next_at = models.DateTimeField()

    def __str__(self):
        return self.name


class CalendarDayKind(models.TextChoices):
    HOLIDAY = "holiday", _("ngày nghỉ lễ, tết")
    DAY_OFF = "day_off", _("ngày nghỉ bù, hoán đổi")
    WORKING_DAY = "working_day", _("ngày làm bù")


class CalendarDayQuerySet(models.QuerySet):
    def standing(self) -> "CalendarDayQuerySet":
        return self.filter(withdrawn=False)

    def of_year(self, year: int) -> "CalendarDayQuerySet":
        return self.filter(day__year=year)


class CalendarDay(Versioned):
    """A day on which the week's rule does not hold, by which document; one taken out stays with its reason."""

    day = models.DateField(db_index=True)
    kind = models.CharField(max_length=20, choices=CalendarDayKind)
    name = models.CharField(max_length=200)
    basis = models.CharField(max_length=300, blank=True, default="")
    certainty = models.CharField(max_length=1, choices=Certainty, default=Certainty.K)
    withdrawn = models.BooleanField(default=False)
    withdrawal_reason = models.TextField(blank=True, default="")

    objects = CalendarDayQuerySet.as_manager()

    class Meta:
        ordering = ["day", "id"]
        constraints = [
            models.UniqueConstraint(fields=["day"], condition=Q(withdrawn=False), name="calendar_day_stands_once"),
            models.CheckConstraint(
                condition=Q(withdrawn=False) | ~Q(withdrawal_reason=""), name="calendar_day_withdrawn_for_a_reason"
            ),
        ]

    def __str__(self):
        return f"{self.day:%d/%m/%Y}, {self.name}"
