"""The form of a payment order, and reading what was typed into it."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qianshan.mechanisms.acts.api import BadInput
from qianshan.mechanisms.divisions.api import children
from qianshan.mechanisms.documents.api import PAPERS, PICTURES, examine
from qianshan.mechanisms.money import fen_from_yuan, yuan
from qianshan.mechanisms.words import N_, Words
from qianshan.spending.classes import CLASSES
from qianshan.spending.commands.drafting import OrderWish, PaperWish
from qianshan.spending.commands.recipients import RecipientWish
from qianshan.spending.types import LineView, Slot

PROVINCE = "52"
_SLOTS = (Slot.CONTRACT, Slot.INVOICE, Slot.LIST, Slot.PHOTO, Slot.DECISION)
_AGENT = re.compile(r"^(代|代办|agent)$", re.IGNORECASE)
_PARTS = 2
_FILE_HELP = _("PDF, OFD, JPG, PNG or WebP, at most 20 MB")


class OrderForm(forms.Form):
    """A payment order as it is drafted."""

    line = forms.ChoiceField(label=_("Budget line"))
    cost_class = forms.ChoiceField(
        label=_("Cost class"),
        required=False,
        help_text=_("Only for unrestricted money; a budget line has its own."),
    )
    amount = forms.CharField(
        label=_("Amount (yuan)"),
        max_length=20,
        widget=forms.TextInput({"inputmode": "decimal", "class": "qs-input-short"}),
    )
    payee = forms.ChoiceField(label=_("Payee"))
    purpose = forms.CharField(
        label=_("For"),
        max_length=60,
        help_text=_("Donors read this. For example: school meals of 12 village schools, September."),
    )
    details = forms.CharField(
        label=_("Details"), required=False, max_length=1000, widget=forms.Textarea({"rows": "3"})
    )
    division_code = forms.ChoiceField(label=_("Where"), required=False)
    beneficiaries = forms.IntegerField(
        label=_("People it is for"),
        required=False,
        min_value=0,
        widget=forms.NumberInput({"class": "qs-input-short"}),
    )
    recipients = forms.CharField(
        label=_("Households that are asked whether it arrived"),
        required=False,
        widget=forms.Textarea({"rows": "5"}),
        help_text=_(
            "One a line: name, mobile number, number of people; 代 behind it when the village agent of this number answers."
            " Names and numbers are sealed; links go to the phones and are never shown here."
        ),
    )
    contract = forms.FileField(label=_("Contract"), required=False, help_text=_FILE_HELP)
    invoice = forms.FileField(label=_("Invoice"), required=False, help_text=_FILE_HELP)
    invoice_number = forms.CharField(label=_("Invoice number"), required=False, max_length=40)
    list = forms.FileField(label=_("List of people (never public)"), required=False, help_text=_FILE_HELP)
    decision = forms.FileField(label=_("Decision"), required=False, help_text=_FILE_HELP)
    photo = forms.FileField(
        label=_("Photo"),
        required=False,
        help_text=_("JPG, PNG or WebP, at most 15 MB; place and camera are taken out"),
    )
    shown = forms.MultipleChoiceField(
        label=_("Shown on the public page of this payment"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        *args: Any,
        lines: Sequence[tuple[str, str]],
        payees: Sequence[tuple[str, str]],
        on: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["line"].choices = [*lines, ("", _("Unrestricted money, no budget line"))]  # type: ignore[attr-defined]
        self.fields["line"].required = False
        self.fields["payee"].choices = payees  # type: ignore[attr-defined]
        self.fields["cost_class"].choices = [("", "–"), *((key, words) for key, words in CLASSES.items())]  # type: ignore[attr-defined]
        self.fields["division_code"].choices = [("", "–"), *_places(on)]  # type: ignore[attr-defined]
        self.fields["shown"].choices = [  # type: ignore[attr-defined]
            ("contract", _("Contract")),
            ("invoice", _("Invoice")),
            ("photo", _("Photo")),
            ("decision", _("Decision")),
        ]

    def wish(self) -> OrderWish:
        """What was typed, for the command; files are looked at here, before any transaction.

        Raises:
            BadInput: amount or recipients cannot be read.
            FileRefused: a file is not taken.
        """
        data = self.cleaned_data
        return OrderWish(
            line_id=int(data["line"]) if data["line"] else None,
            amount_fen=_amount(data["amount"]),
            payee_code=data["payee"],
            purpose=data["purpose"],
            cost_class=data["cost_class"],
            details=data["details"],
            division_code=data["division_code"],
            beneficiaries=data["beneficiaries"] or 0,
            papers=tuple(self._papers()),
            recipients=tuple(_recipients(data["recipients"])),
        )

    def _papers(self) -> Sequence[PaperWish]:
        papers = []
        for slot in _SLOTS:
            upload = self.cleaned_data.get(slot.value)
            if upload:
                clean = examine(upload, field=slot.value, kinds=PICTURES if slot is Slot.PHOTO else PAPERS)
                number = self.cleaned_data["invoice_number"] if slot is Slot.INVOICE else ""
                papers.append(PaperWish(clean, slot.value, number, slot.value in self.cleaned_data["shown"]))
        return papers


def line_choices(lines: list[LineView], plan_names: dict[int, str]) -> list[tuple[str, str]]:
    """Budget lines for the choice: plan, line, what is left."""
    return [
        (
            str(line.id),
            str(
                Words(
                    N_("%(plan)s · %(line)s (left %(left)s)"),
                    plan=plan_names.get(line.plan_id, ""),
                    line=line.name,
                    left=yuan(line.left_fen),
                )
            ),
        )
        for line in lines
        if line.amount_fen
    ]


def _amount(text: str) -> int:
    try:
        return fen_from_yuan(text)
    except ValueError as error:
        raise BadInput(
            Words(N_("“%(text)s” is no amount in yuan with at most two decimals."), text=text),
            field="amount",
            value=text,
        ) from error


def _recipients(text: str) -> list[RecipientWish]:
    wishes = []
    for number, line in enumerate((one for one in text.splitlines() if one.strip()), start=1):
        parts = [part for part in re.split(r"[\s,，;；、]+", line.strip()) if part]
        by_agent = bool(parts) and bool(_AGENT.match(parts[-1]))
        words = parts[:-1] if by_agent else parts
        if len(words) < _PARTS or (len(words) > _PARTS and not words[2].isdigit()):
            raise BadInput(
                Words(N_("Line %(line)s: write name, mobile number, number of people."), line=number),
                field="recipients",
            )
        people = int(words[2]) if len(words) > _PARTS else 1
        wishes.append(RecipientWish(words[0], words[1], by_agent=by_agent, people=people))
    return wishes


def _places(on: Any) -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (
            prefecture.name,
            [(prefecture.code, prefecture.name), *((c.code, c.name) for c in children(prefecture.code, on))],
        )
        for prefecture in children(PROVINCE, on)
    ]
