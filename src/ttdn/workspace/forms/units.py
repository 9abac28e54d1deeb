"""Administrative units: finding, correcting, choosing the province, and saying what a unit came from."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.db.models import Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from ttdn.agencies.models import AdministrativeUnit, Agency, AgencyKind, Tier, UnitExtent
from ttdn.agencies.unit_loading import CHANGE, THEN
from ttdn.agencies.units import Origin
from ttdn.core.vietnamese_order import sort_key
from ttdn.engine.gazetteer import Unit, provinces
from ttdn.workspace.forms.agencies import ALL, ENDED, IN_FORCE, DayField, PeriodForm
from ttdn.workspace.forms.fields import DateField

TIERS = [choice for choice in Tier.choices if choice[0] != Tier.CENTRAL]


def basis_field() -> forms.CharField:
    return forms.CharField(
        label=_("Văn bản quyết định"),
        max_length=300,
        required=False,
        help_text=_("Số, ký hiệu và ngày của văn bản. Để trống nếu chưa có trong tay."),
    )


def days_of(unit: AdministrativeUnit) -> str:
    """What tells two units of one name apart."""
    if unit.valid_to:
        return gettext("đến %(day)s") % {"day": f"{unit.valid_to:%d/%m/%Y}"}
    return gettext("từ %(day)s") % {"day": f"{unit.valid_from:%d/%m/%Y}"} if unit.valid_from else ""


def named(unit: AdministrativeUnit) -> str:
    """ "Xã Đồng Lúa, Huyện Bến Đá (đến 30/06/2025)"."""
    within = f", {unit.parent.full_name}" if unit.parent else ""
    when = days_of(unit)
    return unit.full_name + within + (f" ({when})" if when else "")


def in_order(units: Iterable[Unit]) -> list[Unit]:
    """By name, as a Vietnamese dictionary has them; the gazetteer has them by code."""
    return sorted(units, key=lambda unit: sort_key(unit.name))


class UnitChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, unit: AdministrativeUnit) -> str:
        return named(unit)


class UnitFilter(forms.Form):
    """Read from the address; what is no choice counts as not chosen."""

    tinh = forms.ChoiceField(required=False)
    tier = forms.ChoiceField(choices=[("", _("mọi cấp")), *TIERS], required=False)
    state = forms.ChoiceField(
        choices=[(IN_FORCE, _("hiện nay")), (ENDED, _("đã kết thúc")), (ALL, _("tất cả"))], required=False
    )

    def __init__(self, *args, provinces, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["tinh"].choices = [
            ("", pgettext_lazy("province", "mọi tỉnh")),
            *((str(each.pk), named(each)) for each in provinces),
        ]

    def chosen(self) -> dict[str, str]:
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}


class UnitForm(PeriodForm):
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    kind = forms.CharField(
        label=_("Loại đơn vị"),
        max_length=40,
        help_text=_("Chữ đứng trước tên, ví dụ: tỉnh, huyện, xã, phường, đặc khu."),
        error_messages={"required": _("Ghi loại đơn vị.")},
    )
    name = forms.CharField(
        label=_("Tên, không kèm loại"), max_length=120, error_messages={"required": _("Ghi tên đơn vị.")}
    )
    english = forms.CharField(label=_("Tên tiếng Anh"), max_length=160, required=False)
    code = forms.CharField(label=_("Mã"), max_length=10, required=False)
    valid_from = DateField(label=_("Có từ ngày"))
    valid_to = DateField(label=_("Đến hết ngày"))
    source = forms.CharField(
        label=_("Nguồn"),
        max_length=300,
        required=False,
        help_text=_("Văn bản đã xem. Ghi nguồn mới thì thông tin được coi là đã kiểm chứng."),
    )

    def __init__(self, *args, unit: AdministrativeUnit | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self._unit = unit

    def clean_code(self):
        code = self.cleaned_data["code"].strip()
        vintage = self._unit.vintage if self._unit else ""
        others = AdministrativeUnit.objects.filter(vintage=vintage, code=code).exclude(
            pk=getattr(self._unit, "pk", None)
        )
        if vintage and others.exists():
            raise forms.ValidationError(_("Mã này đã dùng cho đơn vị khác trong cùng danh sách."))
        return code

    def clean_kind(self):
        kind = self.cleaned_data["kind"].strip()
        return kind[:1].lower() + kind[1:]


class NewUnitForm(UnitForm):
    tier = forms.ChoiceField(label=_("Cấp"), choices=TIERS, initial=Tier.COMMUNE)
    parent = UnitChoiceField(
        label=_("Thuộc"),
        queryset=AdministrativeUnit.objects.exclude(tier=Tier.COMMUNE).select_related("parent"),
        required=False,
        empty_label=_("không (một tỉnh)"),
    )
    field_order = ["kind", "name", "tier", "parent"]

    def clean(self):
        data = super().clean()
        if data.get("tier") and (data["tier"] == Tier.PROVINCE) != (data.get("parent") is None):
            self.add_error("parent", _("Tỉnh không thuộc đơn vị nào; huyện, xã, phường phải thuộc một đơn vị."))
        return data


class ProvinceForm(forms.Form):
    """The old provinces that the chosen one was made of."""

    old = forms.MultipleChoiceField(
        label=_("Tỉnh cũ đã nhập vào tỉnh này"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Danh mục không ghi tỉnh nào nhập vào tỉnh nào: hãy chọn theo văn bản. Có thể nạp thêm sau."),
    )

    def __init__(self, *args, loaded: set[str], **kwargs):
        super().__init__(*args, **kwargs)
        offered = (each for each in in_order(provinces(THEN)) if each.code not in loaded)
        self.fields["old"].choices = [(each.code, each.full_name) for each in offered]


class OriginForm(forms.Form):
    """What one unit came from."""

    predecessor = UnitChoiceField(
        label=_("Đơn vị cũ"),
        queryset=AdministrativeUnit.objects.none(),
        empty_label=_("Chọn đơn vị"),
        error_messages={"required": _("Chọn đơn vị cũ.")},
    )
    extent = forms.ChoiceField(label=_("Phần"), choices=UnitExtent.choices)
    date = DayField(label=_("Từ ngày"))
    basis = basis_field()

    def __init__(self, *args, unit: AdministrativeUnit, **kwargs):
        super().__init__(*args, **kwargs)
        self._unit = unit
        others = AdministrativeUnit.objects.exclude(pk=unit.pk).filter(
            Q(tier=unit.tier) | Q(tier=Tier.DISTRICT, valid_to__isnull=False)
        )
        self.fields["predecessor"].queryset = others.select_related("parent")
        self.fields["date"].initial = unit.valid_from or CHANGE

    def origin(self) -> Origin:
        return Origin(successor=self._unit, **self.cleaned_data)


class TieForm(forms.Form):
    agency = forms.ModelChoiceField(
        label=_("Cơ quan"),
        queryset=Agency.objects.filter(kind=AgencyKind.PEOPLES_COMMITTEE, unit=None),
        empty_label=_("Chọn cơ quan"),
        error_messages={"required": _("Chọn cơ quan.")},
    )


class CommitteesForm(forms.Form):
    """Which of the missing committees are made, and the group that they belong to."""

    group = forms.ModelChoiceField(
        label=_("Đưa vào nhóm"),
        queryset=Agency.objects.filter(kind=AgencyKind.GROUP),
        required=False,
        empty_label=_("không đưa vào nhóm nào"),
        help_text=_("Nhóm này gồm các Ủy ban nhân dân ấy kể từ ngày đơn vị có hiệu lực."),
    )
