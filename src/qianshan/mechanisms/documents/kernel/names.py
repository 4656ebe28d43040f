"""Names that people give to their files: kept for people, never used as a path."""

import unicodedata

LONGEST = 120
_ENDING = 9


def clean_name(name: str) -> str:
    r"""The last part of a sent name without control and direction characters, at most 120 characters.

    The ending stays: `C:\\x\\合同\u202e.pdf` becomes `合同.pdf`.
    """
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(c for c in unicodedata.normalize("NFC", last) if unicodedata.category(c)[0] != "C").strip(
        " ."
    )
    if len(kept) <= LONGEST:
        return kept or "file"
    stem, dot, ending = kept.rpartition(".")
    return (
        f"{stem[: LONGEST - len(ending) - 1]}{dot}{ending}"
        if dot and len(ending) <= _ENDING
        else kept[:LONGEST]
    )
