"""Agencies: identity apart from names, who works for them in which role, and the units that they administer."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ttdn.core.models import Certainty, Versioned
from ttdn.core.vietnamese_order import sort_key
from ttdn.engine.text.normal import fold


class AgencyKind(models.TextChoices):
    PEOPLES_COMMITTEE = "peoples_committee", _("Ủy ban nhân dân")
    DEPARTMENT = "department", _("Sở, ban, ngành")
    PARTY = "party", _("Cơ quan Đảng")
    POLICE = "police", _("Công an")
    MILITARY = "military", _("Quân đội, biên phòng")
    PRESS = "press", _("Báo chí, phát thanh, truyền hình")
    ASSOCIATION = "association", _("Hội, đoàn thể")
    PUBLIC_UNIT = "public_unit", _("Đơn vị sự nghiệp")
    MINISTRY = "ministry", _("Bộ, cơ quan trung ương")
    GROUP = "group", _("Nhóm cơ quan")
    OTHER = "other", _("Khác")


class Tier(models.TextChoices):
    CENTRAL = "central", _("Trung ương")
    PROVINCE = "province", _("Tỉnh")
    DISTRICT = "district", _("Huyện (đến tháng 6/2025)")
    COMMUNE = "commune", _("Xã, phường")


class AgencyQuerySet(models.QuerySet):
    def visible_to(self, user) -> "AgencyQuerySet":
        """Whoever works for an agency sees them all: the list of bodies is no secret among them."""
        from ttdn.agencies.permissions import roles_of  # which reads the memberships below

        return self if roles_of(user) else self.none()


class Agency(Versioned):
    """A body with a life of its own; its names are dated rows. A group stands for its members at a date."""

    kind = models.CharField(max_length=30, choices=AgencyKind)
    tier = models.CharField(max_length=20, choices=Tier, default=Tier.PROVINCE)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    code = models.CharField(max_length=35, null=True, blank=True, unique=True)  # QĐ 20/2020/QĐ-TTg [S]; never the key
    name = models.CharField(max_length=300)  # today's name, kept by actions.add_name from the dated rows
    sort_key = models.CharField(max_length=2000, db_index=True)
    folded = models.TextField()  # every name, short name and abbreviation, without diacritics, for search
    unit = models.ForeignKey(  # the unit whose people's committee it is
        "AdministrativeUnit", null=True, blank=True, on_delete=models.PROTECT, related_name="agencies"
    )
    rule_kind = models.CharField(max_length=30, choices=AgencyKind, blank=True, default="")  # whom a group holds:
    rule_tier = models.CharField(max_length=20, choices=Tier, blank=True, default="")  # every body of kind and tier
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    objects = AgencyQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_from__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="agency_valid_period",
            )
        ]

    def __str__(self):
        return self.name


class ValidQuerySet(models.QuerySet):
    def valid_on(self, day):
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day), Q(valid_to__isnull=True) | Q(valid_to__gte=day)
        )


class AgencyName(models.Model):
    """How an agency is called in one language from one day to another, by which document."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="names")
    language = models.CharField(max_length=10, default="vi")
    name = models.CharField(max_length=300)
    short = models.CharField(max_length=100, blank=True, default="")
    abbreviations = models.JSONField(default=list)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    basis = models.CharField(max_length=300, blank=True, default="")
    source = models.CharField(max_length=300, blank=True, default="")
    certainty = models.CharField(max_length=1, choices=Certainty, default=Certainty.K)

    objects = ValidQuerySet.as_manager()

    class Meta:
        ordering = [F("valid_from").desc(nulls_last=True), "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_from__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="agency_name_valid_period",
            )
        ]

    def __str__(self):
        return self.name


class AgencyAlias(models.Model):
    """A spelling once corrected by a person, known the next time."""

    folded = models.CharField(max_length=300, unique=True)
    as_written = models.CharField(max_length=300)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="aliases")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return self.as_written


class GroupMember(models.Model):
    """A group's member from one day to another."""

    group = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="memberships_in")
    member = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="memberships_of")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    objects = ValidQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_from__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="group_member_valid_period",
            ),
            models.CheckConstraint(condition=~Q(group=F("member")), name="group_member_of_another"),
            models.UniqueConstraint(
                fields=["group", "member"], condition=Q(valid_to__isnull=True), name="group_member_once_open"
            ),
        ]

    def __str__(self):
        return f"{self.group}: {self.member}"


class SuccessionKind(models.TextChoices):
    RENAME = "rename", _("đổi tên")
    MERGE = "merge", _("sáp nhập, hợp nhất")
    SPLIT = "split", _("chia tách")
    DISSOLVE = "dissolve", _("giải thể")
    REFOUND = "refound", _("lập lại dưới tên cũ")
    MOVE = "move", _("chuyển chức năng")


class Succession(models.Model):
    """Who took over what from whom, from which day on, by which document.

    A rename keeps the body and gives it a name, a move keeps it and takes a function from it; everything else ends
    the predecessor the day before ``date``. Where one was dissolved, there may be nobody in its place.
    """

    predecessor = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="handed_over")
    successor = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="took_over")
    kind = models.CharField(max_length=10, choices=SuccessionKind)
    function = models.TextField(blank=True, default="")  # "báo chí, thông tin đối ngoại"; empty for all of it
    items = models.JSONField(default=list)  # of a move: numbers of what a person sent along; this app only keeps them
    date = models.DateField()
    basis = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        ordering = ["date", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="rename", successor__isnull=False, successor=F("predecessor"))
                | Q(kind="dissolve", successor__isnull=True)
                | (~Q(kind="rename") & Q(successor__isnull=False) & ~Q(successor=F("predecessor"))),
                name="succession_between_two",
            ),
            models.CheckConstraint(condition=~Q(kind="move") | ~Q(function=""), name="succession_move_of_something"),
            models.UniqueConstraint(fields=["predecessor", "successor", "date", "function"], name="succession_once"),
        ]

    def __str__(self):
        return f"{self.predecessor} → {self.successor or '–'} ({self.date:%d/%m/%Y})"


class AdministrativeUnitQuerySet(ValidQuerySet):
    def visible_to(self, user) -> "AdministrativeUnitQuerySet":
        """Units are public knowledge; whoever has a role sees them all."""
        from ttdn.agencies.permissions import roles_of  # which reads the memberships below

        return self if roles_of(user) else self.none()

    def matching(self, words: str) -> "AdministrativeUnitQuerySet":
        """Units whose name, English name or code has all the words, with or without diacritics."""
        found = self
        for word in fold(words).split():
            found = found.filter(folded__contains=word)
        return found


class AdministrativeUnit(Versioned):
    """A province, district or commune from one day to another; one that changed is another unit.

    ``vintage`` is the list it came in (``engine.gazetteer``), empty for one that a person entered: a code means one
    unit in one list only. ``parent`` is what it lies in, ``province`` the province at the top; both empty for those.
    """

    vintage = models.CharField(max_length=4, blank=True, default="")
    code = models.CharField(max_length=10, blank=True, default="")
    kind = models.CharField(max_length=40)  # "xã", "phường", "đặc khu"
    name = models.CharField(max_length=120)  # without its kind
    english = models.CharField(max_length=160, blank=True, default="")
    tier = models.CharField(max_length=20, choices=[choice for choice in Tier.choices if choice[0] != Tier.CENTRAL])
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    province = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="within")
    sort_key = models.CharField(max_length=1000, db_index=True)
    folded = models.TextField()
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True, default="")
    certainty = models.CharField(max_length=1, choices=Certainty, default=Certainty.K)

    objects = AdministrativeUnitQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_from__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="unit_valid_period",
            ),
            models.CheckConstraint(
                condition=Q(tier="province", parent__isnull=True, province__isnull=True)
                | (Q(tier__in=["district", "commune"], parent__isnull=False, province__isnull=False)),
                name="unit_lies_in_a_province",
            ),
            models.UniqueConstraint(fields=["vintage", "code"], condition=~Q(vintage=""), name="unit_once_a_list"),
        ]

    def __str__(self):
        return self.full_name

    @property
    def full_name(self) -> str:
        return f"{self.kind[:1].upper()}{self.kind[1:]} {self.name}"

    def keep_folded(self) -> None:
        """The columns that lists sort by and search reads; the caller saves."""
        self.sort_key = sort_key(self.name)
        self.folded = fold("\n".join(filter(None, (self.full_name, self.english, self.code))))


class UnitExtent(models.TextChoices):
    ALL = "all", _("toàn bộ")
    PART = "part", _("một phần")


class UnitSuccessionQuerySet(models.QuerySet):
    def visible_to(self, user) -> "UnitSuccessionQuerySet":
        return self.filter(successor__in=AdministrativeUnit.objects.visible_to(user))


class UnitSuccession(models.Model):
    """Out of which unit another was made, wholly or with a part of it, from which day on, by which document."""

    predecessor = models.ForeignKey(AdministrativeUnit, on_delete=models.PROTECT, related_name="became")
    successor = models.ForeignKey(AdministrativeUnit, on_delete=models.PROTECT, related_name="came_from")
    extent = models.CharField(max_length=4, choices=UnitExtent, default=UnitExtent.ALL)
    date = models.DateField()
    basis = models.CharField(max_length=300, blank=True, default="")
    certainty = models.CharField(max_length=1, choices=Certainty, default=Certainty.K)

    objects = UnitSuccessionQuerySet.as_manager()

    class Meta:
        ordering = ["date", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="unit_succession_between_two"),
            models.UniqueConstraint(fields=["predecessor", "successor"], name="unit_succession_once"),
        ]

    def __str__(self):
        return f"{self.predecessor} → {self.successor} ({self.date:%d/%m/%Y})"


class Role(models.TextChoices):
    ADMINISTRATOR = "administrator", _("Quản trị")
    COORDINATOR = "coordinator", _("Cơ quan đầu mối")
    FOCAL_OFFICER = "focal_officer", _("Cán bộ đầu mối")
    LEADER = "leader", _("Lãnh đạo")


class MembershipQuerySet(models.QuerySet):
    def in_force(self, today):
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=today), Q(valid_to__isnull=True) | Q(valid_to__gt=today)
        )


class Membership(Versioned):
    """A person's role in an agency from one day to another. All rights follow from these rows."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)  # the first day without it: an end takes effect at once

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_from__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="membership_valid_period",
            ),
            models.UniqueConstraint(
                fields=["user", "agency", "role"], condition=Q(valid_to__isnull=True), name="membership_once_open"
            ),
        ]

    def __str__(self):
        return f"{self.user}, {self.agency} ({self.get_role_display()})"
