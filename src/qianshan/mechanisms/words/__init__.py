"""Sentences that pure code can carry and pages can translate.

A kernel may not import Django, yet its findings and refusals speak to people. So it carries
a `Words`: an English msgid with named values. The msgid is marked by `N_` for the catalogue
and translated only when it is shown, by the translator that the application installs.
"""

from collections.abc import Callable
from dataclasses import dataclass, field


def N_(msgid: str) -> str:  # noqa: N802  (the name gettext tools know)
    """Mark a sentence for the catalogue without translating it."""
    return msgid


_translate: list[Callable[[str], str]] = []


def install_translator(translate: Callable[[str], str]) -> None:
    """Let `str(words)` speak the reader's language; called once by the application."""
    _translate[:] = [translate]


@dataclass(frozen=True, slots=True)
class Words:
    """One whole sentence: an English msgid and its named values, translated by `str()`."""

    msgid: str
    values: dict[str, object] = field(default_factory=dict)

    def __init__(self, msgid: str, **values: object) -> None:
        object.__setattr__(self, "msgid", msgid)
        object.__setattr__(self, "values", values)

    def __str__(self) -> str:
        sentence = _translate[0](self.msgid) if _translate else self.msgid
        values = {key: str(value) for key, value in self.values.items()}
        return sentence % values if values else sentence

    def __hash__(self) -> int:
        return hash((self.msgid, tuple(sorted((k, str(v)) for k, v in self.values.items()))))
