"""All five levels are there, the tree is that of the day, and pinyin order reads names rightly."""

from collections import Counter
from datetime import UTC, date, datetime

import psycopg
import pytest
from django.db import DatabaseError

from qianshan.mechanisms.acts.api import Actor, NotFound, command, subject
from qianshan.mechanisms.acts.door import COMMANDS
from qianshan.mechanisms.divisions import api
from qianshan.mechanisms.divisions.loading import rows_of_file, today
from qianshan.mechanisms.divisions.models import Division, Level
from qianshan.mechanisms.divisions.sort_keys import sort_key

NOW = date(2026, 3, 2)


@pytest.mark.django_db
def test_every_level_is_complete():
    counted = Counter(
        Division.objects.filter(valid_to__isnull=True).values_list("level", flat=True).order_by()
    )

    assert counted == {1: 1, 2: 9, 3: 88, 4: 1510, 5: 17964}


@pytest.mark.django_db
def test_rare_characters_survive():
    assert Division.objects.filter(name="㵲水街道").exists()
    assert Division.objects.filter(name="桴㯊镇").exists()


@pytest.mark.django_db
def test_a_village_knows_all_above_it():
    names = [place.name for place in api.ancestors("520121102207", NOW)]

    assert names[:3] == ["贵州省", "贵阳市", "开阳县"]
    assert [place.level for place in api.ancestors("520121102207", NOW)] == list(Level)
    assert api.name_path("520304", NOW) == "遵义市播州区"
    assert api.name_path("52", NOW) == "贵州省"
    assert api.name_path("520304", NOW, with_province=True) == "贵州省遵义市播州区"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "scope", "inside"),
    [
        ("520304", "5203", True),
        ("520304", "52", True),
        ("520304", "520304", True),
        ("520304", "5202", False),
        ("5203", "520304", False),
        ("520321", "5203", True),
        ("520304", "520321", True),
        ("999999", "52", False),
        ("520304", "999999", False),
    ],
)
def test_within_is_asked_of_the_tree(code, scope, inside):
    assert api.is_within(code, scope, NOW) is inside


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("former", "code", "year"),
    [
        ("520421", "520403", 2014),
        ("520321", "520304", 2016),
        ("520222", "520281", 2017),
        ("522322", "522302", 2018),
        ("520221", "520204", 2020),
        ("520522", "520581", 2021),
    ],
)
def test_former_counties_keep_their_years(former, code, year):
    before, during, after = date(year - 1, 12, 31), date(year, 6, 1), date(year + 1, 1, 1)

    assert api.code_on(former, before) == former
    assert api.code_on(code, before) is None
    assert {api.code_on(former, during), api.code_on(code, during)} == {former, code}
    assert api.code_on(former, after) == code


@pytest.mark.django_db
def test_an_unknown_code_is_refused_with_its_value():
    with pytest.raises(NotFound) as refused:
        api.place("529999", NOW)
    assert refused.value.value == "529999"


@pytest.mark.django_db
def test_codes_within_go_as_deep_as_asked():
    assert len(api.codes_within("52", NOW)) == 98
    assert len(api.codes_within("5203", NOW, deepest=Level.TOWNSHIP)) == 1 + 14 + 254
    assert api.codes_within("529999", NOW) == []


@pytest.mark.django_db
def test_children_stand_in_pinyin_order(django_assert_num_queries):
    with django_assert_num_queries(1):
        names = [place.name for place in api.children("5227", NOW)]

    assert names[:3] == ["长顺县", "独山县", "都匀市"]


@pytest.mark.django_db
def test_places_are_found_by_the_start_of_their_name():
    assert api.find_places("遵义", NOW)[0].code == "5203"
    assert api.find_places("  ", NOW) == []


@pytest.mark.django_db
def test_one_code_has_one_meaning_on_a_day():
    @command("tests.twice")
    def twice(*, by):
        subject("divisions.scheme", "nbs")
        Division.objects.create(
            scheme="nbs",
            code="520304",
            parent_code="5203",
            level=3,
            name="又一个",
            sort_key="",
            valid_from=NOW,
        )

    try:
        with pytest.raises(DatabaseError) as refused:
            twice(by=Actor.system("tests", at=datetime(2026, 3, 2, tzinfo=UTC)))
    finally:
        del COMMANDS["tests.twice"]
    assert isinstance(refused.value.__cause__, psycopg.errors.ExclusionViolation)


def test_sort_keys_of_the_file_are_what_the_rule_gives():
    for row in today():
        assert row["sort_key"] == sort_key(row["name"]), row


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("长顺县", "chang shun xian"),
        ("都匀市", "du yun shi"),
        ("三都水族自治县", "san du shui zu zi zhi xian"),
        ("六枝特区", "liu zhi te qu"),
        ("仡佬", "ge lao"),
    ],
)
def test_readings(name, key):
    assert sort_key(name) == key


def test_a_township_of_a_changed_county_starts_with_it():
    rows = {row["code"]: row for row in rows_of_file() if row["level"] == Level.TOWNSHIP}

    assert {row["valid_from"] for row in rows.values() if row["parent_code"] == "520304"} == {"2016-01-01"}
    assert {row["valid_from"] for row in rows.values() if row["parent_code"] == "520102"} == {None}
