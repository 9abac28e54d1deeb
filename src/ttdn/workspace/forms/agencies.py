"""The directory: finding an agency, its facts and names, and the changes that bodies go through."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ttdn.agencies.models import Agency, AgencyKind, SuccessionKind, Tier
from ttdn.agencies.names import LANGUAGES
from ttdn.agencies.successions import Change, NewAgency, Share, refounding
from ttdn.workspace.forms.fields import DateField, LinesField

MOST_HEIRS = 4
IN_FORCE, ENDED, ALL = "", "ended", "all"


class DayField(DateField):
    """A day that must be given."""

    def __init__(self, **kwargs):
        super().__init__(required=True, **kwargs)
        self.error_messages["required"] = _("Ghi ngày, ví dụ 01/07/2025.")


def spellings(**kwargs) -> LinesField:
    return LinesField(label=_("Các cách viết tắt"), help_text=_("Mỗi cách một dòng, ví dụ “Sở VHTTDL”."), **kwargs)


class AgencyFilter(forms.Form):
    """Read from the address; what is no choice counts as not chosen."""

    kind = forms.ChoiceField(choices=[("", _("mọi loại")), *AgencyKind.choices], required=False)
    tier = forms.ChoiceField(choices=[("", _("mọi cấp")), *Tier.choices], required=False)
    state = forms.ChoiceField(
        choices=[(IN_FORCE, _("đang hoạt động")), (ENDED, _("đã kết thúc")), (ALL, _("tất cả"))], required=False
    )

    def chosen(self) -> dict[str, str]:
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}


class PeriodForm(forms.Form):
    """Two days of which the second is not before the first."""

    def clean(self):
        data = super().clean()
        first, last = data.get("valid_from"), data.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", _("Ngày kết thúc phải sau ngày bắt đầu."))
        return data


class FactsForm(PeriodForm):
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Loại"), choices=AgencyKind.choices)
    tier = forms.ChoiceField(label=_("Cấp"), choices=Tier.choices)
    parent = forms.ModelChoiceField(
        label=_("Trực thuộc"), queryset=Agency.objects.all(), required=False, empty_label=_("không ghi")
    )
    code = forms.CharField(
        label=_("Mã định danh"),
        max_length=35,
        required=False,
        help_text=_("Mã định danh điện tử, nếu có. Có thể để trống."),
    )
    rule_kind = forms.ChoiceField(
        label=_("Quy tắc: mọi cơ quan thuộc loại"),
        choices=[
            ("", _("không có quy tắc")),
            *(choice for choice in AgencyKind.choices if choice[0] != AgencyKind.GROUP),
        ],
        required=False,
        help_text=_("Trang của nhóm nhắc khi thành viên khác với quy tắc; việc thêm, bớt vẫn do người xác nhận."),
    )
    rule_tier = forms.ChoiceField(
        label=_("Quy tắc: và cấp"), choices=[("", _("mọi cấp")), *Tier.choices], required=False
    )
    valid_from = DateField(label=_("Hoạt động từ ngày"))
    valid_to = DateField(label=_("Đến hết ngày"))

    def __init__(self, *args, agency: Agency | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self._agency = agency
        if agency is None or agency.kind != AgencyKind.GROUP:
            del self.fields["rule_kind"], self.fields["rule_tier"]

    def clean_code(self):
        code = self.cleaned_data["code"].strip() or None
        others = Agency.objects.exclude(pk=self._agency.pk) if self._agency else Agency.objects
        if code and others.filter(code=code).exists():
            raise ValidationError(_("Mã này đã dùng cho cơ quan khác."))
        return code


class NewAgencyForm(FactsForm):
    name = forms.CharField(
        label=_("Tên đầy đủ"), max_length=300, error_messages={"required": _("Ghi tên đầy đủ của cơ quan.")}
    )
    short = forms.CharField(label=_("Tên gọi tắt"), max_length=100, required=False)
    abbreviations = spellings()
    basis = forms.CharField(label=_("Văn bản quyết định"), max_length=300, required=False)
    field_order = [
        "name",
        "short",
        "abbreviations",
        "kind",
        "tier",
        "parent",
        "code",
        "valid_from",
        "valid_to",
        "basis",
    ]


class NameForm(PeriodForm):
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(label=_("Tên"), max_length=300, error_messages={"required": _("Ghi tên.")})
    language = forms.ChoiceField(label=_("Ngôn ngữ"), choices=LANGUAGES)
    short = forms.CharField(label=_("Tên gọi tắt"), max_length=100, required=False)
    abbreviations = spellings()
    valid_from = DateField(label=_("Dùng từ ngày"))
    valid_to = DateField(label=_("Đến hết ngày"))
    basis = forms.CharField(label=_("Văn bản quyết định"), max_length=300, required=False)


class MemberPeriodForm(PeriodForm):
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    valid_from = DateField(label=_("Từ ngày"))
    valid_to = DateField(label=_("Đến hết ngày"))


class MembersForm(MemberPeriodForm):
    members = forms.ModelMultipleChoiceField(
        label=_("Cơ quan"),
        queryset=Agency.objects.exclude(kind=AgencyKind.GROUP),
        widget=forms.SelectMultiple(attrs={"size": 12}),
        help_text=_("Giữ phím Ctrl để chọn nhiều cơ quan."),
        error_messages={"required": _("Chọn cơ quan.")},
    )
    field_order = ["members", "valid_from", "valid_to"]


class MembersDayForm(forms.Form):
    on = DayField(label=_("Thành viên vào ngày"))


class RuleDayForm(forms.Form):
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    on = DayField(label=_("Có hiệu lực từ ngày"))


class ChangeForm(forms.Form):
    """What every change says: the day and the document. ``change()`` is what the form describes."""

    kind = ""
    on = DayField(label=_("Có hiệu lực từ ngày"))
    basis = forms.CharField(
        label=_("Văn bản quyết định"),
        max_length=300,
        required=False,
        help_text=_("Số, ký hiệu và ngày của văn bản. Để trống nếu chưa có trong tay."),
    )

    def __init__(self, *args, agency: Agency, **kwargs):
        super().__init__(*args, **kwargs)
        self.agency = agency
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = field.queryset.exclude(pk=agency.pk)

    def change(self) -> Change:
        data = self.cleaned_data
        return Change(
            kind=self.kind,
            predecessors=(self.agency, *data.get("others", ())),
            on=data["on"],
            basis=data["basis"],
            shares=tuple(self.shares()),
            name=self.new_name(),
        )

    def shares(self) -> list[Share]:
        return []

    def new_name(self) -> NewAgency | None:
        return None


def _new(data: dict, name: str) -> NewAgency:
    return NewAgency(name=name, short=data.get("short", ""), abbreviations=tuple(data.get("abbreviations", ())))


class RenameForm(ChangeForm):
    kind = SuccessionKind.RENAME
    name = forms.CharField(label=_("Tên mới"), max_length=300, error_messages={"required": _("Ghi tên mới.")})
    short = forms.CharField(label=_("Tên gọi tắt"), max_length=100, required=False)
    abbreviations = spellings()
    field_order = ["name", "short", "abbreviations", "on", "basis"]

    def new_name(self) -> NewAgency:
        return _new(self.cleaned_data, self.cleaned_data["name"])


def _active() -> object:
    return Agency.objects.exclude(kind=AgencyKind.GROUP)


class ReceiverForm(ChangeForm):
    """One that takes over: one there is, or a new one."""

    into = forms.ModelChoiceField(
        label=_("Nhập vào cơ quan đang có"), queryset=_active(), required=False, empty_label=_("không, lập cơ quan mới")
    )
    name = forms.CharField(
        label=_("Hoặc tên cơ quan mới"),
        max_length=300,
        required=False,
        help_text=_("Có thể trùng tên một cơ quan cũ: cơ quan mới vẫn được ghi riêng."),
    )
    abbreviations = spellings()

    def clean(self):
        data = super().clean()
        if bool(data.get("into")) == bool(data.get("name")):
            self.add_error("into", _("Chọn một cơ quan đang có, hoặc ghi tên cơ quan mới; chỉ một trong hai."))
        return data

    def shares(self) -> list[Share]:
        data = self.cleaned_data
        into = data["into"] or _new(data, data["name"])
        return [Share(successor=into, function=data.get("function", ""))]


class MergeForm(ReceiverForm):
    kind = SuccessionKind.MERGE
    others = forms.ModelMultipleChoiceField(
        label=_("Cùng kết thúc với các cơ quan"),
        queryset=_active(),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text=_("Giữ phím Ctrl để chọn nhiều cơ quan. Không chọn nếu chỉ một mình cơ quan này nhập vào nơi khác."),
    )
    field_order = ["others", "into", "name", "abbreviations", "on", "basis"]


class MoveForm(ReceiverForm):
    kind = SuccessionKind.MOVE
    function = forms.CharField(
        label=_("Chức năng được chuyển"),
        max_length=500,
        help_text=_("Như văn bản ghi, ví dụ “báo chí, xuất bản”. Việc có những từ này được đánh dấu sẵn ở bước sau."),
        error_messages={"required": _("Ghi chức năng được chuyển đi.")},
    )
    field_order = ["function", "into", "name", "abbreviations", "on", "basis"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].label = _("Chuyển sang cơ quan đang có")


class HeirsForm(ChangeForm):
    """Up to four that take over, each with its function."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        others = _active().exclude(pk=self.agency.pk)
        agencies = list(others.values_list("pk", "name"))  # once for all rows
        for n in range(1, MOST_HEIRS + 1):
            self.fields[f"heir_{n}"] = forms.TypedChoiceField(
                label=_("Cơ quan đang có"),
                choices=[("", _("chọn cơ quan đang có")), *agencies],
                coerce=int,
                empty_value=None,
                required=False,
            )
            self.fields[f"new_{n}"] = forms.CharField(label=_("Hoặc tên cơ quan mới"), max_length=300, required=False)
            self.fields[f"function_{n}"] = forms.CharField(
                label=_("Tiếp nhận chức năng"), max_length=500, required=False
            )

    @property
    def rows(self) -> list[dict]:
        """The bound fields of each heir, for the template."""
        return [
            {"n": n, "heir": self[f"heir_{n}"], "new": self[f"new_{n}"], "function": self[f"function_{n}"]}
            for n in range(1, MOST_HEIRS + 1)
        ]

    def clean(self):
        data = super().clean()
        for n in range(1, MOST_HEIRS + 1):
            heir, new, function = (data.get(f"{name}_{n}") for name in ("heir", "new", "function"))
            if heir and new:
                self.add_error(f"new_{n}", _("Chọn một cơ quan đang có, hoặc ghi tên cơ quan mới; chỉ một trong hai."))
            if function and not heir and not new:
                self.add_error(f"heir_{n}", _("Chọn cơ quan tiếp nhận chức năng này."))
        return data

    def shares(self) -> list[Share]:
        names = ("heir", "new", "function")
        rows = [[self.cleaned_data[f"{name}_{n}"] for name in names] for n in range(1, MOST_HEIRS + 1)]
        heirs = Agency.objects.in_bulk([heir for heir, _new, _function in rows if heir])
        return [
            Share(successor=heirs[heir] if heir else NewAgency(name=new), function=function)
            for heir, new, function in rows
            if heir or new
        ]


class SplitForm(HeirsForm):
    kind = SuccessionKind.SPLIT


class DissolveForm(HeirsForm):
    kind = SuccessionKind.DISSOLVE


class RefoundForm(ChangeForm):
    kind = SuccessionKind.REFOUND

    def change(self) -> Change:
        return refounding(self.agency, on=self.cleaned_data["on"], basis=self.cleaned_data["basis"])
