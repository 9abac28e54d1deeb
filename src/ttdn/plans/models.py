"""A plan from the document handed in to the items that agencies carry out."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ttdn.agencies.models import Agency, Certainty
from ttdn.core.models import StoredFile, Versioned
from ttdn.plans import querysets


class DocumentState(models.TextChoices):
    QUEUED = "queued", _("chờ đọc")
    READING = "reading", _("đang đọc")
    READ = "read", _("đã đọc")
    FAILED = "failed", _("không đọc được")
    REFUSED = "refused", _("bị từ chối")


class PlanDocument(models.Model):
    """A file handed in to be read as a plan. A refused one keeps no name, no bytes and no text."""

    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    format = models.CharField(max_length=10, blank=True, default="")
    state = models.CharField(max_length=10, choices=DocumentState, default=DocumentState.QUEUED)
    message = models.TextField(blank=True, default="")  # why it failed or was refused, for a person
    error_code = models.CharField(max_length=60, blank=True, default="")
    job = models.UUIDField(null=True)  # the job that reads it; core.jobs knows how far it is
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)
    profile = models.CharField(max_length=40, blank=True, default="")  # of recognition, dated
    coverage = models.JSONField(default=dict)

    objects = querysets.PlanDocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="refused") | Q(file__isnull=True), name="plan_document_refused_keeps_no_file"
            )
        ]

    def __str__(self):
        # Not the name: it goes into the audit, and the name of a refused file must stand nowhere.
        return f"Tài liệu {self.pk}"


class PlanState(models.TextChoices):
    REVIEW = "review", _("chờ rà soát")
    CONFIRMED = "confirmed", _("đang thực hiện")
    SET_ASIDE = "set_aside", _("để riêng")


class Plan(Versioned):
    """A signed plan as read and then confirmed by a named person."""

    document = models.OneToOneField(PlanDocument, on_delete=models.PROTECT, related_name="plan")
    number = models.TextField(blank=True, default="")
    issued_on = models.DateField(null=True, blank=True)
    place = models.TextField(blank=True, default="")
    issuer_as_written = models.TextField(blank=True, default="")
    issuer = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="plans_issued")
    title = models.TextField(blank=True, default="")
    period_start = models.DateField(null=True, blank=True)
    period_end = models.DateField(null=True, blank=True)
    signatory_name = models.TextField(blank=True, default="")
    signatory_title = models.TextField(blank=True, default="")
    signatory_authority = models.TextField(blank=True, default="")
    state = models.CharField(max_length=10, choices=PlanState, default=PlanState.REVIEW)
    state_reason = models.TextField(blank=True, default="")
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    # The plan that this one carries out: a programme's yearly plan, an agency's plan under the province's.
    upper = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="lower")
    folded = models.TextField(blank=True, default="")  # number and title, for search

    objects = querysets.PlanQuerySet.as_manager()

    class Meta:
        ordering = [F("issued_on").desc(nulls_first=True), "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(period_start__isnull=True)
                | Q(period_end__isnull=True)
                | Q(period_end__gte=F("period_start")),
                name="plan_period",
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="plan_confirmed_by_somebody",
            ),
        ]

    def __str__(self):
        return self.title or self.number or f"Kế hoạch {self.pk}"


class Block(models.Model):
    """One paragraph or table row of the document, as read; never edited."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="blocks")
    n = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    text = models.TextField()
    cells = models.JSONField(null=True)
    page = models.PositiveIntegerField(null=True)
    line = models.PositiveIntegerField(null=True)

    objects = querysets.OfPlanQuerySet.as_manager()

    class Meta:
        ordering = ["n"]
        constraints = [models.UniqueConstraint(fields=["plan", "n"], name="block_once")]

    def __str__(self):
        return f"{self.n}. {self.text[:80]}"


class ItemKind(models.TextChoices):
    GROUP = "group", _("nhóm")
    OBJECTIVE = "objective", _("mục tiêu")
    REQUIREMENT = "requirement", _("yêu cầu")
    DIRECTION = "direction", _("định hướng")
    TASK = "task", _("nhiệm vụ")
    DUTY = "duty", _("trách nhiệm")
    TARGET = "target", _("chỉ tiêu")
    FUNDING = "funding", _("kinh phí")


class Recurrence(models.TextChoices):
    CONTINUOUS = "continuous", _("thường xuyên")
    DAILY = "daily", _("hằng ngày")
    WEEKLY = "weekly", _("hằng tuần")
    MONTHLY = "monthly", _("hằng tháng")
    QUARTERLY = "quarterly", _("hằng quý")
    HALF_YEARLY = "half-yearly", _("6 tháng một lần")
    YEARLY = "yearly", _("hằng năm")


class ItemState(models.TextChoices):
    KEPT = "kept", _("trong kế hoạch")
    SET_ASIDE = "set_aside", _("đã bỏ")


class Item(Versioned):
    """An objective, task, duty ... of a plan. Time stands as written (``schedule_text``) and as meant."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="items")
    key = models.CharField(max_length=40)  # "t17", the id in ttdn.plan/1
    kind = models.CharField(max_length=20, choices=ItemKind)
    ref = models.TextField(blank=True, default="")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    position = models.PositiveIntegerField()
    text = models.TextField()
    folded = models.TextField(blank=True, default="")  # the text and the agencies, without diacritics
    schedule_text = models.TextField(blank=True, default="")
    start = models.DateField(null=True, blank=True)
    end = models.DateField(null=True, blank=True)
    due = models.CharField(max_length=10, blank=True, default="")  # a yearly day, "--11-30"
    recurrence = models.CharField(max_length=20, choices=Recurrence, blank=True, default="")
    duration = models.CharField(max_length=20, blank=True, default="")  # ISO 8601
    approximate = models.BooleanField(default=False)
    milestones = models.JSONField(default=list)
    funding = models.TextField(blank=True, default="")
    evidence = models.JSONField(default=dict)
    added = models.BooleanField(default=False)  # by a person; the reading missed it
    state = models.CharField(max_length=10, choices=ItemState, default=ItemState.KEPT)
    state_reason = models.TextField(blank=True, default="")
    # A duty that says a task of the same plan once more is owed and counted with it (confirmed by a person).
    repeats = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="repeated_by")
    repeat_seen = models.BooleanField(default=False)  # a person has looked whether it does
    sort_key = models.TextField(blank=True, default="")  # the text in Vietnamese order
    blocks = models.ManyToManyField(Block, related_name="items")

    objects = querysets.ItemQuerySet.as_manager()

    class Meta:
        ordering = ["plan_id", "position", "id"]  # an item added takes the position of the one before it
        constraints = [
            models.UniqueConstraint(fields=["plan", "key"], name="item_key_once"),
            models.CheckConstraint(
                condition=Q(start__isnull=True) | Q(end__isnull=True) | Q(end__gte=F("start")), name="item_period"
            ),
            models.CheckConstraint(condition=Q(repeats=None) | Q(kind="duty"), name="item_only_duties_repeat"),
        ]

    @property
    def heading(self) -> str:
        """The first line: the heading of a task that has bullets below it, or the whole sentence."""
        return self.text.split("\n", 1)[0].rstrip(" :")

    @property
    def body(self) -> str:
        """What stands below the heading."""
        return self.text.split("\n", 1)[1] if "\n" in self.text else ""

    @property
    def leads(self) -> list["ItemAgency"]:
        """The agencies that lead, from the rows already fetched."""
        return [a for a in self.assignments.all() if a.role == "lead"]

    @property
    def partners(self) -> list["ItemAgency"]:
        """The agencies that support, from the rows already fetched."""
        return [a for a in self.assignments.all() if a.role == "partner"]

    def __str__(self):
        return f"{self.ref} {self.text[:80]}".strip()


class CarriesOut(models.Model):
    """A task carries out an objective or a line of work of its own plan, or anything of the plan above."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="carrying")
    upper = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="carried_by")

    objects = querysets.OfItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "upper"], name="carries_out_once"),
            models.CheckConstraint(condition=~Q(item=F("upper")), name="carries_out_another"),
        ]

    def __str__(self):
        return f"{self.item} → {self.upper}"


class ItemPart(models.Model):
    """A bullet or sentence of an item that can be assigned and counted apart."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="parts")
    position = models.PositiveIntegerField()
    text = models.TextField()
    block_numbers = models.JSONField(default=list)

    objects = querysets.OfItemQuerySet.as_manager()

    class Meta:
        ordering = ["position"]

    def __str__(self):
        return self.text[:80]


class PartAgency(models.Model):
    """An agency to which one part of an item was given; it owes that part and not the whole."""

    part = models.ForeignKey(ItemPart, on_delete=models.PROTECT, related_name="given_to")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="parts_given")

    objects = querysets.OfPartQuerySet.as_manager()

    class Meta:
        ordering = ["agency__sort_key"]
        constraints = [models.UniqueConstraint(fields=["part", "agency"], name="part_agency_once")]

    def __str__(self):
        return f"{self.part}: {self.agency}"


class Assignment(models.TextChoices):
    LEAD = "lead", _("chủ trì")
    PARTNER = "partner", _("phối hợp")


class ItemAgency(models.Model):
    """An agency's place in an item: the name as written and, where known, the agency meant."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=10, choices=Assignment)
    position = models.PositiveSmallIntegerField()
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="assignments")
    name = models.TextField()
    as_written = models.TextField()
    scope = models.TextField(blank=True, default="")
    accountable = models.BooleanField(default=False)

    objects = querysets.OfItemQuerySet.as_manager()

    class Meta:
        ordering = ["role", "position"]  # "lead" sorts before "partner"
        constraints = [
            models.UniqueConstraint(fields=["item", "role", "position"], name="item_agency_position"),
            models.UniqueConstraint(fields=["item"], condition=Q(accountable=True), name="item_one_accountable"),
            models.CheckConstraint(condition=Q(accountable=False) | Q(role="lead"), name="item_accountable_leads"),
        ]

    def __str__(self):
        return self.name

    @property
    def spelled_otherwise(self) -> bool:
        """The document spells it in another way than the directory, the first letter aside."""
        return self.as_written.casefold() != self.name.casefold()


class ObligationState(models.TextChoices):
    OPEN = "open", _("đang theo dõi")
    REPORTED = "reported", _("đã báo cáo")
    RETURNED = "returned", _("bị trả lại")
    DONE = "done", _("hoàn thành")
    CLOSED = "closed", _("đã đóng, không báo cáo")
    WITHDRAWN = "withdrawn", _("không còn phải làm")


class Obligation(Versioned):
    """What one agency owes of one item in one period. Made from the schedule by ``plans.owing``; late is computed.

    ``given_to`` is whom the plan means (a group stays where it has no members), ``owed_by`` who stands in its place
    since a hand-over; both are empty where nobody knows whom the plan means, and ``name`` is as the plan has it.
    """

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="obligations")
    key = models.CharField(max_length=200)  # what makes it this one and no other, see plans.owing
    part = models.ForeignKey(ItemPart, null=True, on_delete=models.PROTECT, related_name="obligations")
    role = models.CharField(max_length=10, choices=Assignment)
    name = models.TextField()
    given_to = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    owed_by = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="obligations")
    through = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")  # the group it is in
    start = models.DateField(null=True)
    end = models.DateField(null=True)
    due = models.DateField(null=True)
    label = models.TextField(blank=True, default="")  # the words of a milestone
    check_in = models.BooleanField(default=False)
    before_issue = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=ObligationState, default=ObligationState.OPEN)
    state_reason = models.TextField(blank=True, default="")

    objects = querysets.ObligationQuerySet.as_manager()

    class Meta:
        ordering = [F("due").asc(nulls_last=True), "item_id", "id"]
        constraints = [models.UniqueConstraint(fields=["item", "key"], name="obligation_once")]
        indexes = [models.Index(fields=["owed_by", "state", "due"], name="obligation_owed")]

    def __str__(self):
        return f"{self.name}: {self.item}"[:300]


class Deliverable(models.Model):
    """A count that the plan promises: 2 phóng sự; 1 số per quarter."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="deliverables")
    position = models.PositiveSmallIntegerField()
    quantity = models.DecimalField(max_digits=18, decimal_places=3)
    unit = models.TextField()
    per = models.CharField(max_length=20, blank=True, default="")
    text = models.TextField()

    objects = querysets.OfItemQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [models.CheckConstraint(condition=Q(quantity__gt=0), name="deliverable_positive")]

    def __str__(self):
        return f"{self.quantity.normalize():f} {self.unit}"


class LegalBasis(models.Model):
    """A text that the plan cites as its ground."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="legal_bases")
    position = models.PositiveSmallIntegerField()
    number = models.TextField(blank=True, default="")
    issued_on = models.DateField(null=True, blank=True)
    text = models.TextField()
    block_numbers = models.JSONField(default=list)

    objects = querysets.OfPlanQuerySet.as_manager()

    class Meta:
        ordering = ["position"]

    def __str__(self):
        return self.number or self.text[:80]


class LegalText(Versioned):
    """A text that plans cite, kept with what became of it; matched to a basis by its number."""

    number = models.CharField(max_length=60)
    key = models.CharField(max_length=60, db_index=True)  # the number without accents and spaces
    title = models.TextField(blank=True, default="")
    issued_on = models.DateField(null=True, blank=True)
    in_force_from = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True, default="")
    certainty = models.CharField(max_length=1, choices=Certainty, default=Certainty.K)

    objects = querysets.LegalTextQuerySet.as_manager()

    class Meta:
        ordering = [F("issued_on").desc(nulls_last=True), "key", "id"]
        constraints = [models.UniqueConstraint(fields=["key", "issued_on"], name="legal_text_once")]

    def __str__(self):
        return self.number


class LegalChangeKind(models.TextChoices):
    AMENDED = "amended", _("được sửa đổi, bổ sung")
    REPLACED = "replaced", _("được thay thế")
    REPEALED = "repealed", _("bị bãi bỏ")


class LegalChange(models.Model):
    """What became of a text, by which other, from which day (none: not known)."""

    text = models.ForeignKey(LegalText, on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=10, choices=LegalChangeKind)
    by = models.ForeignKey(LegalText, null=True, blank=True, on_delete=models.PROTECT, related_name="changed")
    on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True, default="")
    certainty = models.CharField(max_length=1, choices=Certainty, default=Certainty.K)

    objects = querysets.LegalTextQuerySet.as_manager()

    class Meta:
        ordering = [F("on").asc(nulls_first=True), "id"]

    def __str__(self):
        return f"{self.text}: {self.get_kind_display()}"


class Recipient(models.Model):
    """A line of "Nơi nhận"."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="recipients")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    block_numbers = models.JSONField(default=list)

    objects = querysets.OfPlanQuerySet.as_manager()

    class Meta:
        ordering = ["position"]

    def __str__(self):
        return self.text


class FindingState(models.TextChoices):
    OPEN = "open", _("cần xem")
    SETTLED = "settled", _("đã xem")


class Finding(Versioned):
    """A doubt of the reading, shown to a person, who settles it with or without a change."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="findings")
    item = models.ForeignKey(Item, null=True, on_delete=models.PROTECT, related_name="findings")
    position = models.PositiveIntegerField()
    code = models.CharField(max_length=60)
    field = models.CharField(max_length=40, blank=True, default="")
    message = models.TextField()
    block_numbers = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=FindingState, default=FindingState.OPEN)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)

    objects = querysets.FindingQuerySet.as_manager()

    class Meta:
        ordering = ["position"]

    def __str__(self):
        return self.message[:80]
