"""Looking for personal data where it must not be: each mark in UTF-8, GB18030, base64, hex and pinyin."""

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.sessions.models import Session
from django.db import connection
from pypinyin import lazy_pinyin

from qianshan.mechanisms.acts.guard import tables


@dataclass(frozen=True)
class Mark:
    """Something personal that was planted: what it is and how it reads."""

    kind: str
    text: str

    def forms(self) -> Iterator[tuple[str, bytes]]:
        """Every form in which it is searched, lower case where case does not matter."""
        utf8 = self.text.encode()
        yield "utf-8", utf8
        yield "utf-8 as hex", utf8.hex().encode()
        for form in _base64(utf8):
            yield "base64", form
        yield "escaped", json.dumps(self.text)[1:-1].encode()
        if not self.text.isascii():
            gb = self.text.encode("gb18030")
            yield "gb18030", gb
            yield "gb18030 as hex", gb.hex().encode()
            syllables = lazy_pinyin(self.text)
            for joined in ("".join(syllables), " ".join(syllables), "-".join(syllables)):
                yield "pinyin", joined.encode()


def _base64(data: bytes) -> Iterator[bytes]:
    """What is sure to stand in a base64 text that holds these bytes at any of the three alignments."""
    for lead in range(3):
        text = base64.b64encode(b"\0" * lead + data).rstrip(b"=")
        end = len(text) - (1 if (lead + len(data)) % 3 else 0)
        yield text[(lead * 8 + 5) // 6 : end]


def found_in(content: bytes, marks: list[Mark]) -> list[str]:
    """What of the marks stands in some content, and in which form."""
    lower = content.lower()
    return sorted(
        {
            f"{mark.kind} as {name}"
            for mark in marks
            for name, form in mark.forms()
            if form in content
            or (name in ("pinyin", "utf-8 as hex", "gb18030 as hex") and form.lower() in lower)
        }
    )


def database(*, skip: tuple[str, ...] = ()) -> Iterator[tuple[str, bytes]]:
    """Every table as PostgreSQL would dump it; sessions also as they read when decoded."""
    for table in tables():
        if table in skip:
            continue
        rows = bytearray()
        with connection.cursor() as cursor, cursor.copy(f'COPY (SELECT * FROM "{table}") TO STDOUT') as copy:
            for chunk in copy:
                rows += chunk
        yield table, bytes(rows)
    decoded = [session.get_decoded() for session in Session.objects.all()]
    yield "sessions, decoded", json.dumps(decoded, ensure_ascii=False, default=str).encode()
