"""From the budget to the beneficiary's yes, by clicks, without script; wrong people see nothing."""

import re
from datetime import date
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from qianshan.mechanisms.calendar import clock
from qianshan.mechanisms.documents.tests.samples import jpeg_with_place, pdf
from qianshan.mechanisms.exchange.api import write_table
from qianshan.mechanisms.notices.models import Notice
from qianshan.mechanisms.sealed.api import unseal_for_system
from qianshan.outside.bank.files import batch_file
from qianshan.spending.api import PaperWish, RecipientWish, send_batch
from qianshan.spending.commands.results import LineResult, take_result
from qianshan.spending.models import Denial, PaymentOrder, Recipient
from qianshan.spending.queries.recipients import asked_by_phone
from tests.worlds.fundraising import filed_plan
from tests.worlds.organisations import AT, by_system, office, qualified_charity
from tests.worlds.sign_in import browser
from tests.worlds.spending import give, known_staff, order, paper, phone, purse

pytestmark = pytest.mark.django_db
NUMBER, CALLED = "6222021234567890", "13985001234"


@pytest.fixture(autouse=True)
def _world(settings, tmp_path):
    settings.FILES_DIR = tmp_path
    with clock.set_to(AT):
        yield


@pytest.fixture
def money():
    registrar = office()
    return purse(qualified_charity(registrar), registrar)


def text_of(response, status=200):
    assert response.status_code == status, response.content.decode()[-3000:]
    return response.content.decode()


def work(money, rest=""):
    return f"/work/{money.house.uscc}/payments/{rest}"


def test_from_the_budget_to_the_beneficiarys_yes():
    registrar = office()
    house = qualified_charity(registrar)
    plan = filed_plan(house, registrar)
    give(plan, 50_000_000)
    base = f"/work/{house.uscc}"
    accountant = browser(known_staff(house.organisation_id, "陈丽华", "accountant"))
    drafter = browser(known_staff(house.organisation_id, "罗军", "project_officer"))
    approver = browser(known_staff(house.organisation_id, "周敏", "approver"))
    cashier = browser(known_staff(house.organisation_id, "何青", "cashier"))

    _budget_by_pages(accountant, plan, base)
    code = _drafted_by_pages(drafter, base)
    _signed_by_pages(accountant, approver, base, code)
    _paid_by_files(cashier, base, code)

    page = text_of(browser().get(f"/payments/{code}/"))
    for words in (
        "从江县12所村小九月餐费",
        "贵州山厨食品有限公司",
        "从江县",
        "1,000.00",
        "合同.pdf",
        "2026-11-25",
    ):
        assert words in page
    assert NUMBER not in page

    village = browser()
    link = _link()
    page = text_of(village.get(link))
    assert "帮扶收到了吗" in page
    answer = village.post(link)
    assert answer.headers["Referrer-Policy"] == "strict-origin"
    page = text_of(village.get(answer.headers["Location"]))
    assert "从江县12所村小九月餐费" in page
    village.post(answer.headers["Location"], {"arrived": "yes"})
    assert order(code).state == "confirmed"
    assert "记为已收到" in text_of(village.get(answer.headers["Location"]))
    assert "受益人已确认" in text_of(browser().get(f"/payments/{code}/"))


def _budget_by_pages(accountant, plan, base):
    page = text_of(accountant.get(f"{base}/budgets/{plan.filing_number}/"))
    assert 'value="食材与加工"' in page
    rows = {"name": [u.name for u in plan.uses], "amount": ["600000", "152000", "24000", "24000"]}
    answer = accountant.post(
        f"{base}/budgets/{plan.filing_number}/",
        {**rows, "cost_class": ["A1", "A2", "M3", "B2"], "reason": "按方案"},
    )
    assert answer.status_code == 302


def _drafted_by_pages(drafter, base):
    answer = drafter.post(
        f"{base}/payments/payees/new/",
        {"kind": "unit", "name": "贵州山厨食品有限公司", "account": NUMBER, "bank_name": "工商银行从江支行"},
    )
    payee = answer.headers["Location"].split("payee=")[1]
    page = text_of(drafter.get(f"{base}/payments/new/?payee={payee}"))
    line = re.search(r'<option value="(\d+)"[^>]*>[^<]*食材与加工', page)[1]
    answer = drafter.post(
        f"{base}/payments/new/",
        {
            "line": line,
            "amount": "1,000.00",
            "payee": payee,
            "purpose": "从江县12所村小九月餐费",
            "division_code": "522633",
            "beneficiaries": "1200",
            "recipients": f"杨胜花 {CALLED} 4\n",
            "contract": SimpleUploadedFile("合同.pdf", pdf(), "application/pdf"),
            "shown": ["contract"],
        },
    )
    assert answer.status_code == 302, text_of(answer)
    return PaymentOrder.objects.get().code


def _signed_by_pages(accountant, approver, base, code):
    page = text_of(accountant.get(f"{base}/payments/{code}/"))
    assert "您是第一签人" in page
    assert CALLED not in page
    assert "杨胜花" not in page
    accountant.post(f"{base}/payments/{code}/first/", {"version": 1, "account_checked": "on"})
    page = text_of(approver.get(f"{base}/payments/{code}/"))
    assert "您是第二签人" in page
    assert "壹仟元整" in page
    approver.post(f"{base}/payments/{code}/second/", {"version": 2, "reason": ""})
    assert order(code).state == "reserved"


def _paid_by_files(cashier, base, code):
    page = text_of(cashier.get(f"{base}/payments/?state=reserved"))
    assert f'value="{code}"' in page
    cashier.post(f"{base}/payments/?state=reserved", {"codes": [code]})
    batch = order(code).batch.code
    file = cashier.get(f"{base}/payments/batches/{batch}.csv")
    assert f",{code},贵州山厨食品有限公司,{NUMBER},".encode() in file.content
    result = write_table(
        [
            ["QSBANK-RESULT-1", batch, "BK1", "1", "20261125100000"],
            ["L", code, NUMBER, "1000.00", "S", "TX1", "20261125095900", "", ""],
        ],
        ["E", "1", "1", "1000.00"],
    )
    answer = cashier.post(f"{base}/payments/batches/result/", {"file": SimpleUploadedFile("r.csv", result)})
    assert answer.status_code == 302, text_of(answer)
    assert order(code).state == "paid"


def _link(template="spending.ask"):
    text = unseal_for_system("notice", bytes(Notice.objects.get(template=template).sealed))
    return urlsplit(re.search(r"http[^\s\"]+", text)[0]).path


def _paid(money, **changes):
    code = money.reserved(100_000, **changes)
    batch = send_batch(codes=[code], by=money.cashier.at())
    line = LineResult(code, NUMBER, 100_000, "S", "TX1", date(2026, 11, 24))
    take_result(batch_code=batch, lines=[line], by=by_system())
    return code


def test_a_denial_shows_at_the_desk_and_stops_the_next_order(money):
    code = _paid(money, recipients=(RecipientWish("杨胜花", CALLED),))
    village = browser()
    target = village.post(_link()).headers["Location"]

    page = text_of(village.post(target, {"arrived": "no", "words": ""}), 422)
    assert "什么没有收到" in page
    village.post(target, {"arrived": "no", "words": "只来了一半的米"})

    officer = browser(money.registrar.officer)
    desk = f"/desk/{money.registrar.uscc}/denials/"
    page = text_of(officer.get(desk))
    assert Denial.objects.get().case_code in page
    assert "只来了一半的米" not in page
    assert "只来了一半的米" in text_of(officer.post(f"{desk}{Denial.objects.get().pk}/read/"))
    public = text_of(browser().get(f"/payments/{code}/"))
    assert "未收到" not in public
    assert "已拨付" in public
    waiting = money.drafted(50_000)
    page = text_of(browser(money.accountant).get(work(money, f"{waiting}/")))
    assert f"付款单 {code} 被受益人否认" in page
    page = text_of(
        browser(money.accountant).post(
            work(money, f"{waiting}/first/"), {"version": 1, "account_checked": "on"}
        ),
        422,
    )
    assert f"付款单 {code} 被受益人否认" in page


def test_a_village_agent_answers_with_a_photo(money):
    code = _paid(money, recipients=(RecipientWish("吴老岩", CALLED, by_agent=True),))
    agent = browser()
    target = agent.post(_link("spending.ask_agent")).headers["Location"]

    page = text_of(agent.get(target))
    assert "吴" in page
    assert "吴老岩" not in page
    values = {"arrived": "yes", "agent": "石明", "reason": "老人没有手机"}
    fake = SimpleUploadedFile("a.jpg", b"<html>", "image/jpeg")
    assert "JPG、PNG、WebP" in text_of(agent.post(target, {**values, "photo": fake}), 422)
    agent.post(target, {**values, "photo": SimpleUploadedFile("a.jpg", jpeg_with_place(), "image/jpeg")})

    assert order(code).state == "confirmed"
    assert "村级代办人" in text_of(browser().get(f"/payments/{code}/"))


def test_wrong_people_find_nothing(money):
    code = _paid(money)
    stranger = browser(
        known_staff(
            qualified_charity(office("遵义市民政局"), "乌江环保中心").organisation_id, "石某", "accountant"
        )
    )
    recipient = Recipient.objects.filter(order__code=code).first().code

    assert stranger.get(work(money, f"{code}/")).status_code == 404
    assert stranger.get(work(money)).status_code == 404
    assert browser().get(work(money, f"{code}/")).status_code == 302
    assert browser().get(f"/confirm/{recipient}/").status_code == 404
    assert browser(money.accountant).get(f"/confirm/{recipient}/").status_code == 404
    assert browser().get(f"/aid/{recipient}/").status_code == 302
    assert browser(money.accountant).post(work(money, "?state=reserved"), {"codes": [code]}).status_code in (
        403,
        422,
    )
    assert browser(money.drafter).get(work(money, "batches/PL000000000000.csv")).status_code in (403, 404)


def test_unpaid_orders_and_private_papers_are_not_public(money):
    reserved = money.reserved(10_000)
    code = _paid(
        money, papers=(PaperWish(paper(), "contract"), PaperWish(paper("names"), "list", public=True))
    )

    assert browser().get(f"/payments/{reserved}/").status_code == 404
    page = text_of(browser().get(f"/payments/{code}/"))
    assert "names.pdf" not in page
    for paper_id in PaymentOrder.objects.get(code=code).documents.values_list("pk", flat=True):
        assert browser().get(f"/payments/{code}/papers/{paper_id}/").status_code == 404
        own = browser(money.accountant).get(work(money, f"{code}/papers/{paper_id}/"))
        assert own["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"amount": "1.234"}, "金额"),
        ({"amount": "0"}, "大于零"),
        ({"recipients": "杨胜花"}, "第 1 行"),
        ({"recipients": "杨胜花 123 4"}, "第 1 行"),
        ({"contract": SimpleUploadedFile("x.pdf", b"%PDF-1.7 broken")}, "打不开"),
        ({"line": "999999"}, "有效"),
    ],
)
def test_a_wrong_draft_names_field_and_rule_and_leaves_nothing(money, typed, words):
    values = {"line": money.line(), "amount": "10", "payee": money.payee, "purpose": "餐费"}

    page = text_of(browser(money.drafter).post(work(money, "new/"), {**values, **typed}), 422)

    assert words in page
    assert not PaymentOrder.objects.exists()


def test_both_languages_and_the_practice_ratio_panel(money):
    code = money.signed(100_000, line_id=money.line("项目管理"), recipients=())
    page = text_of(browser(money.approver).get(work(money, f"{code}/")))
    english = text_of(browser(money.approver).get("/en" + work(money, f"{code}/")))

    assert "管理费用率" in page
    assert "Second signature" in english
    page = text_of(
        browser(money.approver).post(work(money, f"{code}/second/"), {"version": 2, "reason": ""}), 422
    )
    assert "待人工决定" in page


def test_a_result_file_of_a_foreign_batch_is_refused(money):
    _, content = batch_file(
        {
            "batch": "PL1",
            "payer_name": "x",
            "payer_account": "1",
            "lines": [
                {
                    "ref": "FK1",
                    "payee_name": "n",
                    "payee_account": "1",
                    "payee_bank": "b",
                    "amount_fen": 1,
                    "purpose": "p",
                }
            ],
        },
        AT,
    )
    cashier = browser(money.cashier)

    page = text_of(
        cashier.post(work(money, "batches/result/"), {"file": SimpleUploadedFile("r.csv", content)}), 422
    )
    assert "不符合约定的格式" in page


def test_lists_take_few_queries(money, django_assert_max_num_queries):
    for _one in range(5):
        money.drafted()
    client = browser(money.accountant)
    client.get(work(money))

    with django_assert_max_num_queries(25):
        text_of(client.get(work(money)))


def test_the_proof_of_a_phone_shows_what_it_is_asked(money):
    number = phone()
    _paid(money, recipients=(RecipientWish("杨胜花", number),))

    assert [one.purpose for one in asked_by_phone(number)] == ["从江县12所村小九月餐费"]
    assert asked_by_phone(phone()) == []


def test_the_list_filters_and_exports_exactly_what_it_shows(money):
    drafted, signed = money.drafted(1_000), money.signed(2_000)
    client = browser(money.accountant)

    page = text_of(client.get(work(money, "?state=signed")))
    assert signed in page
    assert drafted not in page
    table = b"".join(client.get(work(money, "?state=signed&format=csv")).streaming_content).decode(
        "utf-8-sig"
    )
    assert signed in table
    assert "20.00" in table
    assert drafted not in table
    assert drafted in text_of(client.get(work(money, f"?q={drafted.lower()}")))
    assert client.get(work(money, "?state=nothing")).status_code in (400, 422)
