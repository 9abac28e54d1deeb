"""Correcting an item, or adding one that the reading missed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ttdn.plans.models import Item, ItemKind, Recurrence
from ttdn.workspace.forms.fields import CountsField, DateField, LinesField


class ItemForm(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(label=_("Loại"), choices=ItemKind.choices)
    ref = forms.CharField(label=_("Mục"), max_length=60, required=False)
    text = forms.CharField(
        label=_("Nội dung"),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Nội dung không được để trống.")},
    )
    lead = LinesField(label=_("Chủ trì"), help_text=_("Mỗi dòng một cơ quan; dòng đầu chịu trách nhiệm chính."))
    partners = LinesField(label=_("Phối hợp"), rows=3, help_text=_("Mỗi dòng một cơ quan."))
    schedule_text = forms.CharField(
        label=_("Thời gian như văn bản ghi"),
        max_length=300,
        required=False,
        help_text=_("Ví dụ: Quý III/2027; hằng năm; trước ngày 30/11. Hệ thống tự tính ngày nếu để trống các ô dưới."),
    )
    start = DateField(label=_("Từ ngày"))
    end = DateField(label=_("Đến ngày"))
    recurrence = forms.ChoiceField(
        label=_("Lặp lại"), choices=[("", _("một lần")), *Recurrence.choices], required=False
    )
    deliverables = CountsField(
        label=_("Sản phẩm có số lượng"), help_text=_("Mỗi dòng một sản phẩm, ví dụ “02 phóng sự” hoặc “01 số/quý”.")
    )
    funding = forms.CharField(label=_("Kinh phí"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def clean(self):
        data = super().clean()
        start, end = data.get("start"), data.get("end")
        if start and end and end < start:
            self.add_error("end", _("Ngày kết thúc phải sau ngày bắt đầu."))
        return data

    def changes(self) -> dict:
        """What the action is asked to change."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


def initial_of(item: Item) -> dict:
    """The form's first values, read from the row as it stands."""
    assignments = list(item.assignments.all())
    return {
        "seen": item.version,
        "kind": item.kind,
        "ref": item.ref,
        "text": item.text,
        "lead": [a.name for a in assignments if a.role == "lead"],
        "partners": [a.name for a in assignments if a.role == "partner"],
        "schedule_text": item.schedule_text,
        "start": item.start,
        "end": item.end,
        "recurrence": item.recurrence,
        "deliverables": list(item.deliverables.all()),
        "funding": item.funding,
    }
