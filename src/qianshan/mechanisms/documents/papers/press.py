"""The press: one typst compiler a thread, the fonts read once.

A template sees the data as one JSON string and never as markup, so a name such as `#panic()` is
printed, not run. Fonts are ours (`../fonts`): Noto Sans SC with GB 2312, the 8,105 characters of
the Table of General Standard Chinese Characters and all of Guizhou's place names; a character
outside these falls back to the machine's fonts when there are any.
"""

import json
import threading
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path

import typst

from qianshan.mechanisms.acts.api import is_practice
from qianshan.mechanisms.documents.papers.plain import plain_mapping
from qianshan.mechanisms.documents.papers.qr import qr_svg

HERE = Path(__file__).parent
FONTS = HERE.parent / "fonts"

# What each template needs; a template may know more, optional keys (see its first lines).
NEEDS: dict[str, tuple[str, ...]] = {
    "certificate": (
        "code",
        "donor",
        "amount_fen",
        "given_on",
        "project",
        "charity",
        "issued_on",
        "check_url",
    ),
    "decision": ("number", "title", "to", "body", "articles", "remedies", "authority", "decided_on"),
    "receipt": (
        "code",
        "number",
        "check_code",
        "payer",
        "items",
        "total_fen",
        "issuer",
        "issued_on",
        "check_url",
    ),
}

_local = threading.local()


class UnknownPaper(KeyError):
    """There is no template of this name."""


class WrongPaperData(ValueError):
    """The data lacks a key that the template needs."""


def render(
    template: str, data: Mapping[str, object], *, made_at: datetime, practice: bool | None = None
) -> bytes:
    """Set one paper as PDF/A-2b.

    Amounts in `data` are integer fen under keys that end in `_fen`; the press adds the same key
    with `_yuan` and `_capital`. `check_url` becomes a QR code. Dates are `date` objects.

    Args:
        template: one of `NEEDS`.
        data: plain values: text, int, date, lists and mappings of these.
        made_at: the instant of the act; it becomes the PDF's creation time.
        practice: prints the practice band; by default, what the database says of itself.

    Raises:
        UnknownPaper: no such template.
        WrongPaperData: a needed key is missing.
    """
    if template not in NEEDS:
        raise UnknownPaper(template)
    missing = [key for key in NEEDS[template] if key not in data]
    if missing:
        raise WrongPaperData(f"{template} lacks {', '.join(missing)}")
    plain = plain_mapping(data)
    plain["practice"] = is_practice() if practice is None else practice
    if data.get("check_url"):
        plain["qr"] = qr_svg(str(data["check_url"]))
    pdf = _compiler().compile(
        input=str(HERE / "templates" / f"{template}.typ"),
        format="pdf",
        sys_inputs={"data": json.dumps(plain, ensure_ascii=False)},
        pdf_standards=["a-2b"],
        timestamp=int(made_at.timestamp()),
    )
    if not isinstance(pdf, bytes):
        raise TypeError(f"typst returned {type(pdf).__name__} for {template}")
    return pdf


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=False, font_paths=[str(FONTS)])


def _compiler() -> typst.Compiler:
    if not hasattr(_local, "compiler"):
        _local.compiler = typst.Compiler(root=str(HERE), font_paths=_fonts())
    compiler: typst.Compiler = _local.compiler
    return compiler
