"""Forms of signing in and of setting an account up."""

from typing import TYPE_CHECKING

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Text = str | _StrPromise


def phone_field(*, help_text: "Text" = "") -> forms.CharField:
    """A mobile number."""
    return forms.CharField(
        label=_("Mobile number"),
        help_text=help_text,
        max_length=20,
        error_messages={"required": _("Enter your mobile number.")},
        widget=forms.TextInput(
            attrs={"inputmode": "tel", "autocomplete": "username", "class": "qs-input-short"}
        ),
    )


def password_field(label: "Text", autocomplete: str, *, help_text: "Text" = "") -> forms.CharField:
    """A password."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=200,
        strip=False,
        error_messages={"required": _("Enter the password.")},
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete, "class": "qs-input-short"}),
    )


def code_field(*, help_text: "Text" = "") -> forms.CharField:
    """A one-time code."""
    return forms.CharField(
        label=_("One-time code"),
        help_text=help_text,
        max_length=20,
        error_messages={"required": _("Enter the code.")},
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "qs-input-short"}
        ),
    )


class SignInForm(forms.Form):
    """Number and password."""

    phone = phone_field()
    password = password_field(_("Password"), "current-password")


class SecondStepForm(forms.Form):
    """The one-time code, or a recovery code."""

    code = code_field(help_text=_("Six digits from your authenticator, or one of your recovery codes."))


class NewPasswordForm(forms.Form):
    """A new password, twice."""

    new = password_field(
        _("New password"),
        "new-password",
        help_text=_("At least 10 characters, not only digits, not a common one. A sentence is good."),
    )
    again = password_field(_("New password once more"), "new-password")

    def clean_new(self) -> str:
        """Hold it against the rules of passwords."""
        new = str(self.cleaned_data["new"])
        validate_password(new)
        return new

    def clean(self) -> None:
        """Both must be the same."""
        super().clean()
        new, again = self.cleaned_data.get("new"), self.cleaned_data.get("again")
        if new and again and new != again:
            self.add_error("again", _("The two passwords differ."))


class WelcomeForm(NewPasswordForm):
    """A new password, and the number when none is known yet."""

    phone = phone_field(help_text=_("You sign in with it."))
    field_order = ("phone", "new", "again")

    def __init__(self, *args: object, needs_phone: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # the form's own arguments
        if not needs_phone:
            del self.fields["phone"]


class FactorForm(forms.Form):
    """The first code of a new second factor."""

    code = code_field(help_text=_("Six digits, as the authenticator shows them now."))


class ChangePasswordForm(NewPasswordForm):
    """The present password and a new one."""

    old = password_field(_("Present password"), "current-password")
    field_order = ("old", "new", "again")
