"""What an officer can do to a case now, and what stands against it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from qianshan.mechanisms.access.api import Hat
from qianshan.mechanisms.cases.api import CaseFile
from qianshan.mechanisms.cases.kernel import Kind, State
from qianshan.mechanisms.law.kernel import Findings


@dataclass(frozen=True, slots=True)
class Offer:
    """A deed that the page offers: its key in the URL, its name, its letter, why it cannot be done."""

    verb: str
    name: str
    letter: str
    why_not: str = ""
    primary: bool = False


def offers(hat: Hat, file: CaseFile, found: Findings | None) -> list[Offer]:
    """The deeds of this state and role, the likeliest first."""
    if not file.is_open or not hat.may(_capability(file)):
        return _for_approver(hat, file) if file.is_open else []
    state = State(file.row.state)
    if state is State.SUBMITTED:
        made = _filing(file, found) if file.procedure.kind is Kind.FILING else _acceptance(file)
    elif state is State.ACCEPTED:
        made = [Offer("propose", _("Propose a decision"), "P", _signed(hat, file), primary=True)]
    elif state is State.PROPOSED:
        made = _chain(hat, file)
    else:
        made = []
    return [*made, *_for_approver(hat, file)]


def _capability(file: CaseFile) -> str:
    return file.procedure.chain[min(file.row.stage, len(file.procedure.chain) - 1)].capability


def _blocked(found: Findings | None) -> str:
    if found is None:
        return _("The applicant may not do this at present.")
    if found.blocking:
        return _("%(count)s blocking rules are not met.") % {"count": len(found.blocking)}
    return ""


def _returned(file: CaseFile) -> str:
    return _("It was returned once already.") if file.correction else ""


def _filing(file: CaseFile, found: Findings | None) -> list[Offer]:
    against = _blocked(found)
    back = _returned(file)
    return [
        Offer("file", _("File and publish"), "A", against, primary=not against),
        Offer("return", _("Return for correction"), "R", back, primary=bool(against) and not back),
        Offer(
            "refuse_filing",
            _("Do not file"),
            "N",
            "" if back else _("First tell all defects and let them be corrected."),
            primary=bool(against and back),
        ),
    ]


def _acceptance(file: CaseFile) -> list[Offer]:
    return [
        Offer("accept", _("Accept"), "A", primary=True),
        Offer("return", _("Return for correction"), "R", _returned(file)),
        Offer("refuse_acceptance", _("Do not accept"), "N"),
    ]


def _signed(hat: Hat, file: CaseFile) -> str:
    mine = any(one.person_id == hat.person_id and one.round == file.round for one in file.signatures)
    return _("You signed in this round already; another person has to.") if mine else ""


def _chain(hat: Hat, file: CaseFile) -> list[Offer]:
    against = _signed(hat, file)
    last = file.row.stage == len(file.procedure.chain) - 1
    forward = (
        Offer("decide", _("Decide"), "A", against, primary=True)
        if last
        else Offer("sign", _("Agree"), "A", against, primary=True)
    )
    return [forward, Offer("send_back", _("Send back to the case officer"), "R", against)]


def _for_approver(hat: Hat, file: CaseFile) -> list[Offer]:
    clock = file.procedure.extension
    if clock is None or file.extended_by or file.accepted_on is None or not hat.may("case.approve"):
        return []
    return [Offer("extend", _("Extend the period"), "E")]
