import hashlib
import json
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from qianshan.disclosure.api import report
from qianshan.disclosure.commands.report import canonical
from qianshan.disclosure.models import Draft, Report
from qianshan.mechanisms.calendar import clock
from tests.worlds.disclosing import FIRST_DUE, TEXTS, at, running_plan
from tests.worlds.sign_in import browser

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 15)


@pytest.fixture
def world(tmp_path, settings):
    settings.FILES_DIR = tmp_path
    with clock.set_to(at(DAY)):
        yield running_plan()


def address(world, rest=""):
    return f"/work/{world.house.uscc}/disclosures/{rest}"


def typed(revision=0, **changed):
    return {"revision": revision, "as_of": "2026-06-14", **TEXTS, **changed}


def text_of(response, status=200):
    assert response.status_code == status, response.content.decode()[:2000]
    return response.content.decode()


def test_the_list_shows_what_is_owed_by_when_and_by_which_article(world):
    page = text_of(browser(world.house.head).get(address(world)))

    assert "公开募捐情况（第1期）" in page
    assert "2026-06-16" in page
    assert "《慈善法》第七十九条" in page
    assert "写报告" in page


def test_from_writing_to_the_public_page_without_script(world):
    head = browser(world.house.head)
    key = world.duty_key

    page = text_of(head.get(address(world, f"{key}/")))
    assert "1,000.00" in page  # the ledger block stands above the form

    answer = head.post(address(world, f"{key}/"), typed(preview="1"))
    assert answer.headers["Location"].endswith("/preview/")
    page = text_of(head.get(answer.headers["Location"]))
    assert "按账上" not in page
    assert "公开后" in page

    answer = head.post(answer.headers["Location"], {"revision": 1})
    public = text_of(browser().get(answer.headers["Location"]))
    assert "公开募捐情况（第1期）" in public
    assert TEXTS["use"] in public
    assert "400.00" in public
    assert "按时" in public
    assert Report.objects.count() == 1


def test_an_amount_that_contradicts_the_books_stops_the_button_and_the_command(world):
    head = browser(world.house.head)
    key = world.duty_key
    head.post(
        address(world, f"{key}/"),
        typed(preview="1", use="本期已拨付999.00元，用于三所村小的春季餐费和食材。"),
    )

    page = text_of(head.get(address(world, f"{key}/preview/")))
    assert "999.00元" in page
    assert "400.00元" in page
    assert "disabled" in page

    refused = head.post(address(world, f"{key}/preview/"), {"revision": 1})
    assert "999.00元" in text_of(refused, 422)
    assert not Report.objects.exists()


def test_a_half_written_report_is_kept(world):
    head = browser(world.house.head)
    head.post(address(world, f"{world.duty_key}/"), typed(save="1", next=""))

    assert Draft.objects.get().sections["next"] == ""
    assert "下一步安排" in text_of(head.get(address(world, f"{world.duty_key}/preview/")))


def test_a_day_that_is_not_over_is_refused_at_its_field(world):
    head = browser(world.house.head)
    head.post(address(world, f"{world.duty_key}/"), typed(preview="1", as_of="2026-06-15"))

    page = text_of(head.post(address(world, f"{world.duty_key}/preview/"), {"revision": 1}), 422)

    assert "今天还没有过完" in page


def test_what_is_no_date_is_said_at_the_field(world):
    page = text_of(
        browser(world.house.head).post(address(world, f"{world.duty_key}/"), typed(as_of="soon")), 422
    )

    assert 'aria-invalid="true"' in page


def test_a_second_window_is_told(world):
    head = browser(world.house.head)
    head.post(address(world, f"{world.duty_key}/"), typed(save="1"))

    page = text_of(
        head.post(
            address(world, f"{world.duty_key}/"),
            typed(save="1", use="另一个窗口里写的内容，不应覆盖前一次。"),
        ),
        422,
    )

    assert "另一个窗口" in page
    assert Draft.objects.get().sections["use"] == TEXTS["use"]


def picture():
    file = BytesIO()
    Image.new("RGB", (64, 48), "navy").save(file, "PNG")
    return SimpleUploadedFile("饭堂.png", file.getvalue(), "image/png")


def test_a_picture_needs_consent_and_stands_on_the_public_page(world):
    head = browser(world.house.head)
    key = world.duty_key
    head.post(address(world, f"{key}/"), typed(save="1", picture=picture(), caption="加榜乡中心小学的食堂"))
    page = text_of(head.get(address(world, f"{key}/preview/")))
    assert "认不出未成年人" in page
    assert head.get(address(world, f"{key}/pictures/1/")).status_code == 200

    head.post(address(world, f"{key}/"), typed(revision=2, save="1", consent="on"))
    answer = head.post(address(world, f"{key}/preview/"), {"revision": 3})
    code = Report.objects.get().code
    public = text_of(browser().get(answer.headers["Location"]))
    assert "加榜乡中心小学的食堂" in public
    shown = browser().get(f"/reports/{code}/v1/pictures/1/")
    assert (shown.status_code, shown.headers["Content-Type"].split("/")[0]) == (200, "image")
    assert browser().get(f"/reports/{code}/v1/pictures/2/").status_code == 404


def test_a_file_that_is_no_picture_is_refused_at_its_field(world):
    file = SimpleUploadedFile("a.png", b"MZ not a picture", "image/png")

    page = text_of(
        browser(world.house.head).post(address(world, f"{world.duty_key}/"), typed(save="1", picture=file)),
        422,
    )

    assert "a.png" in page


def test_a_correction_shows_what_stood_before(world):
    head = browser(world.house.head)
    world.write(DAY)
    code = world.publish(DAY)
    answer = head.post(address(world, f"{world.duty_key}/correct/"))
    page = text_of(head.get(answer.headers["Location"]))
    assert "更正说明" in page
    head.post(
        address(world, f"{world.duty_key}/"),
        typed(
            revision=1,
            preview="1",
            note="受益学校应为四所，原写三所。",
            use="向从江县四所村小拨付了春季学期的餐费，学校每日公示。",
        ),
    )
    head.post(address(world, f"{world.duty_key}/preview/"), {"revision": 2})

    public = text_of(browser().get(f"/reports/{code}/"))
    assert "受益学校应为四所" in public
    assert "四所村小" in public
    before = text_of(browser().get(f"/reports/{code}/v1/"))
    assert "三所村小" in before
    assert "这一版已经更正" in before
    assert browser().get(f"/reports/{code}/v3/").status_code == 404


def test_the_data_can_be_hashed_again(world):
    world.write(DAY)
    code = world.publish(DAY)

    data = browser().get(f"/reports/{code}.json").json()

    version = data["versions"][0]
    assert hashlib.sha256(canonical(version["content"])).hexdigest() == version["sha256"]
    assert version["content"]["figures"]["received_fen"] == 100_000
    plain = json.dumps(version["content"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert hashlib.sha256(plain.encode()).hexdigest() == report(code).latest.sha256


def test_late_is_red_for_everybody(world):
    late_day = FIRST_DUE + timedelta(days=4)
    with clock.set_to(at(late_day)):
        page = text_of(browser(world.house.head).get(address(world)))
        assert "逾期4天" in page.replace(" ", "")
        desk = text_of(browser(world.registrar.officer).get(f"/desk/{world.registrar.uscc}/disclosures/"))
        assert "黔山助学基金会" in desk
        world.write(late_day, as_of=date(2026, 6, 16))
        code = world.publish(late_day)
        assert "迟延4天" in text_of(browser().get(f"/reports/{code}/"))
        assert "迟延4天" in text_of(browser().get("/reports/"))


def test_pages_speak_english_under_en(world):
    world.write(DAY)
    code = world.publish(DAY)

    page = text_of(browser().get(f"/en/reports/{code}/"))

    assert "Report on the fundraising, no. 1" in page
    assert "on time" in page


@pytest.mark.parametrize("rest", ["", "{key}/", "{key}/preview/", "{key}/correct/", "{key}/pictures/1/"])
def test_others_find_nothing_and_nobody_is_led_to_the_sign_in_page(world, rest):
    other = running_plan("乌蒙关爱协会")
    place = address(world, rest.format(key=world.duty_key))

    nobody = browser().get(place)
    assert nobody.status_code in {302, 405}
    assert browser(other.house.head).get(place).status_code in {404, 405}
    assert browser(other.house.head).post(place, {}).status_code in {404, 405, 403}


def test_a_foreign_duty_in_my_own_workspace_is_not_found(world):
    other = running_plan("乌蒙关爱协会")

    place = f"/work/{other.house.uscc}/disclosures/{world.duty_key}/"

    assert browser(other.house.head).get(place).status_code == 404
    assert browser(other.house.head).post(place, typed(save="1")).status_code == 404


def test_the_project_officer_writes_and_may_not_publish(world):
    officer = browser(world.house.project_officer)
    officer.post(address(world, f"{world.duty_key}/"), typed(preview="1"))

    page = text_of(officer.get(address(world, f"{world.duty_key}/preview/")))
    assert "disabled" in page
    assert officer.post(address(world, f"{world.duty_key}/preview/"), {"revision": 1}).status_code == 403
    assert not Report.objects.exists()


def test_a_list_of_reports_costs_the_same_however_many(world, django_assert_max_num_queries):
    world.write(DAY)
    world.publish(DAY)
    running_plan("乌蒙关爱协会")
    with django_assert_max_num_queries(8):
        browser().get("/reports/")
    head = browser(world.house.head)
    with django_assert_max_num_queries(28):
        head.get(address(world))
