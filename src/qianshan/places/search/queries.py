"""Asking the index."""

from dataclasses import dataclass

from django.db import connection

from qianshan.places.search.kernel import like, terms, tsquery

KINDS = ("charity", "project", "plan")
PER_KIND = 20
_ASK = """
WITH found AS (
  SELECT kind, key, title, subtitle, number, sort_key,
    CASE WHEN number = %(whole)s OR lower(key) = %(whole)s THEN 0 WHEN title_normal = %(whole)s THEN 1
         WHEN starts_with(title_normal, %(whole)s) THEN 2 WHEN strpos(title_normal, %(first)s) > 0 THEN 3
         ELSE 4 END AS nearness
  FROM search_entry WHERE grams @@ %(query)s::tsquery AND text LIKE ALL (%(patterns)s)
), placed AS (
  SELECT found.*, count(*) OVER (PARTITION BY kind) AS total,
    row_number() OVER (PARTITION BY kind ORDER BY nearness, sort_key, key) AS place FROM found
)
SELECT kind, key, title, subtitle, total FROM placed WHERE place <= %(most)s ORDER BY kind, place
"""


@dataclass(frozen=True, slots=True)
class Found:
    """One thing found; `key` is the number in its address."""

    kind: str
    key: str
    title: str
    subtitle: str


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind: the nearest first, at most twenty, of `total`."""

    kind: str
    total: int
    rows: tuple[Found, ...]


def search(question: str, *, most: int = PER_KIND) -> list[Group]:
    """Everything whose names or numbers hold every word of the question; exact numbers first.

    One query. An empty question finds nothing.
    """
    words = terms(question)
    if not words:
        return []
    values: dict[str, str | int | list[str]] = {
        "whole": "".join(words),
        "first": words[0],
        "query": tsquery(words),
        "patterns": [like(word) for word in words],
        "most": most,
    }
    with connection.cursor() as cursor:
        cursor.execute(_ASK, values)
        rows = cursor.fetchall()
    return [
        Group(
            kind,
            next(row[4] for row in rows if row[0] == kind),
            tuple(Found(*row[:4]) for row in rows if row[0] == kind),
        )
        for kind in KINDS
        if any(row[0] == kind for row in rows)
    ]
