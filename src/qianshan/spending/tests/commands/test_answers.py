"""Beneficiaries say it arrived or not; a denial opens a case and stops the next instalment."""

import io
import threading
from datetime import date, timedelta

import pytest
from django.db import connection

from qianshan.mechanisms.access.api import look_at_link
from qianshan.mechanisms.acts.api import Actor, BadInput, NotFound, WrongState
from qianshan.mechanisms.cases.api import Ruling, accept_case, case_file, decide, propose, sign
from qianshan.mechanisms.documents.api import examine
from qianshan.mechanisms.documents.tests.samples import jpeg_with_place
from qianshan.mechanisms.law.kernel import ChecksFailed
from qianshan.mechanisms.ledger.api import fund_figures
from qianshan.mechanisms.notices.models import Notice
from qianshan.mechanisms.sealed.api import newest, unseal_for_system
from qianshan.mechanisms.translog.models import Leaf
from qianshan.spending.api import PayeeEntry, RecipientWish, answers_of, enter_payee, send_batch, sign_second
from qianshan.spending.commands.answers import AgentAnswer, Answer, answer, answer_as_agent
from qianshan.spending.commands.denials import read_denial
from qianshan.spending.commands.results import LineResult, take_result
from qianshan.spending.models import Denial, Recipient
from qianshan.spending.types import Way
from tests.worlds.organisations import AT, by_system, later, office, qualified_charity
from tests.worlds.spending import order, phone, purse

ACCOUNT = "6222021234567890"
LATER = AT + timedelta(days=2)
LINK = Actor.link("confirm", at=LATER)
YES, NO = Answer(arrived=True), Answer(arrived=False, words="只收到一半的米")


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.FILES_DIR = tmp_path


def _money():
    registrar = office()
    return purse(qualified_charity(registrar), registrar)


@pytest.fixture
def money(db):
    return _money()


def _pay(money, *codes):
    batch = send_batch(codes=codes, by=money.cashier.at())
    lines = [LineResult(c, ACCOUNT, order(c).amount_fen, "S", f"TX{c}", date(2026, 11, 25)) for c in codes]
    take_result(batch_code=batch, lines=lines, by=by_system(AT + timedelta(days=1)))


def _asked(code):
    return list(Recipient.objects.filter(order__code=code).order_by("pk").values_list("code", flat=True))


def _photo():
    class Sent(io.BytesIO):
        name, size = "签收单.jpg", 1

    return examine(Sent(jpeg_with_place()), field="photo")


def test_an_order_is_confirmed_when_every_household_says_yes(money):
    code = money.reserved(100_000)
    _pay(money, code)
    first, second = _asked(code)

    answer(recipient_code=first, said=YES, way=Way.LINK, by=LINK)
    assert order(code).state == "paid"
    answer(recipient_code=second, said=YES, way=Way.SMS, by=LINK)

    row = order(code)
    assert (row.state, row.confirmed_on) == ("confirmed", date(2026, 11, 26))
    assert fund_figures(money.plan.fund_id).confirmed == 100_000
    found = answers_of([row.pk])[row.pk]
    assert (found.asked, found.by_link, found.by_sms, found.by_agent) == (2, 1, 1, 0)
    assert Leaf.objects.filter(kind="payment.confirmed", key=code).count() == 1


def test_an_answer_is_given_once_and_only_after_payment(money):
    code = money.reserved(100_000)
    first = _asked(code)[0]
    with pytest.raises(WrongState):
        answer(recipient_code=first, said=YES, way=Way.LINK, by=LINK)
    _pay(money, code)

    answer(recipient_code=first, said=YES, way=Way.LINK, by=LINK)

    with pytest.raises(WrongState):
        answer(recipient_code=first, said=NO, way=Way.LINK, by=LINK)
    with pytest.raises(NotFound):
        answer(recipient_code="SY000000000000", said=YES, way=Way.LINK, by=LINK)


def test_the_link_stands_in_the_message_to_the_phone_and_nowhere_else(money):
    code = money.reserved(100_000)
    _pay(money, code)

    notice = Notice.objects.filter(template="spending.ask").first()
    text = unseal_for_system("notice", bytes(notice.sealed))
    token = text.split("/l/confirm/")[1].split("/")[0]
    assert look_at_link(token, "confirm", LATER).object_key in _asked(code)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM spending_recipient r WHERE r::text LIKE %s", [f"%{token}%"])
        assert cursor.fetchone()[0] == 0


def test_a_denial_opens_a_case_with_the_authority_and_stops_the_next_instalment(money):
    code = money.reserved(100_000)
    _pay(money, code)

    answer(recipient_code=_asked(code)[0], said=NO, way=Way.LINK, by=LINK)

    denial = Denial.objects.get()
    case = case_file(denial.case_code, on=LATER.date(), authority_id=money.registrar.organisation_id)
    assert case.row.state == "submitted"
    assert order(code).state == "denied"
    with pytest.raises(ChecksFailed) as failed:
        money.signed(50_000)
    assert code in str(failed.value)


def test_a_denial_blocks_a_second_signature_that_was_waiting(money):
    code = money.reserved(100_000)
    waiting = money.signed(50_000)
    _pay(money, code)
    answer(recipient_code=_asked(code)[0], said=NO, way=Way.LINK, by=LINK)

    with pytest.raises(ChecksFailed):
        sign_second(code=waiting, version=2, reason="x", by=money.approver.at(LATER))


def test_other_lines_and_payees_go_on(money):
    code = money.reserved(100_000)
    _pay(money, code)
    answer(recipient_code=_asked(code)[0], said=NO, way=Way.LINK, by=LINK)

    other = enter_payee(
        entry=PayeeEntry(kind="unit", name="从江厨具店", account="62220212345001", bank_name="农信社"),
        by=money.drafter.at(),
    )

    assert order(money.reserved(10_000, payee_code=other, line_id=money.line("厨房设备"))).state == "reserved"


def test_a_denial_needs_words_and_they_are_read_by_the_authority_with_an_act(money):
    code = money.reserved(100_000)
    _pay(money, code)
    first = _asked(code)[0]

    with pytest.raises(BadInput) as refused:
        answer(recipient_code=first, said=Answer(arrived=False), way=Way.LINK, by=LINK)
    assert refused.value.field == "words"
    answer(recipient_code=first, said=NO, way=Way.LINK, by=LINK)

    denial = Denial.objects.get()
    said = read_denial(denial_id=denial.pk, reason="核查", by=money.registrar.officer.at(LATER))
    assert said == "只收到一半的米"
    with pytest.raises(NotFound):
        read_denial(denial_id=denial.pk, reason="好奇", by=money.accountant.at(LATER))


def test_the_authority_lets_payments_go_on_and_the_no_stays_a_no(money):
    code = money.reserved(100_000)
    _pay(money, code)
    first, second = _asked(code)
    answer(recipient_code=first, said=NO, way=Way.LINK, by=LINK)
    case = Denial.objects.get().case_code

    _grant(money, case)

    assert order(code).state == "paid"
    assert Denial.objects.get().upheld is False
    assert order(money.reserved(50_000, at=later(4))).state == "reserved"
    answer(recipient_code=second, said=YES, way=Way.LINK, by=LINK)
    assert order(code).state == "paid"
    assert fund_figures(money.plan.fund_id).confirmed == 0


def _grant(money, case):
    registrar = money.registrar

    def version():
        return case_file(case, on=LATER.date(), authority_id=registrar.organisation_id).row.version

    accept_case(code=case, version=version(), by=registrar.officer.at(later(3)))
    propose(
        code=case, version=version(), verdict="grant", opinion="已补发", by=registrar.officer.at(later(3))
    )
    sign(code=case, version=version(), opinion="同意", by=registrar.reviewer.at(later(3)))
    decide(code=case, version=version(), ruling=Ruling("已补发"), by=registrar.decider.at(later(3)))


def test_two_denials_of_one_order_are_one_case(money):
    code = money.reserved(100_000)
    _pay(money, code)

    for recipient in _asked(code):
        answer(recipient_code=recipient, said=NO, way=Way.LINK, by=LINK)

    assert len(set(Denial.objects.values_list("case_code", flat=True))) == 1
    assert Denial.objects.count() == 2


def test_a_village_agent_answers_with_name_reason_and_photo_and_is_shown_as_such(money):
    code = money.reserved(100_000, recipients=(RecipientWish("吴老岩", phone(), by_agent=True),))
    _pay(money, code)
    recipient = _asked(code)[0]

    with pytest.raises(WrongState):
        answer(recipient_code=recipient, said=YES, way=Way.LINK, by=LINK)
    with pytest.raises(BadInput):
        answer_as_agent(recipient_code=recipient, said=AgentAnswer(YES, "石明", " ", _photo()), by=LINK)
    answer_as_agent(
        recipient_code=recipient, said=AgentAnswer(YES, "石明", "老人没有手机", _photo()), by=LINK
    )

    row = order(code)
    assert row.state == "confirmed"
    assert answers_of([row.pk])[row.pk].by_agent == 1
    kept = Recipient.objects.get(code=recipient)
    assert kept.agent_reason == "老人没有手机"
    assert kept.photo.sealed == "system"


def test_a_number_serves_five_households_and_not_a_sixth(money):
    number = phone()
    five = tuple(RecipientWish(f"户{n}", number) for n in range(5))

    money.drafted(recipients=five)
    money.drafted(recipients=five[:2])

    with pytest.raises(BadInput, match="5 households"):
        money.drafted(recipients=(RecipientWish("第六户", number),))
    with pytest.raises(BadInput, match="5 households"):
        money.drafted(recipients=tuple(RecipientWish(f"组{n}", "13912340000") for n in range(6)))


def test_staff_of_the_charity_do_not_confirm(money):
    own = newest(money.cashier.person_id, "phone")

    with pytest.raises(BadInput, match="own people"):
        money.drafted(recipients=(RecipientWish("杨胜花", own),))


@pytest.mark.parametrize(
    ("wish", "why"),
    [
        (RecipientWish("", "13912345678"), "a name"),
        (RecipientWish("杨胜花", "12345"), "11 digits"),
        (RecipientWish("杨胜花", "13912345678", people=0), "people"),
    ],
)
def test_a_wrong_recipient_is_named_by_its_line(money, wish, why):
    with pytest.raises(BadInput, match=why) as refused:
        money.drafted(recipients=(RecipientWish("吴老岩", phone()), wish))
    assert "Line 2" in str(refused.value)


def test_a_household_stands_once_in_an_order(money):
    with pytest.raises(BadInput, match="twice"):
        money.drafted(recipients=(RecipientWish("杨胜花", "13912345678"),) * 2)


def test_two_last_answers_at_once_confirm_once(fresh_db, settings, tmp_path):
    money = _money()
    code = money.reserved(100_000)
    _pay(money, code)
    gate, outcomes = threading.Barrier(2), []

    def work(recipient):
        gate.wait()
        try:
            answer(recipient_code=recipient, said=YES, way=Way.LINK, by=LINK)
            outcomes.append("done")
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(one,)) for one in _asked(code)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert outcomes == ["done", "done"]
    assert order(code).state == "confirmed"
    assert fund_figures(money.plan.fund_id).confirmed == 100_000


def test_the_same_answer_twice_at_once_counts_once(fresh_db, settings, tmp_path):
    money = _money()
    code = money.reserved(100_000)
    _pay(money, code)
    gate, outcomes = threading.Barrier(2), []

    def work(said):
        gate.wait()
        try:
            answer(recipient_code=_asked(code)[0], said=said, way=Way.LINK, by=LINK)
            outcomes.append("done")
        except WrongState:
            outcomes.append("known")
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(one,)) for one in (YES, NO)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["done", "known"]
