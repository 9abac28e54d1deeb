"""Handing in a table."""

from django import forms
from django.utils.translation import gettext_lazy as _


class TableForm(forms.Form):
    file = forms.FileField(
        label=_("Tệp bảng tính"),
        help_text=_(
            "Tệp .xlsx hoặc .csv, có dòng tiêu đề như bảng tải về; thứ tự cột tùy ý, thiếu cột nào giữ nguyên."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={
            "required": _("Chọn tệp bảng tính."),
            "empty": _("Tệp rỗng. Chọn lại tệp có nội dung."),
        },
    )
    declared = forms.BooleanField(
        label=_("Tôi cam đoan tệp này không chứa bí mật nhà nước"),
        error_messages={"required": _("Cần cam đoan tệp không chứa bí mật nhà nước trước khi đưa lên.")},
    )
