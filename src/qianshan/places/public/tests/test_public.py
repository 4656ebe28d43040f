"""The public pages over a small world: figures from the books, both languages, no cookies, few queries."""

from datetime import UTC, datetime

import pytest

from qianshan.mechanisms.calendar import clock
from qianshan.places.search.index import refresh
from tests.worlds.public import public_world

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 12, 5, 2, 0, tzinfo=UTC)


@pytest.fixture
def world():
    made = public_world()
    refresh(clock.date_of(NOW))
    with clock.set_to(NOW):
        yield made


def text(client, path, status=200):
    answer = client.get(path)
    assert answer.status_code == status, answer.content.decode()[:2000]
    assert not answer.cookies
    return answer.content.decode()


def test_home_shows_the_figures_of_the_books(client, world):
    page = text(client, "/")

    for figure in ("5,000.00", "3,000.00", "2,400.00", "1,500.00"):
        assert figure in page
    assert "山里孩子的一餐热饭" in page
    assert f"/projects/{world.code}/" in page


def test_a_project_shows_flow_and_table_and_they_add_up(client, world):
    page = text(client, f"/projects/{world.code}/")

    for figure in ("5,000.00", "3,000.00", "2,400.00", "1,500.00", "2,000.00", "600.00", "800.00", "100.00"):
        assert figure in page
    assert world.plan.filing_number in page


def test_a_project_names_where_to_give_official_site_first(client, world):
    page = text(client, f"/projects/{world.code}/")

    assert page.index("机构官方网站") < page.index("山海公益")
    assert f"/projects/{world.code}/give/" in page


def test_the_roll_tells_the_day_and_what_each_chose(client, world):
    page = text(client, f"/projects/{world.code}/donors/")

    assert "李小文" in page
    assert "王*明" in page
    assert "2026-12-04" in page
    assert "600.00" not in page


def test_a_broken_address_of_the_roll_is_a_bad_request(client, world):
    text(client, f"/projects/{world.code}/donors/?after=2026-13-99.{'0' * 32}", status=400)


def test_before_the_plan_starts_the_page_says_why_one_cannot_give(client, world):
    with clock.set_to(datetime(2026, 11, 24, 2, 0, tzinfo=UTC)):
        page = text(client, f"/projects/{world.code}/")

    assert "2026-12-04" in page
    assert "机构官方网站" not in page


def test_a_project_for_programs_is_in_fen(client, world):
    body = client.get(f"/projects/{world.code}.json").json()

    assert (body["received_fen"], body["reserved_fen"], body["paid_fen"], body["confirmed_fen"]) == (
        500_000,
        300_000,
        240_000,
        150_000,
    )


def test_a_filing_number_leads_to_its_project(client, world):
    answer = client.get(f"/plans/{world.plan.filing_number}/")

    assert answer.headers["Location"] == f"/projects/{world.code}/"


def test_a_charity_shows_its_projects_with_totals(client, world):
    page = text(client, f"/charities/{world.house.uscc}/")

    assert "黔山助学基金会" in page
    assert page.count("5,000.00") >= 2


@pytest.mark.parametrize(
    ("question", "there"),
    [
        ("热饭", "/projects/"),
        ("黔山", "/charities/"),
        ("", "查询"),
        ("QS7K3M9XT2VWDW", "校验码"),
        ("没有此项目", "没有"),
    ],
)
def test_search(client, world, question, there):
    assert there in text(client, f"/search?q={question}")


def test_a_project_without_a_filed_plan_is_not_on_the_list(client, world):
    page = text(client, "/projects/")

    assert page.count("qs-project-card-foot") == 1


def test_the_list_of_projects_is_a_file_too(client, world):
    answer = client.get("/projects/?format=csv")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()

    assert len(lines) == 2
    assert "5000.00" in lines[1]


def test_a_filter_that_the_list_does_not_have_is_a_bad_request(client, world):
    assert "没有“x”这个选择" in text(client, "/projects/?state=x", status=400)


@pytest.mark.parametrize(
    "path", ["/projects/PAAAAAAAAAAAA/", "/charities/53520000MJY00001XK/", "/plans/nothing/"]
)
def test_what_does_not_exist_is_not_found(client, world, path):
    text(client, path, status=404)


@pytest.mark.parametrize("path", ["/", "/projects/", "/charities/", "/search?q=热饭"])
def test_each_page_is_there_in_english(client, world, path):
    page = text(client, f"/en{path}")

    assert '<html lang="en">' in page


@pytest.mark.parametrize(
    ("path", "limit"),
    [
        ("/", 16),
        ("/projects/{code}/", 34),
        ("/projects/", 12),
        ("/charities/{uscc}/", 32),
        ("/search?q=热饭", 3),
    ],
)
def test_queries_do_not_grow_with_what_is_shown(client, world, django_assert_max_num_queries, path, limit):
    with django_assert_max_num_queries(limit):
        client.get(path.format(code=world.code, uscc=world.house.uscc))
