"""Projects and plans in the workspace and at the desk, by plain HTTP."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from qianshan.fundraising.api import confirm_filing_number, giving_open, plan, projects
from qianshan.fundraising.models import Listing, ListingCheck
from qianshan.mechanisms.acts.api import Actor
from qianshan.mechanisms.calendar.clock import set_to
from qianshan.mechanisms.exchange.api import open_differences
from tests.worlds.fundraising import SHANHAI, filed_plan, listed_plan, project_of
from tests.worlds.organisations import AT, later, office, qualified_charity
from tests.worlds.sign_in import browser

pytestmark = pytest.mark.django_db
TYPED = {
    "name": "一餐热饭",
    "summary": "给山里学校的孩子一餐热饭。",
    "story": "中午没有热饭。",
    "goal": "300,000.50",
    "divisions": "从江县、榕江县",
    "beneficiary_scope": "12所村小的学生",
    "beneficiary_count": "1200",
    "starts_on": "2026-12-01",
    "ends_on": "2027-12-31",
    "picture": "bowl",
}


@pytest.fixture(autouse=True)
def _today():
    with set_to(AT):
        yield


def test_a_project_is_begun_with_its_amount_in_fen_and_its_places_by_name():
    house = qualified_charity(office())
    client = browser(house.project_officer)

    answer = client.post(f"/work/{house.uscc}/projects/new/", TYPED)

    (made,) = projects(charity_id=house.charity_id)
    assert answer.url == f"/work/{house.uscc}/projects/{made.code}/"
    assert (made.goal_fen, made.divisions) == (30_000_050, ("522633", "522632"))
    page = client.get(answer.url).content.decode()
    assert "从江县、榕江县" in page
    assert f"/cases/new/fundraising.filing/?project={made.code}" in page


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("goal", "三十万"),
        ("goal", "0"),
        ("divisions", "昆明市"),
        ("ends_on", "2026-11-30"),
        ("name", ""),
        ("beneficiary_count", "0"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(field, typed):
    house = qualified_charity(office())

    answer = browser(house.project_officer).post(f"/work/{house.uscc}/projects/new/", {**TYPED, field: typed})

    assert answer.status_code == 422
    assert f'id="id_{field}"' in answer.content.decode()
    assert projects(charity_id=house.charity_id) == []


def test_a_platform_page_counts_once_somebody_has_seen_it():
    registrar = office()
    house = qualified_charity(registrar)
    found = filed_plan(house, registrar)
    client = browser(house.project_officer)
    here = f"/work/{house.uscc}/plans/{found.filing_number}/"
    out = BytesIO()
    Image.new("RGB", (300, 200), "white").save(out, "PNG")

    wrong = client.post(f"{here}listings/", {"platform": SHANHAI.key, "url": "https://elsewhere.example/p/1"})
    client.post(f"{here}listings/", {"platform": SHANHAI.key, "url": "https://www.shanhai.example/p/1"})
    listing = Listing.objects.get()
    assert not giving_open(found.id, on=later(10).date()).ok
    client.post(
        f"{here}listings/{listing.pk}/",
        {
            "live": "yes",
            "seen": "名称、编号一致",
            "evidence": SimpleUploadedFile("页面.png", out.getvalue()),
        },
    )

    assert wrong.status_code == 422
    assert giving_open(found.id, on=later(10).date()).ok
    check = ListingCheck.objects.get()
    assert (check.by_person_id, check.evidence_document_id is not None) == (
        house.project_officer.person_id,
        True,
    )
    assert "名称、编号一致" in client.get(here).content.decode()


def test_an_officer_finds_the_page_gone_and_giving_closes():
    registrar = office()
    house = qualified_charity(registrar)
    found = listed_plan(house, registrar)
    listing = Listing.objects.get()

    browser(registrar.officer).post(
        f"/desk/{registrar.uscc}/plans/{found.filing_number}/listings/{listing.pk}/",
        {"live": "no", "seen": "页面已下线"},
    )

    assert not giving_open(found.id, on=later(10).date()).ok


def test_a_difference_is_settled_at_the_desk():
    registrar = office()
    house = qualified_charity(registrar)
    found = filed_plan(house, registrar)
    national = f"{house.uscc}A26007"
    confirm_filing_number(
        filing_number=found.filing_number, national_number=national, remark="", by=Actor.job("tests", at=AT)
    )
    client = browser(registrar.officer)
    (difference,) = open_differences(AT, owner_org_id=registrar.organisation_id)
    here = f"/desk/{registrar.uscc}/plans/{found.filing_number}/differences/{difference.id}/"

    assert national in client.get(here).content.decode()
    assert client.post(here, {"national_number": "A1", "settlement": "以全国为准"}).status_code == 422
    assert client.post(here, {"national_number": national, "settlement": "以全国为准"}).status_code == 302
    assert plan(found.id).filing_number == national
    assert client.get(here).status_code == 404


def test_only_the_head_ends_an_activity_and_says_why():
    registrar = office()
    house = qualified_charity(registrar)
    found = filed_plan(house, registrar)
    here = f"/work/{house.uscc}/plans/{found.filing_number}/end/"

    assert browser(house.project_officer).get(here).status_code == 403
    head = browser(house.head)
    assert head.post(here, {"reason": " "}).status_code == 422
    assert head.post(here, {"reason": "目标已经达到"}).status_code == 302
    assert plan(found.id).ended_on == AT.date()


def test_foreign_projects_and_plans_are_not_found():
    registrar, other_office = office(), office("遵义市民政局")
    house, other = qualified_charity(registrar), qualified_charity(registrar, "苗岭儿童关爱基金会")
    found = filed_plan(house, registrar, project=project_of(house))
    stranger, officer = browser(other.project_officer), browser(other_office.officer)

    code = projects(charity_id=house.charity_id)[0].code
    assert stranger.get(f"/work/{other.uscc}/projects/{code}/").status_code == 404
    assert stranger.get(f"/work/{other.uscc}/plans/{found.filing_number}/").status_code == 404
    assert officer.get(f"/desk/{other_office.uscc}/plans/{found.filing_number}/").status_code == 404
    assert found.filing_number not in officer.get(f"/desk/{other_office.uscc}/plans/").content.decode()


def test_the_queries_of_the_project_list_do_not_grow_with_its_projects():
    registrar = office()
    house = qualified_charity(registrar)
    client = browser(house.project_officer)
    project_of(house)
    with CaptureQueriesContext(connection) as one:
        client.get(f"/work/{house.uscc}/projects/")
    for number in range(4):
        project_of(house, f"项目{number}", at=AT + timedelta(minutes=number))
    with CaptureQueriesContext(connection) as five:
        client.get(f"/work/{house.uscc}/projects/")

    assert len(five) == len(one)
