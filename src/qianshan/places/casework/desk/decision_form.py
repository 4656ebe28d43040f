"""What each decision asks of the officer."""

from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from qianshan.mechanisms.cases.api import CaseFile, Defect, gaps
from qianshan.mechanisms.words import N_
from qianshan.places.casework.desk.case import Seen

BLANK_DEFECTS = 3

CONSEQUENCES = {
    "file": N_(
        "The plan is filed today and published at once, with a filing number. The applicant is told. "
        "A filing is a record, not a permission."
    ),
    "refuse_filing": N_(
        "The case ends without a filing. The applicant is told the reasons and what can be done against it."
    ),
    "return": N_(
        "The applicant is told every defect below, once and for all, and has 10 days. "
        "What is not told now is not held against the case later."
    ),
    "accept": N_(
        "The application is accepted today; the period of the decision starts, today is not counted."
    ),
    "refuse_acceptance": N_(
        "The case ends without acceptance. The applicant is told the reasons and remedies."
    ),
    "propose": N_("Your proposal goes to the reviewer. You cannot review or approve it yourself."),
    "sign": N_("You agree with the proposal; it goes on to the next hand."),
    "send_back": N_("The case goes back to the case officer with your opinion; a new round begins."),
    "decide": N_(
        "The proposal is carried out today, with a document number. The applicant is told the reasons and remedies."
    ),
    "extend": N_("The period is lengthened once, on the approval that you name. The applicant is told."),
}

_OPINION = forms.CharField(label=_("Opinion"), max_length=2000, widget=forms.Textarea(attrs={"rows": "4"}))
_REASONS = forms.CharField(label=_("Reasons"), max_length=2000, widget=forms.Textarea(attrs={"rows": "5"}))
_SERVICE = forms.ChoiceField(
    label=_("Way of service"),
    choices=[("platform", _("On this platform")), ("post", _("By post")), ("by_hand", _("By hand"))],
    widget=forms.RadioSelect,
    initial="platform",
)
_VERDICT = forms.ChoiceField(
    label=_("Proposal"), choices=[("grant", _("Grant")), ("refuse", _("Refuse"))], widget=forms.RadioSelect
)
_APPROVAL = forms.CharField(label=_("Number of the approval"), max_length=60)

_ASKED: dict[str, dict[str, forms.Field]] = {
    "file": {"service_way": _SERVICE},
    "refuse_filing": {"reasons": _REASONS, "service_way": _SERVICE},
    "return": {},
    "accept": {},
    "refuse_acceptance": {"reasons": _REASONS, "service_way": _SERVICE},
    "propose": {"verdict": _VERDICT, "opinion": _OPINION},
    "sign": {"opinion": _OPINION},
    "send_back": {"opinion": _OPINION},
    "decide": {"reasons": _REASONS, "service_way": _SERVICE},
    "extend": {"approval_number": _APPROVAL},
}


class DecisionForm(forms.Form):
    """The version that the officer saw, and what his decision needs."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    use_required_attribute = False

    def text(self, key: str) -> str:
        """A text that was typed; empty when this decision does not ask for it."""
        return str(self.cleaned_data.get(key) or "")

    def number(self, key: str) -> int:
        """A whole number that was typed."""
        return int(self.cleaned_data.get(key) or 0)


def decision_form(verb: str, file: CaseFile, sent: QueryDict | None) -> DecisionForm:
    """The form of one decision, for the version that is shown."""
    made: type[DecisionForm] = type("OneDecision", (DecisionForm,), dict(_ASKED[verb]))
    return made(sent, initial={"version": file.row.version})


@dataclass(frozen=True, slots=True)
class ToldDefect:
    """A defect that may be told: chosen or not, its target and its words."""

    defect: Defect
    title: str
    chosen: bool


def defects(seen: Seen, sent: QueryDict | None) -> list[ToldDefect]:
    """What could be told: first what the rules and the form found, then blank lines; or what was sent."""
    if sent is not None:
        targets, texts = sent.getlist("target"), sent.getlist("words")
        return [
            ToldDefect(Defect(target, words.strip()), "", bool(words.strip()))
            for target, words in zip(targets[:40], texts[:40], strict=False)
        ]
    file = seen.file
    found = [
        ToldDefect(Defect(key, str(words)), "", chosen=True)
        for key, words in gaps(file.procedure, file.last.values, file.last.documents).items()
    ]
    for one in seen.findings.failed if seen.findings else []:
        words = f"{one.title_words}：{one.words}"
        found.append(ToldDefect(Defect(one.field or one.check, words), str(one.title_words), chosen=True))
    blank = [ToldDefect(Defect("", ""), "", chosen=False) for _ in range(BLANK_DEFECTS)]
    return [*found, *blank]
