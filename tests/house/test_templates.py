"""A component called with a wrong argument fails when its template compiles, so all are compiled."""

from pathlib import Path

import pytest
from django.template.loader import get_template

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted(ROOT.glob("src/qianshan/**/templates/**/*.html"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT / "src").as_posix())
def test_a_template_compiles(path):
    name = path.as_posix().split("/templates/", 1)[1]

    assert get_template(name).template.source == path.read_text("utf-8")
