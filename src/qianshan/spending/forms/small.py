"""Small forms: signing, sending back, payees, answers."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SignFirstForm(forms.Form):
    """The first signature."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    account_checked = forms.BooleanField(
        label=_("I compared holder and number of the account with the contract"), required=False
    )


class SignSecondForm(forms.Form):
    """The second signature; the reason is needed when something needs a person's decision."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why it is paid all the same"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": "3"}),
        help_text=_("Kept with the order; the authority can read it."),
    )


class EndForm(forms.Form):
    """Sending back or cancelling."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Why"), max_length=200)


class PayeeForm(forms.Form):
    """A payee."""

    kind = forms.ChoiceField(
        label=_("Who is paid"),
        choices=(("unit", _("A unit")), ("person", _("A person"))),
        widget=forms.RadioSelect,
        initial="unit",
    )
    name = forms.CharField(label=_("Holder's name as the bank has it"), max_length=120)
    account = forms.CharField(
        label=_("Account number"),
        max_length=40,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )
    bank_name = forms.CharField(label=_("Bank and branch"), max_length=120)
    bank_code = forms.CharField(label=_("Bank code (联行号)"), required=False, max_length=14)
    uscc = forms.CharField(label=_("Unified social credit code of the unit"), required=False, max_length=18)
    id_number = forms.CharField(
        label=_("ID number of the person"),
        required=False,
        max_length=18,
        help_text=_("Only for a person: so that nobody signs his own payment. Sealed, shown to nobody."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    related = forms.BooleanField(
        label=_("A related party: founder, main donor, manager, their close relatives, or what they control"),
        required=False,
    )
    relation = forms.CharField(label=_("How it is related"), required=False, max_length=200)


class AnswerForm(forms.Form):
    """A household's answer."""

    arrived = forms.ChoiceField(
        label=_("Has it arrived?"),
        choices=(("yes", _("Yes, it arrived")), ("no", _("No, or not all of it"))),
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("What is missing (only when it did not all arrive)"),
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": "3"}),
        help_text=_("Only the civil affairs authority reads this, not the charity."),
    )


class AgentForm(AnswerForm):
    """A village agent's answer for a household."""

    agent = forms.CharField(label=_("Your name"), max_length=30)
    reason = forms.CharField(
        label=_("Why the household does not answer itself"),
        max_length=60,
        help_text=_("For example: no mobile phone."),
    )
    photo = forms.FileField(
        label=_("Photo of the signed slip"),
        help_text=_("JPG, PNG or WebP, at most 15 MB; place and camera are taken out"),
    )


class ResultForm(forms.Form):
    """A result file that the bank gave."""

    file = forms.FileField(
        label=_("Result file of the bank"), help_text=_("CSV in the written format, at most 2 MB")
    )
