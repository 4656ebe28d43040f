"""Why a file is not taken: one sentence each, with the value found and the limit."""

from collections.abc import Mapping

from qianshan.mechanisms.acts.api import Refusal
from qianshan.mechanisms.words import N_, Words


class FileRefused(Refusal):
    """A sent file is not taken; nothing was stored."""

    code = "file_refused"
    status = 422


REASONS: dict[str, str] = {
    "empty": N_("The file %(name)s is empty. Choose it again."),
    "too_large": N_("The file %(name)s has %(size)s MB. At most %(limit)s MB are taken; make it smaller."),
    "unknown_kind": N_("The content of %(name)s is none of: %(kinds)s. Its name does not count."),
    "unreadable": N_(
        "The file %(name)s cannot be opened; it may be damaged. Save it again and choose it anew."
    ),
    "encrypted": N_("The file %(name)s is locked with a password. Save it without one."),
    "active": N_(
        "The file %(name)s contains something that runs or opens by itself (%(what)s). Print it to a plain PDF first."
    ),
    "too_many_pixels": N_("The picture %(name)s has more than %(limit)s million pixels. Save it smaller."),
    "too_small": N_(
        "The picture %(name)s is smaller than %(limit)s pixels on one side; nothing can be seen on it."
    ),
    "animated": N_("The picture %(name)s moves. Send one still picture."),
    "too_many_pages": N_("The file %(name)s has %(pages)s pages. At most %(limit)s are taken; split it."),
    "too_large_inside": N_(
        "The file %(name)s unfolds to more than can be checked. Save it in a simpler form."
    ),
    "timed_out": N_("The file %(name)s could not be checked in time. Save it in a simpler form."),
}


def refused(code: str, *, field: str, name: str, **values: object) -> FileRefused:
    """The refusal for a reason."""
    sentence = REASONS.get(code, REASONS["unreadable"])
    return FileRefused(Words(sentence, name=name, **values), field=field, value=name)


def from_reader(line: Mapping[str, object], *, field: str, name: str, kinds: str) -> FileRefused:
    """The refusal for what the reader said."""
    values = {key: value for key, value in line.items() if key not in ("ok", "code")}
    return refused(str(line["code"]), field=field, name=name, **{"kinds": kinds, **values})
