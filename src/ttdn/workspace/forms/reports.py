"""A report as an officer writes it: two minutes, on a telephone too."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from ttdn.followup.proofs import KINDS
from ttdn.workspace.forms.fields import DateField, NumberField

LONGEST = 10_000


def words(label, help_text: str = "", rows: int = 3) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, required=False, max_length=LONGEST, widget=widget)


class ReportForm(forms.Form):
    """What can be left empty may be: a draft is kept as it is, and what is lacking is said when it is sent."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    result = words(_("Kết quả trong kỳ"), _("Đã làm gì, ở đâu, cho ai. Một hai câu là đủ."), rows=5)
    quantity = NumberField(label=_("Số lượng trong kỳ"))
    unit = forms.CharField(label=_("Đơn vị"), required=False, max_length=100, help_text=_("Ví dụ: phóng sự, lớp, tin."))
    cumulative = NumberField(label=_("Lũy kế"))
    done_on = DateField(label=_("Ngày hoàn thành"))
    difficulties = words(_("Khó khăn, vướng mắc"))
    proposals = words(_("Đề xuất, kiến nghị"))
    argued = words(_("Giải trình về tiến độ"), _("Chỉ ghi khi chậm vì lý do ngoài cơ quan mình."), rows=2)


class SecretReportForm(forms.Form):
    """Work carried out under secrecy: a day and no field for words."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    done_on = DateField(label=_("Ngày hoàn thành"))


class LinkForm(forms.Form):
    url = forms.URLField(label=_("Địa chỉ"), max_length=1000, assume_scheme="https")
    title = forms.CharField(label=_("Tên"), max_length=300, required=False)


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("Tệp minh chứng"), widget=forms.ClearableFileInput(attrs={"accept": ",".join(sorted(KINDS))})
    )
    declared = forms.BooleanField(label=_("Tôi cam đoan tệp này không chứa bí mật nhà nước"), required=False)
