"""Walking the tree of a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Q, QuerySet

from qianshan.mechanisms.acts.api import NotFound
from qianshan.mechanisms.divisions.models import NBS, Division, Level
from qianshan.mechanisms.words import N_, Words

_MOST_CHANGES = 10
_VALID = "(d.valid_from IS NULL OR d.valid_from <= %(on)s) AND (d.valid_to IS NULL OR d.valid_to > %(on)s)"

_UP = f"""
WITH RECURSIVE up AS (
  SELECT d.code, d.parent_code, d.level, d.name FROM divisions_division d
  WHERE d.scheme = %(scheme)s AND d.code = %(code)s AND {_VALID}
  UNION ALL
  SELECT d.code, d.parent_code, d.level, d.name FROM divisions_division d
  JOIN up ON d.code = up.parent_code
  WHERE d.scheme = %(scheme)s AND {_VALID}
)
SELECT code, name, level, parent_code FROM up ORDER BY level
"""

_DOWN = f"""
WITH RECURSIVE down AS (
  SELECT d.code, d.level FROM divisions_division d
  WHERE d.scheme = %(scheme)s AND d.code = %(code)s AND {_VALID}
  UNION ALL
  SELECT d.code, d.level FROM divisions_division d
  JOIN down ON d.parent_code = down.code
  WHERE d.scheme = %(scheme)s AND d.level <= %(deepest)s AND {_VALID}
)
SELECT code FROM down ORDER BY code
"""


@dataclass(frozen=True, slots=True)
class Place:
    """A division on a day."""

    code: str
    name: str
    level: Level
    parent_code: str


def code_on(code: str, on: date, *, scheme: str = NBS) -> str | None:
    """The code that stands for this division on a day: itself, or what it became; None when unknown."""
    for _ in range(_MOST_CHANGES):
        if _valid(scheme, on).filter(code=code).exists():
            return code
        ended = Division.objects.filter(scheme=scheme, code=code, valid_to__lte=on).exclude(became="").first()
        if ended is None:
            return None
        code = ended.became
    return None


def ancestors(code: str, on: date, *, scheme: str = NBS) -> list[Place]:
    """The division and all above it, the province first; empty when it is unknown on that day."""
    standing = code_on(code, on, scheme=scheme)
    with connection.cursor() as cursor:
        cursor.execute(_UP, {"scheme": scheme, "code": standing, "on": on})
        return [Place(row[0], row[1], Level(row[2]), row[3]) for row in cursor.fetchall()]


def place(code: str, on: date, *, scheme: str = NBS) -> Place:
    """The division that this code stands for on a day.

    Raises:
        NotFound: nobody knows the code on that day.
    """
    above = ancestors(code, on, scheme=scheme)
    if not above:
        raise NotFound(
            Words(N_("%(code)s is not the code of a division known on %(on)s."), code=code, on=on),
            field="division_code",
            value=code,
        )
    return above[-1]


def names_of(codes: Iterable[str], on: date, *, scheme: str = NBS) -> dict[str, str]:
    """Names of several divisions in one query, by code; a code unknown on that day is left out."""
    return dict(_valid(scheme, on).filter(code__in=list(codes)).values_list("code", "name"))


def name_path(code: str, on: date, *, scheme: str = NBS, with_province: bool = False) -> str:
    """Names from prefecture to the division, as Chinese writes them: 遵义市播州区; the province alone: 贵州省."""
    names = [one.name for one in ancestors(code, on, scheme=scheme)]
    return "".join(names if with_province or len(names) == 1 else names[1:])


def is_within(code: str, scope_code: str, on: date, *, scheme: str = NBS) -> bool:
    """Whether a division is the scope or lies below it, in the tree of that day."""
    scope = code_on(scope_code, on, scheme=scheme)
    return scope is not None and any(one.code == scope for one in ancestors(code, on, scheme=scheme))


def codes_within(scope_code: str, on: date, *, scheme: str = NBS, deepest: Level = Level.COUNTY) -> list[str]:
    """The codes of the scope and all below it down to a level, in the tree of that day."""
    scope = code_on(scope_code, on, scheme=scheme)
    with connection.cursor() as cursor:
        cursor.execute(_DOWN, {"scheme": scheme, "code": scope, "on": on, "deepest": int(deepest)})
        return [row[0] for row in cursor.fetchall()]


def children(code: str, on: date, *, scheme: str = NBS) -> list[Place]:
    """The divisions directly below, in pinyin order."""
    rows = _valid(scheme, on).filter(parent_code=code).order_by("sort_key", "code")
    return [_place(row) for row in rows]


def find_places(text: str, on: date, *, scheme: str = NBS, limit: int = 20) -> list[Place]:
    """Divisions whose name starts with a text, higher levels first, at most `limit`."""
    rows = _valid(scheme, on).filter(name__startswith=text.strip()).order_by("level", "sort_key", "code")
    return [_place(row) for row in rows[:limit]] if text.strip() else []


def _valid(scheme: str, on: date) -> QuerySet[Division]:
    return Division.objects.filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=on),
        Q(valid_to__isnull=True) | Q(valid_to__gt=on),
        scheme=scheme,
    )


def _place(row: Division) -> Place:
    return Place(row.code, row.name, Level(row.level), row.parent_code)
