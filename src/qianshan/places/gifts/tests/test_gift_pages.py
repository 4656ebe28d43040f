"""The donor's gift page: through his link or phone, with parts that sum to the gift."""

import re

import pytest
from django.urls import reverse
from django.utils.translation import override

from qianshan.giving.commands.telling import tell_booked
from qianshan.giving.models import Batch, GiftRefund
from qianshan.mechanisms.acts.api import Actor
from qianshan.mechanisms.calendar.clock import set_to
from qianshan.mechanisms.ledger.api import DoesNotAddUp
from qianshan.mechanisms.notices.models import Notice
from qianshan.places.gifts import pages, parts
from qianshan.spending.api import Answers, PayeeEntry, UseView, enter_payee, set_budget
from tests.worlds.giving import GIVEN_AT, open_for_gifts
from tests.worlds.spending import KITCHEN, LINES, Purse, known_staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_that_day():
    with set_to(GIVEN_AT), override("zh-hans"):
        yield


def _link_of(code, world):
    """The link as the donor's SMS carries it."""
    import json

    from qianshan.mechanisms.sealed.api import unseal_for_system

    tell_booked(batch_id=Batch.objects.latest("id").pk, by=Actor.job("tests", at=GIVEN_AT))
    sealed = Notice.objects.get(dedupe_key=f"giving.booked:{code}").sealed
    return json.loads(unseal_for_system("notice", bytes(sealed)))["values"]["link"]


def _opened(client, world, amount_fen=10_000):
    code = world.given(amount_fen, phone="13812345678")
    path = re.sub(r"^https?://[^/]+", "", _link_of(code, world))
    answer = client.post(path)
    return code, answer


def test_the_link_leads_to_the_gift(client):
    world = open_for_gifts()

    code, answer = _opened(client, world)

    assert answer["Location"] == reverse("gifts:gift", args=[code])
    page = client.get(answer["Location"]).content.decode()
    assert "100.00" in page
    assert "94.00" in page
    assert "6.00" in page


def test_nobody_else_sees_it(client):
    world = open_for_gifts()
    code = world.given(10_000, phone="13812345678")

    for name in ("gifts:gift", "gifts:refund", "gifts_plain:json", "gifts_plain:proof"):
        assert client.get(reverse(name, args=[code])).status_code == 404


def test_a_donor_is_told_once(client):
    world = open_for_gifts()
    code = world.given(10_000, phone="13812345678")
    _link_of(code, world)

    tell_booked(batch_id=Batch.objects.latest("id").pk, by=Actor.job("tests", at=GIVEN_AT))

    assert Notice.objects.filter(template="giving.booked").count() == 1


def test_the_json_sums_to_the_gift(client):
    world = open_for_gifts()
    code, _answer = _opened(client, world, 10_001)

    told = client.get(reverse("gifts_plain:json", args=[code])).json()

    assert told["amount_fen"] == 10_001
    assert sum(part["fen"] for part in told["parts"]) == 10_001
    assert {part["lane"] for part in told["parts"]} == {"cost", "programme"}


def test_parts_that_do_not_sum_raise(client, monkeypatch):
    world = open_for_gifts()
    code, _answer = _opened(client, world)
    true_trace = parts.trace_gift
    monkeypatch.setattr(
        parts,
        "trace_gift",
        lambda inflow_id: type(found := true_trace(inflow_id))(
            found.inflow_id, found.fund_id, found.amount_fen, found.received_at, found.parts[:1], found.via
        ),
    )

    with pytest.raises(DoesNotAddUp):
        client.get(reverse("gifts:gift", args=[code]))


def test_taking_back_says_how_much_is_left(client):
    world = open_for_gifts()
    code, _answer = _opened(client, world)
    url = reverse("gifts:refund", args=[code])

    assert 'value="100.00"' in client.get(url).content.decode()
    refused = client.post(url, {"amount": "100.01"})
    assert refused.status_code == 422
    assert "100.00" in refused.content.decode()
    done = client.post(url, {"amount": "40", "reason": ""})

    assert done["Location"] == reverse("gifts:gift", args=[code])
    assert GiftRefund.objects.get().amount_fen == 4000
    assert "退回中" in client.get(done["Location"]).content.decode()
    assert client.post(url, {"amount": "60.01"}).status_code == 422


def test_every_piece_of_the_bar_can_be_seen():
    found = pages.pieces([parts.Sum("paid", "", 1), parts.Sum("waiting", "", 99_999)], 100_000)

    assert [(piece.x, piece.width) for piece in found] == [(0, 8), (8, 992)]


def _purse(world):
    """The same plan with a budget and the people who pay."""
    at = GIVEN_AT
    accountant = known_staff(world.house.organisation_id, "陈丽华", "accountant", at=at)
    drafter = known_staff(world.house.organisation_id, "罗军", "project_officer", at=at)
    set_budget(plan_id=world.plan.id, lines=LINES, reason="按备案方案", by=accountant.at(at))
    entry = PayeeEntry(kind="unit", name=KITCHEN, account="6222021234567890", bank_name="工商银行从江支行")
    payee = enter_payee(entry=entry, by=drafter.at(at))
    approver = known_staff(world.house.organisation_id, "周敏", "approver", at=at)
    cashier = known_staff(world.house.organisation_id, "何青", "cashier", at=at)
    return Purse(world.house, world.registrar, world.plan, drafter, accountant, approver, cashier, payee)


def test_the_donor_reads_what_each_part_was_for(client):
    world = open_for_gifts()
    code, _answer = _opened(client, world, 10_000)
    order_code = _purse(world).reserved(5_000, at=GIVEN_AT)

    page = client.get(reverse("gifts:gift", args=[code])).content.decode()
    told = client.get(reverse("gifts_plain:json", args=[code])).json()

    assert "食材与加工" in page
    assert "从江县12所村小九月餐费" in page
    assert KITCHEN in page
    assert "已安排" in page
    assert order_code in page
    assert [(part["step"], part["fen"]) for part in told["parts"]] == [
        ("reserved", 5_000),
        ("waiting", 4_400),
        ("waiting", 600),
    ]


def test_what_was_set_aside_cannot_be_taken_back(client):
    world = open_for_gifts()
    code, _answer = _opened(client, world, 10_000)
    _purse(world).reserved(9_000, at=GIVEN_AT)

    assert 'value="10.00"' in client.get(reverse("gifts:refund", args=[code])).content.decode()


def test_ways_of_confirming_stand_with_their_shares():
    answers = Answers(asked=5, by_link=3, by_agent=1, denied=1)
    use = UseView(
        1, "FK", "餐费", "食材", "A1", "某公司", "", 100, "paid", GIVEN_AT.date(), None, None, answers, 0
    )
    part = parts.PartShown("paid", "", "", 100, "programme", "payment", 1, "FK", None, None, None, 0, use)

    assert [(way.count, way.percent) for way in part.ways] == [(3, "75.0%"), (1, "25.0%")]
