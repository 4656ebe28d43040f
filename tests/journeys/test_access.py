"""The access table against the running province: each line by its persona, and axe on every page that answers 200."""

from collections import defaultdict
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.house.access import Row, rows
from tests.journeys.conftest import DESKTOP, Walk
from tests.journeys.places import Placeholders

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
TALL = 30_000
RULES = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']}"


@pytest.fixture(scope="module")
def personas(chromium: Browser, running):
    """Opens one browser for each persona, when first asked."""
    opened: dict[str, Walk] = {}

    def browser(slug: str) -> Walk:
        if slug not in opened:
            walk = Walk(chromium.new_context(viewport=DESKTOP, locale="zh-CN"), running.url)
            if slug != "visitor":
                walk.go("/practice/")
                with walk.page.expect_navigation():
                    walk.page.locator(f"form[action='/practice/{slug}/'] button").last.click()
            opened[slug] = walk
        return opened[slug]

    yield browser
    for walk in opened.values():
        walk.page.context.close()


@pytest.fixture(scope="module")
def places(personas, running):
    contexts = [
        personas(slug).page.context.request for slug in ("visitor", "foundation-project", "province-officer")
    ]
    return Placeholders(running.url, *contexts)


def test_each_line_of_the_access_table_holds(personas, places, running):
    wrong = []
    for row in rows():
        answer = personas(row.persona).page.context.request.get(
            running.url + places.fill(row.path), max_redirects=0
        )
        if answer.status != row.status:
            wrong.append(f"{row.path} {row.persona}: {answer.status}, expected {row.status}")
    assert wrong == []


def _pages() -> list[Row]:
    files = (".json", ".pdf", ".csv", ".py", ".html", "/preview/", "healthz", "readyz", "/log/checkpoint", "/log/vkey", "/log/w",
             "/log/tile", "/paper/", "/resolution/")  # fmt: skip
    return [row for row in rows() if row.status == 200 and not any(mark in row.path for mark in files)]


@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_on_any_page(personas, places, width):
    found = defaultdict(list)
    source = AXE.read_text("utf-8")
    for row in _pages():
        page = personas(row.persona).page
        page.set_viewport_size({"width": width, "height": TALL})  # no sticky bar lies over anything
        for prefix in ("", "/en"):
            page.goto(personas(row.persona).base + prefix + places.fill(row.path))
            page.evaluate(source)
            for violation in page.evaluate(f"async () => (await axe.run(document, {RULES})).violations"):
                found[violation["id"]].append(f"{prefix}{row.path}: {violation['nodes'][0]['html'][:120]}")
    assert dict(found) == {}
