"""Searching a small world: recall, order, numbers, and the copy against its sources."""

import itertools
from datetime import date

import pytest
from django.db import connection

from qianshan.mechanisms.divisions.models import Division
from qianshan.places.search.index import refresh
from qianshan.places.search.kernel import grams, normal
from qianshan.places.search.models import Entry
from qianshan.places.search.queries import search
from tests.worlds.fundraising import listed_plan
from tests.worlds.organisations import office, qualified_charity

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 24)


@pytest.fixture
def plan():
    registrar = office()
    house = qualified_charity(registrar, "黔山助学基金会")
    qualified_charity(registrar, "苗岭儿童关爱基金会")
    made = listed_plan(house, registrar)
    refresh(ON)
    return made


def found(question):
    return {(one.kind, one.title) for group in search(question) for one in group.rows}


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("助学", "黔山助学基金会"),
        ("黔", "黔山助学基金会"),
        ("qszx", "黔山助学基金会"),
        ("基金会 苗岭", "苗岭儿童关爱基金会"),
        ("热饭", "山里孩子的一餐热饭"),
        ("黔山　热饭", "山里孩子的一餐热饭"),
    ],
)
def test_a_part_of_the_name_finds_it(plan, question, title):
    assert title in {name for _kind, name in found(question)}


def test_a_filing_number_finds_the_plan_first_and_its_tail_too(plan):
    whole = search(plan.filing_number)

    assert [(group.kind, group.rows[0].key) for group in whole] == [("plan", plan.filing_number)]
    assert ("plan", plan.name) in found(plan.filing_number[-6:].lower())


@pytest.mark.parametrize(
    "question", ["", "   ", "没有这个", "'", "%", "_", "\\", "a' | 'b", "\x00", "学" * 500]
)
def test_a_question_without_an_answer_finds_nothing(plan, question):
    assert found(question) == set()


def test_the_copy_equals_its_sources_and_follows_them(plan):
    assert refresh(ON) == 0

    Entry.objects.filter(kind="charity").update(title="别的名字")
    Entry.objects.create(kind="plan", key="gone", title="x", title_normal="x", subtitle="", number="", text="x",
                         sort_key="x", grams="")  # fmt: skip

    assert refresh(ON) == 3
    assert refresh(ON) == 0
    assert "别的名字" not in {name for _kind, name in found("黔山")}


def test_a_search_is_one_query(plan, django_assert_num_queries):
    with django_assert_num_queries(1):
        search("基金会")


def test_every_place_that_like_finds_is_found(plan):
    names = list(Division.objects.filter(level=4).values_list("code", "name")[:1500])
    rows = [
        ("place", code, name, "", "", normal(name), normal(name), code, grams(normal(name)))
        for code, name in names
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO search_entry (kind, key, title, subtitle, number, text, title_normal, sort_key, grams)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, array_to_tsvector(%s::text[]))",
            rows,
        )
        for question in ("苗", "镇", "街道", "水族", "苗族乡"):
            cursor.execute("SELECT count(*) FROM search_entry WHERE title LIKE %s", [f"%{question}%"])
            there = cursor.fetchone()[0]
            cursor.execute(
                "SELECT count(*) FROM search_entry WHERE grams @@ %s::tsquery",
                [" & ".join(f"'{a}{b}'" for a, b in itertools.pairwise(question)) or f"'{question}'"],
            )
            assert cursor.fetchone()[0] >= there > 0
