"""The officer's pages: the queue by clock, one case on one screen, decisions with a confirm step."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from qianshan.mechanisms.calendar.clock import set_to
from qianshan.mechanisms.cases.models import Case
from tests.worlds.applications import submitted
from tests.worlds.fundraising import submitted_plan
from tests.worlds.organisations import AT, later, office, qualified_charity, social_organisation, staff
from tests.worlds.sign_in import browser

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with set_to(AT):
        yield


def test_the_queue_shows_what_runs_out_first_on_top():
    registrar = office()
    recognition = submitted("charities.recognition", social_organisation(registrar, "花溪河社区服务中心"))
    plan = submitted_plan(qualified_charity(registrar))

    text = browser(registrar.officer).get(f"/desk/{registrar.uscc}/").content.decode()

    assert text.index(plan) < text.index(recognition)


def test_the_number_of_queries_of_the_queue_does_not_grow_with_its_rows():
    registrar = office()
    house = qualified_charity(registrar)
    client = browser(registrar.officer)
    submitted_plan(house)
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(f"/desk/{registrar.uscc}/")
    for number in range(6):
        submitted("charities.recognition", social_organisation(registrar, f"社会组织{number}"))
    with CaptureQueriesContext(connection) as seven:
        client.get(f"/desk/{registrar.uscc}/")

    assert len(seven) == len(one)
    assert len(one) <= 20


def test_filters_stand_in_the_url_and_nonsense_is_left_out():
    registrar = office()
    code = submitted("charities.recognition", social_organisation(registrar, "花溪河社区服务中心"))
    client = browser(registrar.officer)

    assert (
        code
        in client.get(f"/desk/{registrar.uscc}/?q=花溪河&procedure=charities.recognition").content.decode()
    )
    assert code not in client.get(f"/desk/{registrar.uscc}/?q=武陵山").content.decode()
    assert code not in client.get(f"/desk/{registrar.uscc}/?division=5201").content.decode()
    assert client.get(f"/desk/{registrar.uscc}/?page=x&tab=none&division=';--").status_code == 200


def test_a_returned_plan_shows_its_defects_to_the_applicant_and_the_change_to_the_officer():
    registrar = office()
    house = qualified_charity(registrar)
    code = submitted_plan(house)
    officer, applicant = browser(registrar.officer), browser(house.project_officer)
    version = Case.objects.get(code=code).version

    told = officer.post(
        f"/desk/{registrar.uscc}/cases/{code}/return/",
        {"version": version, "target": ["surplus", ""], "words": ["请补充结余用于何类项目。", ""]},
    )

    assert told.status_code == 302
    page = applicant.get(f"/work/{house.uscc}/cases/{code}/").content.decode()
    assert "请补充结余用于何类项目。" in page
    assert "2026-12-04" in page
    draft = applicant.post(f"/work/{house.uscc}/cases/{code}/correct/").url.split("/")[-3]
    from qianshan.mechanisms.cases.models import Draft

    applicant.post(
        f"/work/{house.uscc}/cases/drafts/{draft}/surplus/",
        {"surplus": "用于从江县学生营养项目。", "revision": Draft.objects.get().revision, "go": "next"},
    )
    assert applicant.post(f"/work/{house.uscc}/cases/drafts/{draft}/review/").status_code == 302
    seen = officer.get(f"/desk/{registrar.uscc}/cases/{code}/").content.decode()
    assert "qs-case-changed" in seen
    assert "用于从江县学生营养项目。" in seen


def test_a_return_without_words_comes_back_with_the_error():
    registrar = office()
    code = submitted_plan(qualified_charity(registrar))
    version = Case.objects.get(code=code).version

    answer = browser(registrar.officer).post(
        f"/desk/{registrar.uscc}/cases/{code}/return/", {"version": version, "target": [""], "words": [" "]}
    )

    assert answer.status_code == 422


def test_a_decision_on_an_old_version_answers_409_with_what_changed():
    registrar = office()
    code = submitted("charities.recognition", social_organisation(registrar))
    client = browser(registrar.officer)
    client.post(f"/desk/{registrar.uscc}/cases/{code}/take/")

    answer = client.post(f"/desk/{registrar.uscc}/cases/{code}/accept/", {"version": 2})

    assert answer.status_code == 422
    assert "吴婷" in answer.content.decode()


def test_who_may_not_open_cases_does_not_see_the_queue():
    registrar = office()
    inspector = staff(registrar.organisation_id, "赵六", "inspector")

    assert browser(inspector).get(f"/desk/{registrar.uscc}/").status_code == 403


def test_a_case_of_another_authority_is_not_found():
    registrar, other = office(), office("遵义市民政局")
    code = submitted("charities.recognition", social_organisation(registrar))
    client = browser(other.officer)

    for path in ("", "accept/", "files/1/charter/", "files/1/charter/preview/"):
        assert client.get(f"/desk/{other.uscc}/cases/{code}/{path}").status_code == 404
    assert client.post(f"/desk/{other.uscc}/cases/{code}/take/").status_code == 404


def test_three_hands_walk_an_application_to_its_decision():
    registrar = office()
    house = social_organisation(registrar)
    code = submitted("charities.recognition", house)
    officer, reviewer, decider = (
        browser(hand) for hand in (registrar.officer, registrar.reviewer, registrar.decider)
    )

    def press(client, verb, **typed):
        version = Case.objects.get(code=code).version
        answer = client.post(f"/desk/{registrar.uscc}/cases/{code}/{verb}/", {"version": version, **typed})
        assert answer.status_code == 302, answer.content.decode()

    press(officer, "accept")
    press(officer, "propose", verdict="grant", opinion="符合条件。")
    press(reviewer, "sign", opinion="同意。")
    press(decider, "decide", reasons="符合条件。", service_way="platform")

    page = browser(house.head).get(f"/work/{house.uscc}/cases/{code}/").content.decode()
    assert "民认〔2026〕1号" in page
    assert "吴婷" not in page
    with set_to(later(1)):
        closed = officer.get(f"/desk/{registrar.uscc}/?tab=closed").content.decode()
    assert code in closed


def test_the_export_holds_exactly_the_filtered_rows_and_no_formula():
    registrar = office()
    submitted("charities.recognition", social_organisation(registrar, "花溪河社区服务中心"))
    submitted("charities.recognition", social_organisation(registrar, "=武陵山"))
    client = browser(registrar.officer)

    answer = client.get(f"/desk/{registrar.uscc}/queue.csv?q=武陵山")

    text = answer.content.decode()
    assert text.startswith("\ufeff")
    assert "'=武陵山" in text
    assert "花溪河" not in text
    assert len(text.strip().splitlines()) == 2


def test_the_case_page_keeps_within_its_queries():
    registrar = office()
    code = submitted_plan(qualified_charity(registrar))
    client = browser(registrar.officer)
    with CaptureQueriesContext(connection) as found:
        client.get(f"/desk/{registrar.uscc}/cases/{code}/")

    assert len(found) <= 48
