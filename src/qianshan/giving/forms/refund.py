"""Taking a gift back."""

from django import forms
from django.utils.translation import gettext_lazy as _

from qianshan.mechanisms.money import Fen, fen_from_yuan


class RefundForm(forms.Form):
    """How much goes back, and why (optional)."""

    amount = forms.CharField(
        label=_("How much, in yuan"),
        max_length=16,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "qs-input-short"}),
        error_messages={"required": _("Enter an amount, for example 20.00.")},
    )
    reason = forms.CharField(label=_("Reason"), max_length=80, required=False)

    def clean_amount(self) -> Fen:
        """The amount in fen."""
        try:
            return fen_from_yuan(self.cleaned_data["amount"])
        except ValueError as error:
            raise forms.ValidationError(_("Enter an amount, for example 20.00.")) from error
