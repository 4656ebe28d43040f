"""The catalogue: collected app by app, complete in Chinese, compiled without GNU gettext.

Each app keeps its sentences beside its code (`locale/zh_Hans/LC_MESSAGES/django.po`). Collecting
needs GNU gettext; compiling is Babel's, since a newcomer's machine has no gettext.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.core.management import call_command

SOURCE = Path(__file__).resolve().parents[1]
PLACE = Path("locale/zh_Hans/LC_MESSAGES/django.po")
_HAN = re.compile(r"[㐀-鿿\U00020000-\U0002ffff]")
_PLACEHOLDER = re.compile(r"%\((\w+)\)")
HEADER = """msgid ""
msgstr ""
"Language: zh_Hans\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"
"""
WITHOUT_HAN = {
    "%(procedure)s: %(title)s",
    "English",
    "CSV",
    "XLSX",
    "JSON",
    "PDF",
    "¥",
    "%(count)s",
    "QR",
    "API",
    "…",
    ", ",
}


@dataclass(frozen=True, slots=True)
class Gap:
    """Something wrong with one entry of one catalogue."""

    app: Path
    msgid: str
    what: str

    def __str__(self) -> str:
        return f"{self.app.relative_to(SOURCE)}: {self.what}: {self.msgid!r}"


def apps() -> Iterator[Path]:
    """Folders of our own apps."""
    yield from sorted(path.parent for path in SOURCE.rglob("apps.py"))


def collect(app: Path) -> None:
    """Bring one app's catalogue up to its code, keeping translations, never guessing."""
    before = Path.cwd()
    os.chdir(app)
    had = (app / PLACE).exists()
    try:
        (app / "locale").mkdir(exist_ok=True)
        call_command("makemessages_qs", locale=["zh_Hans"], no_wrap=True, no_obsolete=True, verbosity=0,
                     add_location="file", ignore_patterns=["tests/*", "node_modules/*"])  # fmt: skip
    finally:
        os.chdir(before)
    if not had and not (app / PLACE).exists():
        (app / "locale").rmdir()
    elif (app / PLACE).exists():
        _calm(app / PLACE)


def _calm(path: Path) -> None:
    """Give the file our one header: it names no time, no tool, and the one plural form of Chinese."""
    _head, _, body = path.read_text("utf-8").partition("\n\n")
    path.write_text(HEADER + "\n" + body, "utf-8")


def read(app: Path) -> Catalog | None:
    """An app's catalogue, if it has sentences."""
    path = app / PLACE
    if not path.exists():
        return None
    with path.open("rb") as file:
        return read_po(file, locale="zh_Hans_CN")


def gaps(app: Path) -> list[Gap]:
    """Missing, fuzzy and suspicious entries of one app."""
    found: list[Gap] = []
    for message in read(app) or ():
        if not message.id:
            continue
        msgid = message.id if isinstance(message.id, str) else message.id[0]
        texts = [message.string] if isinstance(message.string, str) else list(message.string or ())
        what = _wrong(msgid, texts, fuzzy=message.fuzzy)
        if what:
            found.append(Gap(app, msgid, what))
    return found


def _wrong(msgid: str, texts: list[str], *, fuzzy: bool) -> str | None:
    if not texts or not all(texts):
        return "not translated"
    if fuzzy:
        return "fuzzy"
    if (
        any(not _HAN.search(text) for text in texts)
        and re.search(r"[A-Za-z]", msgid)
        and msgid not in WITHOUT_HAN
    ):
        return "no Chinese in the translation"
    if any(set(_PLACEHOLDER.findall(text)) - set(_PLACEHOLDER.findall(msgid)) for text in texts):
        return "a value that the sentence does not have"
    return None


def compile_all() -> int:
    """Write the `.mo` beside each catalogue; returns how many."""
    count = 0
    for app in apps():
        catalogue = read(app)
        if catalogue is None:
            continue
        with (app / PLACE).with_suffix(".mo").open("wb") as file:
            write_mo(file, catalogue)
        count += 1
    return count


def stale(app: Path) -> list[str]:
    """Sentences that the code has and the catalogue does not, or the other way; the file stays as it was."""
    path = app / PLACE
    before = path.read_bytes() if path.exists() else None
    old = _ids(app)
    collect(app)
    new = _ids(app)
    if before is not None:
        path.write_bytes(before)
    elif path.exists():
        path.unlink()
    return sorted(old ^ new)


def _ids(app: Path) -> set[str]:
    return {m.id if isinstance(m.id, str) else m.id[0] for m in read(app) or () if m.id}
