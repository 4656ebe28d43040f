"""Lists over the divisions of the province: paging, filters, exports, refusals."""

import csv
import io
from datetime import UTC, datetime

import pytest
from python_calamine import load_workbook

from qianshan.mechanisms.divisions.models import Division
from qianshan.mechanisms.listing.api import (
    BadQuery,
    Choice,
    Column,
    Filter,
    Kind,
    Listing,
    as_json,
    csv_lines,
    read_all,
    read_page,
    read_query,
    xlsx,
)
from qianshan.mechanisms.listing.query import read_cursor, write_cursor
from qianshan.mechanisms.words import Words

COUNTIES = Listing(
    key="counties",
    words=Words("Counties"),
    rows=lambda _scope: Division.objects.filter(level=3, valid_to=None),
    columns=(
        Column("name", Words("Name"), lambda row: row.name, sort="sort_key", note=lambda row: row.code),
        Column("code", Words("Code"), lambda row: row.code, kind=Kind.CODE, sort="code"),
        Column("parent", Words("Prefecture"), lambda row: row.parent_code, sort="parent_code"),
        Column("money", Words("Money"), lambda row: -int(row.code[:6]), kind=Kind.FEN),
    ),
    default_sort="name",
    filters=(
        Filter("q", Words("Name"), lambda rows, value: rows.filter(name__contains=value)),
        Filter(
            "prefecture",
            Words("Prefecture"),
            lambda rows, value: rows.filter(parent_code=value),
            choices=lambda: [Choice("5203", Words("Zunyi")), Choice("5224", Words("Bijie"))],
        ),
    ),
    page_rows=20,
)
pytestmark = pytest.mark.django_db


def every_page(parameters):
    seen, query = [], read_query(COUNTIES, parameters)
    for _ in range(50):
        page = read_page(COUNTIES, query)
        seen += [row.code for row in page.rows]
        if not page.next_href:
            return seen
        after = dict(pair.split("=") for pair in page.next_href[1:].split("&"))["after"]
        query = read_query(COUNTIES, parameters | {"after": after})
    raise AssertionError("the list does not end")


@pytest.mark.parametrize("sort", ["name", "-name", "code", "parent", "-parent"])
def test_the_pages_together_are_the_whole_list_once(sort):
    whole = [row.code for row in read_all(COUNTIES, read_query(COUNTIES, {"sort": sort}))]

    assert every_page({"sort": sort}) == whole
    assert sorted(whole) == sorted(
        Division.objects.filter(level=3, valid_to=None).values_list("code", flat=True)
    )
    assert len(whole) > 80


def test_a_page_costs_two_queries_however_far_one_is(django_assert_num_queries):
    first = read_page(COUNTIES, read_query(COUNTIES, {}))
    after = first.next_href.rpartition("after=")[2]

    with django_assert_num_queries(2):
        page = read_page(COUNTIES, read_query(COUNTIES, {"after": after}))

    assert page.total == first.total


def test_filters_narrow_and_stand_in_every_address():
    page = read_page(COUNTIES, read_query(COUNTIES, {"prefecture": "5203", "sort": "-code"}))

    assert {row.parent_code for row in page.rows} == {"5203"}
    assert page.query.address(sort="name") == "?prefecture=5203&sort=name"


@pytest.mark.parametrize(
    ("parameters", "field"),
    [
        ({"prefecture": "9999"}, "prefecture"),
        ({"sort": "password"}, "sort"),
        ({"sort": "money"}, "sort"),
        ({"after": "%%%"}, "after"),
        ({"after": "W10"}, "after"),
        ({"after": "WyJhIiwieCJd"}, "after"),
        ({"q": "x" * 81}, "q"),
        ({"q": "a\x00b"}, "q"),
    ],
)
def test_what_the_list_does_not_have_is_refused_by_name(parameters, field):
    with pytest.raises(BadQuery) as refused:
        read_page(COUNTIES, read_query(COUNTIES, parameters))

    assert refused.value.field == field
    assert refused.value.status == 400


def test_a_cursor_of_another_kind_than_the_column_is_refused():
    by_day = Listing(
        key="days",
        words=Words("Days"),
        rows=lambda _scope: Division.objects.filter(level=1),
        columns=(
            Column("from", Words("From"), lambda row: row.valid_from, kind=Kind.DATE, sort="valid_from"),
        ),
        default_sort="from",
    )

    with pytest.raises(BadQuery):
        read_page(by_day, read_query(by_day, {"after": write_cursor("no day", 1)}))


def test_a_cursor_carries_days_and_instants():
    instant = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)

    assert read_cursor(write_cursor(instant, 7)) == (instant, 7)
    assert read_cursor(write_cursor(instant.date(), 7)) == (instant.date(), 7)
    assert read_cursor("") is None


def test_csv_has_a_mark_the_unit_in_the_head_and_exactly_the_filtered_rows():
    query = read_query(COUNTIES, {"q": "遵义"})
    text = b"".join(csv_lines(COUNTIES, read_all(COUNTIES, query))).decode()
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))

    assert text.startswith("\ufeff")
    assert rows[0] == ["Name", "Code", "Prefecture", "Money (yuan)"]
    assert len(rows) - 1 == Division.objects.filter(level=3, valid_to=None, name__contains="遵义").count()
    assert all(row[3].startswith("-52") for row in rows[1:])


def test_no_cell_of_an_export_is_a_formula():
    evil = Listing(
        key="evil",
        words=Words("Evil"),
        rows=lambda _scope: Division.objects.filter(level=1),
        columns=(Column("name", Words("Name"), lambda _row: '=HYPERLINK("http://x")', sort="code"),),
        default_sort="name",
    )
    rows = [object()]

    line = b"".join(csv_lines(evil, rows)).decode().splitlines()[1]
    sheet = load_workbook(io.BytesIO(xlsx(evil, rows))).get_sheet_by_index(0).to_python()

    assert line.startswith("\"'=HYPERLINK")
    assert sheet[1] == ['=HYPERLINK("http://x")']


def test_a_workbook_holds_amounts_as_numbers_and_names_with_rare_characters():
    query = read_query(COUNTIES, {"prefecture": "5203"})
    sheet = (
        load_workbook(io.BytesIO(xlsx(COUNTIES, read_all(COUNTIES, query)))).get_sheet_by_index(0).to_python()
    )

    assert sheet[1][3] == -int(sheet[1][1][:6]) / 100
    assert len(sheet) - 1 == Division.objects.filter(level=3, valid_to=None, parent_code="5203").count()


def test_json_names_fen():
    row = Division.objects.filter(level=3, valid_to=None).order_by("code")[0]

    assert as_json(COUNTIES, row)["money_fen"] == -int(row.code[:6])
