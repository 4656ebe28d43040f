"""Every URL of the product stands in the access table, and every line of the table is a URL."""

import contextlib
import re

from django.urls import Resolver404, resolve
from django.utils import translation

from tests.house.access import patterns, rows

SAMPLES = {
    "case": "BA000000000000",
    "draft": "DR000000000000",
    "plan": "53520000MJY00001XKA26001",
    "listing": "1",
}
USCC = "53520000MJY00001XK"
OFFICES = {"foundation", "group", "province", "prefecture", "county", "operator"}


def _sample(path: str) -> str:
    def value(match: re.Match[str]) -> str:
        name = match.group(1)
        return USCC if name in OFFICES else SAMPLES.get(name, "X000000000000")

    return re.sub(r"\{(\w+)\}", value, path)


def test_a_new_url_without_a_row_fails():
    shown = set()
    with translation.override("zh-hans"):
        for row in rows():
            with contextlib.suppress(Resolver404):
                shown.add(resolve(_sample(row.path)).route)
        missing = {route for route in patterns() if route not in shown}

    assert missing == set()


def test_no_row_stands_twice():
    table = [(row.path, row.persona) for row in rows()]

    assert len(table) == len(set(table))
