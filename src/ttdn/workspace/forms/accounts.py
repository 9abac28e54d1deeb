"""What the pages about one's own account ask for."""

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LONGEST_PASSWORD = 1024  # hashing a book would keep the server busy


class SignInForm(forms.Form):
    email = forms.CharField(
        label=gettext_lazy("Thư điện tử"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True}),
        error_messages={"required": gettext_lazy("Nhập địa chỉ thư điện tử của bạn.")},
    )
    password = forms.CharField(
        label=gettext_lazy("Mật khẩu"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": gettext_lazy("Nhập mật khẩu.")},
    )


class PasswordForm(forms.Form):
    """One's own new password, asked for together with the old one."""

    old = forms.CharField(
        label=gettext_lazy("Mật khẩu đang dùng"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": gettext_lazy("Nhập mật khẩu đang dùng.")},
    )
    new = forms.CharField(
        label=gettext_lazy("Mật khẩu mới"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": gettext_lazy("Nhập mật khẩu mới.")},
    )
    again = forms.CharField(
        label=gettext_lazy("Mật khẩu mới, nhập lại"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": gettext_lazy("Nhập lại mật khẩu mới.")},
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["new"].help_text = " ".join(password_validators_help_texts())

    def clean_old(self):
        if not self.user.check_password(self.cleaned_data["old"]):
            raise forms.ValidationError(_("Mật khẩu đang dùng không đúng."))
        return self.cleaned_data["old"]

    def clean(self):
        new, again = self.cleaned_data.get("new"), self.cleaned_data.get("again")
        if new and again and new != again:
            self.add_error("again", _("Hai lần nhập không giống nhau."))
        if new and new == self.cleaned_data.get("old"):
            self.add_error("new", _("Mật khẩu mới phải khác mật khẩu đang dùng."))
        elif new:
            try:
                validate_password(new, self.user)
            except forms.ValidationError as error:
                self.add_error("new", error)
        return self.cleaned_data


class LanguageForm(forms.Form):
    language = forms.ChoiceField(choices=settings.LANGUAGES)
