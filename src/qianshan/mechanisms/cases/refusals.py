"""What the engine says no with."""

from qianshan.mechanisms.acts.api import Conflict, Refusal
from qianshan.mechanisms.words import N_, Words


class CaseChanged(Conflict):
    """Somebody changed the case since the page was made; carries what."""

    code = "case_changed"


class FormIncomplete(Refusal):
    """Required answers or documents are missing, or an answer cannot be read; names the first, carries all."""

    code = "form_incomplete"
    status = 422

    def __init__(self, errors: dict[str, Words]) -> None:
        first = next(iter(errors))
        words = (
            errors[first]
            if len(errors) == 1
            else Words(N_("%(count)s answers are missing or cannot be read."), count=len(errors))
        )
        super().__init__(words, field=first)
        self.errors = errors


class NotTheHolder(Conflict):
    """Another officer holds the case."""

    code = "held_by_another"


class SamePerson(Refusal):
    """The chain needs different persons."""

    code = "same_person"
    status = 403
