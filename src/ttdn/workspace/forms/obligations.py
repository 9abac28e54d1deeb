"""Parts given away, and periods that are no longer asked for."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ttdn.agencies.models import Agency, AgencyKind, GroupMember
from ttdn.core import days
from ttdn.plans.models import ItemPart
from ttdn.workspace.forms.fields import DateField


class PartForm(forms.Form):
    """The agencies of the item, and the members of its groups today; who has the part already stays a choice."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    agencies = forms.ModelMultipleChoiceField(
        label=_("Cơ quan làm phần này"),
        queryset=Agency.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Cơ quan được chọn báo cáo riêng phần này. Không chọn ai thì phần này thuộc việc chung."),
    )

    def __init__(self, *args, part: ItemPart, **kwargs):
        super().__init__(*args, **kwargs)
        named = list(part.item.assignments.exclude(agency=None).values_list("agency_id", flat=True))
        members = GroupMember.objects.valid_on(days.today()).filter(group__in=named).values_list("member_id", flat=True)
        held = part.given_to.values_list("agency_id", flat=True)
        choices = Agency.objects.filter(pk__in=[*named, *members, *held]).exclude(kind=AgencyKind.GROUP)
        self.fields["agencies"].queryset = choices.order_by("sort_key")


class CloseForm(forms.Form):
    before = DateField(label=_("Đóng các việc có hạn trước ngày"), required=True)
    reason = forms.CharField(
        label=_("Lý do"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text=_("Ví dụ: đã báo cáo bằng văn bản trước khi dùng hệ thống."),
    )

    def clean_before(self):
        day = self.cleaned_data["before"]
        if day and day > days.today():
            raise ValidationError(_("Chỉ đóng được việc đã quá hạn: chọn ngày không sau hôm nay."))
        return day
