"""Which plan stands above, what a task carries out, and the texts that plans cite."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from ttdn.agencies.models import Certainty
from ttdn.plans.models import Item, LegalChangeKind, LegalText, Plan
from ttdn.workspace.forms.fields import DateField


class UpperPlanForm(forms.Form):
    """The choices come in the order in which they are likely."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    upper = forms.TypedChoiceField(
        label=_("Kế hoạch cấp trên"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("Chương trình, kế hoạch nhiều năm hoặc kế hoạch của cấp trên mà kế hoạch này thực hiện."),
    )

    def __init__(self, *args, plans: list[Plan], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["upper"].choices = [("", _("không có")), *((plan.pk, _label(plan)) for plan in plans)]


def _label(plan: Plan) -> str:
    return " · ".join(filter(None, (plan.number, plan.title)))[:160] or str(plan)


class CarryForm(forms.Form):
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    uppers = forms.TypedMultipleChoiceField(
        label=_("Nhiệm vụ này thực hiện"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, items: list[Item], **kwargs):
        super().__init__(*args, **kwargs)
        groups: dict[str, list[tuple[int, str]]] = {}
        for item in items:
            label = f"{item.get_kind_display().capitalize()} {item.ref}: {item.heading[:180]}"
            groups.setdefault(_label(item.plan), []).append((item.pk, label))
        self.fields["uppers"].choices = list(groups.items())


class LegalTextForm(forms.Form):
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    number = forms.CharField(label=_("Số, ký hiệu"), max_length=60)
    title = forms.CharField(label=_("Nội dung"), max_length=500, required=False)
    issued_on = DateField(label=_("Ngày ban hành"))
    in_force_from = DateField(label=_("Hiệu lực từ ngày"))
    source = forms.CharField(label=_("Nguồn"), max_length=300, required=False)
    certainty = forms.ChoiceField(label=_("Mức chắc chắn"), choices=Certainty.choices)


class LegalChangeForm(forms.Form):
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Văn bản này"), choices=LegalChangeKind.choices)
    by = forms.ModelChoiceField(
        label=_("Bởi văn bản"), queryset=LegalText.objects.all(), required=False, empty_label=_("không ghi")
    )
    on = DateField(label=_("Từ ngày"), help_text=_("Bỏ trống nếu chưa biết ngày."))
    source = forms.CharField(label=_("Nguồn"), max_length=300, required=False)
    certainty = forms.ChoiceField(label=_("Mức chắc chắn"), choices=Certainty.choices)
