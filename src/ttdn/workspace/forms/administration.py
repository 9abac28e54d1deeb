"""What an administrator types: people, roles, and what to look for in the audit."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ttdn.accounts.models import User
from ttdn.agencies.models import Agency, Role
from ttdn.core.models import AuditEntry
from ttdn.workspace.audit_words import action_label
from ttdn.workspace.forms.fields import DateField


class PersonForm(forms.Form):
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("Họ và tên"), max_length=150, error_messages={"required": _("Nhập họ và tên đầy đủ.")}
    )
    email = forms.EmailField(
        label=_("Thư điện tử"),
        max_length=254,
        help_text=_("Dùng để đăng nhập."),
        error_messages={
            "required": _("Nhập địa chỉ thư điện tử."),
            "invalid": _("Địa chỉ thư điện tử chưa đúng dạng, ví dụ ten@coquan.vn."),
        },
    )


class RoleForm(forms.Form):
    role = forms.ChoiceField(
        label=_("Vai trò"),
        choices=[("", _("Chọn vai trò")), *Role.choices],  # none is given by default, least of all the first
        error_messages={"required": _("Chọn vai trò.")},
    )
    agency = forms.ModelChoiceField(
        label=_("Cơ quan"),
        queryset=Agency.objects.all(),
        empty_label=_("Chọn cơ quan"),
        error_messages={"required": _("Chọn cơ quan.")},
    )


class NewPersonForm(RoleForm, PersonForm):
    field_order = ["name", "email", "agency", "role"]


class AuditFilter(forms.Form):
    """Read from the address, so that what was found can be sent to a colleague."""

    person = forms.ModelChoiceField(
        label=_("Người làm"), queryset=User.objects.order_by("sort_key"), required=False, empty_label=_("Mọi người")
    )
    action = forms.ChoiceField(label=_("Việc"), required=False)
    since = DateField(label=_("Từ ngày"))
    until = DateField(label=_("Đến ngày"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = AuditEntry.objects.order_by("action").values_list("action", flat=True).distinct()
        self.fields["action"].choices = [
            ("", _("Mọi việc")),
            *sorted(((action, action_label(action)) for action in known), key=lambda choice: str(choice[1])),
        ]
