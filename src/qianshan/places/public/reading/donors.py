"""Pages of the donor roll."""

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from qianshan.giving.api import RollLine, RollPlace, roll
from qianshan.mechanisms.listing.api import BadQuery
from qianshan.mechanisms.words import N_, Words

LINES = 100
_PLACE = re.compile(r"^(\d{4}-\d{2}-\d{2})\.([0-9a-f]{32})$")


@dataclass(frozen=True, slots=True)
class DonorPage:
    """One page of the roll and the address of the next one."""

    donors: list[RollLine]
    next_href: str


def donor_page(project_id: int, today: date, after: str) -> DonorPage:
    """A page of the roll from the place in the address on.

    Raises:
        BadQuery: the address was not written by this page.
    """
    found = roll([project_id], today=today, limit=LINES + 1, after=_place(after) if after else None)
    shown = found[:LINES]
    more = f"?{urlencode({'after': _written(shown[-1].at)})}" if len(found) > LINES else ""
    return DonorPage(shown, more)


def _written(place: RollPlace) -> str:
    return f"{place.day.isoformat()}.{place.place}"


def _place(text: str) -> RollPlace:
    found = _PLACE.match(text)
    try:
        if found:
            return RollPlace(date.fromisoformat(found[1]), found[2])
    except ValueError:
        found = None
    words = Words(N_("The address of this page of the roll is broken. Start from its first page."))
    raise BadQuery(words, field="after", value=text)
