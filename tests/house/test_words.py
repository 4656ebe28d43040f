"""Django merges the catalogues of all apps: one English sentence has one Chinese, or says its context."""

from pathlib import Path

from babel.messages.pofile import read_po

SOURCE = Path(__file__).resolve().parents[2] / "src" / "qianshan"


def test_no_two_apps_say_the_same_sentence_differently():
    said: dict[tuple[str | None, str], dict[str, list[str]]] = {}
    for path in sorted(SOURCE.rglob("LC_MESSAGES/django.po")):
        app = path.relative_to(SOURCE).as_posix().removesuffix("/locale/zh_Hans/LC_MESSAGES/django.po")
        with path.open("rb") as file:
            for entry in read_po(file, locale="zh_Hans_CN"):
                msgid = entry.id if isinstance(entry.id, str) else entry.id[0]
                text = entry.string if isinstance(entry.string, str) else entry.string[0]
                if msgid and text:
                    said.setdefault((entry.context, msgid), {}).setdefault(text, []).append(app)
    different = {msgid: texts for (_context, msgid), texts in said.items() if len(texts) > 1}

    assert different == {}, "the first app of INSTALLED_APPS wins on every page: rename one msgid, or agree"
