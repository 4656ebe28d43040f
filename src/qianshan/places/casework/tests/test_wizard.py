"""The wizard by plain HTTP, without script: fill in, be told, correct, send, see it at the desk, be filed."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from qianshan.fundraising.api import plan_by_number
from qianshan.mechanisms.calendar.clock import set_to
from qianshan.mechanisms.cases.models import Case, Draft
from tests.worlds.fundraising import platform, project_of, typed_plan
from tests.worlds.organisations import AT, charity, office, qualified_charity
from tests.worlds.sign_in import browser

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with set_to(AT):
        yield


@pytest.fixture
def picture():
    from io import BytesIO

    from PIL import Image

    out = BytesIO()
    Image.new("RGB", (400, 300), "white").save(out, "JPEG")
    return out.getvalue()


def begin(client, house):
    answer = client.post(f"/work/{house.uscc}/cases/new/fundraising.filing/")
    assert answer.status_code == 302
    return answer.url.split("/")[-3]


def send_step(client, house, code, step, typed, **files):
    draft = Draft.objects.get(code=code)
    data = {**typed, "revision": draft.revision, "go": "next", **files}
    return client.post(f"/work/{house.uscc}/cases/drafts/{code}/{step}/", data)


STEPS = {
    "basics": ["project", "name", "purpose", "beneficiary_scope", "beneficiary_count", "beneficiary_choice",
               "charter_clause", "resolution_on"],
    "time": ["starts_on", "ends_on", "emergency", "modes", "divisions"],
    "uses": ["goal_fen", "uses.name", "uses.kind", "uses.amount", "aid"],
    "account": ["account", "platforms", "official_site", "responsible_person", "contact_phone", "office_address"],
    "partner": ["has_partner"],
    "surplus": ["surplus"],
}  # fmt: skip


def test_a_plan_walks_from_the_wizard_to_its_number(picture):
    registrar = office()
    house = qualified_charity(registrar)
    platform()
    typed = typed_plan(project_of(house))
    client = browser(house.project_officer)
    code = begin(client, house)

    for step, keys in STEPS.items():
        files = {}
        if step == "basics":
            files["file.resolution"] = SimpleUploadedFile("理事会决议.jpg", picture)
        answer = send_step(client, house, code, step, {key: typed[key] for key in keys}, **files)
        assert answer.status_code == 302, answer.content.decode()[:2000]

    review = client.get(f"/work/{house.uscc}/cases/drafts/{code}/review/")
    assert "理事会决议.jpg" in review.content.decode()
    sent = client.post(f"/work/{house.uscc}/cases/drafts/{code}/review/")
    assert sent.status_code == 302
    case = Case.objects.get()
    assert sent.url == f"/work/{house.uscc}/cases/{case.code}/"

    officer = browser(registrar.officer)
    queue = officer.get(f"/desk/{registrar.uscc}/")
    assert case.code in queue.content.decode()
    page = officer.get(f"/desk/{registrar.uscc}/cases/{case.code}/")
    assert "从江县12所村小的在校学生" in page.content.decode()
    confirm = officer.get(f"/desk/{registrar.uscc}/cases/{case.code}/file/")
    assert confirm.status_code == 200
    done = officer.post(
        f"/desk/{registrar.uscc}/cases/{case.code}/file/",
        {"version": case.version, "service_way": "platform"},
    )
    assert done.status_code == 302
    case.refresh_from_db()
    assert plan_by_number(case.result_key).name == "山里孩子的一餐热饭（2027春季）"
    told = client.get(f"/work/{house.uscc}/cases/{case.code}/").content.decode()
    assert case.result_key in told


def test_a_date_too_early_is_told_at_the_field_with_the_earliest_good_day():
    registrar = office()
    house = qualified_charity(registrar)
    client = browser(house.project_officer)
    code = begin(client, house)
    send_step(client, house, code, "time", {"starts_on": "2026-12-03", "ends_on": "2027-06-30"})

    page = client.get(f"/work/{house.uscc}/cases/drafts/{code}/time/")

    text = page.content.decode()
    assert "2026-12-04" in text
    assert 'aria-invalid="true"' in text
    changed = send_step(client, house, code, "time", {"set.starts_on": "2026-12-04"})
    assert changed.url.endswith("/time/")
    page = client.get(f"/work/{house.uscc}/cases/drafts/{code}/time/")
    assert 'value="2026-12-04"' in page.content.decode()


def test_a_refused_file_is_told_at_its_field_and_the_text_is_kept():
    house = qualified_charity(office())
    client = browser(house.project_officer)
    code = begin(client, house)

    answer = send_step(
        client,
        house,
        code,
        "basics",
        {"name": "一餐热饭"},
        **{"file.resolution": SimpleUploadedFile("a.pdf", b"MZ not a pdf")},
    )

    assert answer.status_code == 422
    assert "file-resolution-error" in answer.content.decode()
    assert 'value="一餐热饭"' in answer.content.decode()


def test_autosave_answers_with_the_panel_and_the_next_revision():
    house = qualified_charity(office())
    client = browser(house.project_officer)
    code = begin(client, house)
    url = f"/work/{house.uscc}/cases/drafts/{code}/time/save/"

    saved = client.post(url, {"revision": "1", "starts_on": "2026-12-04"})
    again = client.post(url, {"revision": "1", "starts_on": "2026-12-05"})

    assert saved.status_code == 200
    assert 'value="2"' in saved.content.decode()
    assert again.status_code == 409
    assert Draft.objects.get().revision == 2


def test_a_page_made_before_another_save_keeps_what_was_typed_and_overwrites_nothing():
    house = qualified_charity(office())
    client = browser(house.project_officer)
    code = begin(client, house)
    url = f"/work/{house.uscc}/cases/drafts/{code}/surplus/"
    client.post(url, {"revision": "1", "surplus": "用于甲项目。", "go": "next"})

    late = client.post(url, {"revision": "1", "surplus": "用于乙项目。", "go": "next"})

    assert late.status_code == 409
    text = late.content.decode()
    assert "用于乙项目。" in text
    assert 'name="revision" id="draft-revision" value="2"' in text
    assert "用于甲项目。" in client.get(url).content.decode()


def test_a_page_may_save_over_its_own_last_saving_but_over_nobody_elses():
    house = qualified_charity(office())
    client = browser(house.project_officer)
    code = begin(client, house)
    url = f"/work/{house.uscc}/cases/drafts/{code}/surplus/"
    typed = {"revision": "1", "page": "YM1", "surplus": "用于甲项目。"}

    saved = client.post(f"{url}save/", typed)
    pressed = client.post(url, {**typed, "go": "next"})
    late = client.post(f"{url}save/", typed)
    other = client.post(url, {**typed, "page": "YM2", "go": "next"})

    assert [answer.status_code for answer in (saved, pressed, late, other)] == [200, 302, 409, 409]


def test_a_review_with_gaps_lists_them_with_links_and_sends_nothing():
    house = qualified_charity(office())
    client = browser(house.project_officer)
    code = begin(client, house)

    answer = client.post(f"/work/{house.uscc}/cases/drafts/{code}/review/")

    assert answer.status_code == 422
    assert f"/cases/drafts/{code}/surplus/#id_surplus" in answer.content.decode()
    assert not Case.objects.exists()


def test_an_organisation_that_may_not_start_is_told_why_before_it_begins():
    house = charity(office())
    client = browser(house.project_officer)

    listed = client.get(f"/work/{house.uscc}/cases/").content.decode()
    refused = client.get(f"/work/{house.uscc}/cases/new/fundraising.filing/")

    assert "art 22" in listed or "第二十二条" in listed
    assert refused.status_code == 403


def test_pages_of_another_organisation_are_not_found():
    registrar = office()
    house, other = qualified_charity(registrar), qualified_charity(registrar, "苗岭儿童关爱基金会")
    code = begin(browser(house.project_officer), house)
    stranger = browser(other.project_officer)

    assert stranger.get(f"/work/{other.uscc}/cases/drafts/{code}/basics/").status_code == 404
    assert stranger.get(f"/work/{house.uscc}/cases/drafts/{code}/basics/").status_code == 404
    assert stranger.get(f"/desk/{registrar.uscc}/").status_code == 404
    assert stranger.post(f"/work/{other.uscc}/cases/drafts/{code}/discard/").status_code == 404


def test_nobody_signed_in_is_led_to_the_sign_in():
    house = qualified_charity(office())

    answer = Client().get(f"/work/{house.uscc}/cases/")

    assert answer.status_code == 302
    assert "next=" in answer.url


def test_an_old_draft_is_removed_and_a_touched_one_kept():
    from qianshan.mechanisms.cases.drafts import remove_old_drafts

    house = qualified_charity(office())
    begin(browser(house.project_officer), house)

    assert remove_old_drafts(AT + timedelta(days=89)) == 0
    assert remove_old_drafts(AT + timedelta(days=91)) == 1
