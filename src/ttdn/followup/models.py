"""Progress reports on obligations, each with its proof; nothing that was sent is overwritten."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ttdn.core.models import StoredFile, Versioned
from ttdn.followup import querysets
from ttdn.plans.models import Obligation


class ReportState(models.TextChoices):
    DRAFT = "draft", _("bản nháp")
    SUBMITTED = "submitted", _("chờ xem")
    ACCEPTED = "accepted", _("đã nhận")
    RETURNED = "returned", _("đã trả lại")


class ProgressReport(Versioned):
    """What one agency says of one obligation. A returned one stays as it was sent; the answer to it is a new one.

    Work carried out under secrecy is closed by its day alone: such a report has no word in it.
    """

    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="reports")
    state = models.CharField(max_length=10, choices=ReportState, default=ReportState.DRAFT)
    done_on = models.DateField(null=True, blank=True)
    under_secrecy = models.BooleanField(default=False)
    result = models.TextField(blank=True, default="")  # in this period, in words
    quantity = models.DecimalField(max_digits=18, decimal_places=3, null=True, blank=True)  # in this period
    cumulative = models.DecimalField(max_digits=18, decimal_places=3, null=True, blank=True)
    unit = models.CharField(max_length=100, blank=True, default="")
    difficulties = models.TextField(blank=True, default="")
    proposals = models.TextField(blank=True, default="")
    argued = models.TextField(blank=True, default="")  # why the computed state (late ...) is not the agency's doing
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now=True)
    submitted_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision_reason = models.TextField(blank=True, default="")

    objects = querysets.ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["obligation"], condition=Q(state__in=["draft", "submitted"]), name="report_one_in_hand"
            ),
            models.CheckConstraint(
                condition=Q(under_secrecy=False)
                | Q(result="", difficulties="", proposals="", argued="", unit="", quantity=None, cumulative=None),
                name="report_under_secrecy_has_no_words",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(decision_reason=""), name="report_returned_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "submitted"]) | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="report_decided_by_somebody",
            ),
        ]
        indexes = [
            models.Index(F("submitted_at").asc(), name="report_waiting", condition=Q(state="submitted")),
        ]

    def __str__(self):
        return f"{self.obligation}"


class ProofKind(models.TextChoices):
    LINK = "link", _("liên kết")
    FILE = "file", _("tệp")


class ProofState(models.TextChoices):
    CHECKING = "checking", _("đang kiểm tra dấu mật")
    KEPT = "kept", _("đã kiểm tra")
    REFUSED = "refused", _("không nhận")


class Proof(models.Model):
    """What shows that it was done: an address, or a file that passed the secrecy gate (its hash is kept)."""

    report = models.ForeignKey(ProgressReport, on_delete=models.PROTECT, related_name="proofs")
    kind = models.CharField(max_length=10, choices=ProofKind)
    state = models.CharField(max_length=10, choices=ProofState, default=ProofState.KEPT)
    title = models.CharField(max_length=300, blank=True, default="")
    url = models.URLField(max_length=1000, blank=True, default="")
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    message = models.TextField(blank=True, default="")  # why it was not taken
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    objects = querysets.ProofQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="file", url="") | (Q(kind="link", file=None) & ~Q(url="")), name="proof_file_or_link"
            ),
        ]

    def __str__(self):
        return self.title or self.url or str(_("tệp"))
