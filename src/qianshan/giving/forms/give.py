"""The give form."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qianshan.giving.types import GiftWish, NameChoice, PayerKind, ReceiptWish
from qianshan.mechanisms.money import fen_from_yuan, yuan

CHIPS = ("10", "50", "100", "200")
OTHER = "other"
_FIRST = "50"


class GiveForm(forms.Form):
    """Amount, how name and amount are shown (separately), and what a receipt needs when one is wanted."""

    amount = forms.ChoiceField(
        label=_("How much"),
        choices=[*((chip, f"¥{chip}") for chip in CHIPS), (OTHER, _("Other amount"))],
        widget=forms.RadioSelect,
        initial=_FIRST,
        error_messages={"required": _("Choose an amount.")},
    )
    other = forms.CharField(
        label=_("Other amount, in yuan"),
        required=False,
        max_length=16,
        widget=forms.TextInput(
            attrs={"inputmode": "decimal", "class": "qs-input-short", "autocomplete": "off"}
        ),
    )
    name_choice = forms.ChoiceField(
        label=_("How the donor roll shows your name"),
        choices=[
            (NameChoice.FULL.value, _("In full")),
            (NameChoice.MASKED.value, _("Surname and last character only, such as 李*文")),
            (NameChoice.ANONYMOUS.value, _("Anonymous")),
        ],
        widget=forms.RadioSelect,
        initial=NameChoice.MASKED.value,
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Say the name that the donor roll shows, or choose “anonymous”.")},
    )
    amount_shown = forms.ChoiceField(
        label=_("The amount in the donor roll"),
        choices=[("yes", _("Shown")), ("no", _("Not shown"))],
        widget=forms.RadioSelect,
        initial="no",
        help_text=_("An amount that is not shown still counts in the public totals."),
    )
    receipt = forms.ChoiceField(
        label=_("Donation receipt"),
        choices=[("no", _("No receipt")), ("yes", _("Electronic receipt"))],
        widget=forms.RadioSelect,
        initial="no",
    )
    payer_kind = forms.ChoiceField(
        label=_("Made out to"),
        choices=[(PayerKind.PERSON.value, _("A person")), (PayerKind.UNIT.value, _("A unit"))],
        widget=forms.RadioSelect,
        initial=PayerKind.PERSON.value,
        required=False,
    )
    payer_name = forms.CharField(
        label=_("Name of the payer"),
        max_length=100,
        error_messages={"required": _("A receipt needs the name of the payer.")},
    )
    payer_number = forms.CharField(
        label=_("ID number, or credit code of the unit"),
        required=False,
        max_length=18,
        help_text=_("A person may leave it empty; a unit needs its unified social credit code."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    phone = forms.CharField(
        label=_("Mobile number"),
        required=False,
        max_length=20,
        help_text=_(
            "Only for the receipt and to tell you where the money goes. Without it, keep the gift's code and this browser."
        ),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel", "class": "qs-input-short"}),
    )
    read = forms.BooleanField(
        label=_("I have read the filed plan and what to know before giving."),
        error_messages={"required": _("Tick that you have read the plan and what to know before giving.")},
    )

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wants = self.data.get("receipt") == "yes" if self.is_bound else True
        named = self.data.get("name_choice") != NameChoice.ANONYMOUS.value if self.is_bound else True
        self.fields["payer_name"].required = wants
        self.fields["name"].required = named

    def clean(self) -> dict[str, Any]:
        """Read the amount in fen."""
        values = super().clean() or self.cleaned_data
        typed = values.get("other", "") if values.get("amount") == OTHER else values.get("amount") or ""
        if not typed and "amount" in values:
            self.add_error("other", _("Enter the amount, for example 66 or 88.88."))
            return values
        try:
            values["amount_fen"] = fen_from_yuan(typed) if typed else 0
        except ValueError:
            self.add_error(
                "other", _("Enter the amount in yuan with at most two decimals, for example 88.88.")
            )
        return values

    def wish(self, plan_id: int) -> GiftWish:
        """What was asked, without what was not asked for."""
        values = self.cleaned_data
        choice = NameChoice(values["name_choice"])
        wanted = values["receipt"] == "yes"
        return GiftWish(
            plan_id=plan_id,
            amount_fen=values["amount_fen"],
            name_choice=choice,
            amount_shown=values["amount_shown"] == "yes",
            name="" if choice is NameChoice.ANONYMOUS else values["name"],
            phone=values["phone"],
            receipt=_receipt(values) if wanted else None,
        )


def _receipt(values: dict[str, Any]) -> ReceiptWish:
    return ReceiptWish(
        PayerKind(values["payer_kind"] or PayerKind.PERSON.value),
        values["payer_name"],
        values["payer_number"],
    )


def initial_amount(text: str) -> dict[str, str]:
    """Start values from an address such as `?amount=66.00`."""
    try:
        fen = fen_from_yuan(text)
    except ValueError:
        return {}
    plain = yuan(fen).replace(",", "").removesuffix(".00")
    return {"amount": plain} if plain in CHIPS else {"amount": OTHER, "other": plain}
