"""Handing a plan in, correcting its head, filtering the register."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ttdn.plans.models import ItemKind
from ttdn.workspace.forms.fields import DateField

LARGEST_NUMBER = 2**63 - 1  # that a row can have
# What a person may pick; the reader looks at the bytes, not at the name.
ACCEPTED = ".docx,.pdf,.doc,.txt,.md,.html,.htm,.png,.jpg,.jpeg,.tif,.tiff"


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("Tệp kế hoạch"),
        help_text=_(
            "Văn bản đã ký: .docx, .pdf, .doc, .html, .md, .txt, hoặc bản quét (.pdf, .png, .jpg, .tif). "
            "Có bản Word thì dùng bản Word: đọc nhanh và đúng hơn bản quét."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
        error_messages={
            "required": _("Chọn tệp của kế hoạch."),
            "empty": _("Tệp rỗng. Chọn lại tệp có nội dung."),
        },
    )
    declared = forms.BooleanField(
        label=_("Tôi cam đoan tệp này không chứa bí mật nhà nước"),
        help_text=_("Văn bản có dấu MẬT, TỐI MẬT, TUYỆT MẬT không được đưa vào hệ thống này."),
        error_messages={"required": _("Cần cam đoan tệp không chứa bí mật nhà nước trước khi đưa lên.")},
    )
    again = forms.BooleanField(required=False, widget=forms.HiddenInput)


class HeadForm(forms.Form):
    """The plan's head, as a person puts it right."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    number = forms.CharField(label=_("Số, ký hiệu"), max_length=100, required=False)
    issued_on = DateField(label=_("Ngày ban hành"))
    place = forms.CharField(label=_("Nơi ban hành"), max_length=100, required=False)
    issuer_as_written = forms.CharField(label=_("Cơ quan ban hành"), max_length=300, required=False)
    title = forms.CharField(
        label=_("Tên kế hoạch"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    period_start = DateField(label=_("Thực hiện từ ngày"))
    period_end = DateField(label=_("Đến ngày"))
    signatory_name = forms.CharField(label=_("Người ký"), max_length=200, required=False)
    signatory_title = forms.CharField(label=_("Chức vụ người ký"), max_length=200, required=False)
    signatory_authority = forms.CharField(label=_("Thẩm quyền ký"), max_length=200, required=False)

    def clean(self):
        data = super().clean()
        start, end = data.get("period_start"), data.get("period_end")
        if start and end and end < start:
            self.add_error("period_end", _("Ngày kết thúc phải sau ngày bắt đầu."))
        return data


class RegisterFilter(forms.Form):
    """What the register shows; read from the address, so that a view can be sent to a colleague."""

    q = forms.CharField(required=False, max_length=200)
    kind = forms.ChoiceField(required=False, choices=[("", ""), *ItemKind.choices])
    agency = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_NUMBER)
    role = forms.ChoiceField(required=False, choices=[("", ""), ("lead", ""), ("partner", "")])
    plan = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_NUMBER)
    time = forms.ChoiceField(
        required=False, choices=[("", ""), ("late", ""), ("soon", ""), ("later", ""), ("none", "")]
    )
    sort = forms.ChoiceField(required=False, choices=[("", ""), ("ref", ""), ("text", ""), ("end", "")])
    page = forms.IntegerField(required=False, min_value=1)

    def chosen(self) -> dict:
        """The filters that hold; what cannot be understood is left out rather than refused."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
