"""The access table: who gets which answer where. Kept by hand; a new URL without a row fails."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TABLE = Path(__file__).with_name("access.tsv")


@dataclass(frozen=True, order=True)
class Row:
    """A GET of `path` by `persona` answers `status`; `{names}` stand for objects of the practice province."""

    path: str
    persona: str
    status: int


def rows() -> list[Row]:
    with TABLE.open(encoding="utf-8") as file:
        return [Row(r["path"], r["persona"], int(r["status"])) for r in csv.DictReader(file, delimiter="\t")]


def patterns() -> Iterator[str]:
    """Every route of the product, as Django writes it."""
    from django.urls import URLPattern, get_resolver

    def walk(resolver, before: str) -> Iterator[str]:
        for one in resolver.url_patterns:
            route = before + str(one.pattern)
            if isinstance(one, URLPattern):
                yield route
            else:
                yield from walk(one, route)

    yield from walk(get_resolver(), "")
