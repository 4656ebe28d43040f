"""Refusals: what a command says when it does not do what was asked.

Each names the field, the value and the rule. The web layer shows it in the reader's language;
the trace keeps its code, never its values.
"""

from typing import ClassVar

from qianshan.mechanisms.words import Words


class Refusal(Exception):
    """A command says no; nothing was written.

    Attributes:
        code: stable name for the trace and for JSON.
        status: the HTTP status of the answer.
    """

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 422

    def __init__(
        self, words: Words, *, field: str | None = None, value: object = None, article: str | None = None
    ) -> None:
        super().__init__(words.msgid)
        self.words = words
        self.field = field
        self.value = value
        self.article = article

    def __str__(self) -> str:
        return str(self.words)


class BadInput(Refusal):
    """A value that cannot be what the field asks for."""

    code = "bad_input"
    status = 422


class NotAllowed(Refusal):
    """This actor may not do this."""

    code = "not_allowed"
    status = 403


class NotFound(Refusal):
    """There is no such object for this actor; foreign objects answer the same."""

    code = "not_found"
    status = 404


class WrongState(Refusal):
    """The object is not in a state in which this can be done."""

    code = "wrong_state"
    status = 409


class Conflict(Refusal):
    """Somebody changed the object in between."""

    code = "conflict"
    status = 409
