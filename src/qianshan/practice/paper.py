"""Papers that people of the practice province hand in: a page of text as PDF, in our fonts."""

import json
from functools import cache
from io import BytesIO

import typst

from qianshan.mechanisms.documents.api import FONTS

_SOURCE = b"""
#let d = json(bytes(sys.inputs.data))
#set page(paper: "a4", margin: 3cm)
#set text(font: ("Noto Serif SC", "Noto Sans SC"), size: 12pt, lang: "zh")
#set par(leading: 1em, first-line-indent: (amount: 2em, all: true), justify: true)
#align(center, text(size: 18pt, weight: "bold", d.title))
#v(1cm)
#for p in d.paragraphs [ #p #parbreak() ]
#v(2cm)
#align(right, d.signed)
"""


class Page(BytesIO):
    """A file as a browser would send it."""

    def __init__(self, name: str, content: bytes) -> None:
        super().__init__(content)
        self.name: str | None = name
        self.size: int | None = len(content)


def page(name: str, title: str, *paragraphs: str, signed: str = "（演练文件）") -> Page:
    """Set a page and give it a file name."""
    data = json.dumps({"title": title, "paragraphs": paragraphs, "signed": signed}, ensure_ascii=False)
    pdf = typst.compile(_SOURCE, font_paths=_fonts(), format="pdf", sys_inputs={"data": data})
    return Page(name, bytes(pdf))


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
