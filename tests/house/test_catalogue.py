"""The Chinese catalogue is complete: no entry missing, fuzzy, or left in English."""

import pytest

from qianshan.project import catalogue


@pytest.mark.parametrize("app", list(catalogue.apps()), ids=lambda path: path.name)
def test_an_apps_catalogue_is_complete(app):
    assert [str(gap) for gap in catalogue.gaps(app)] == []


def test_an_entry_without_chinese_is_found(tmp_path, monkeypatch):
    place = tmp_path / catalogue.PLACE
    place.parent.mkdir(parents=True)
    place.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "Give now"\nmsgstr "Give now"\n\nmsgid "Paid %(fen)s"\nmsgstr "已付%(yuan)s"\n'
    )
    monkeypatch.setattr(catalogue, "SOURCE", tmp_path)

    assert [gap.what for gap in catalogue.gaps(tmp_path)] == [
        "no Chinese in the translation",
        "a value that the sentence does not have",
    ]
