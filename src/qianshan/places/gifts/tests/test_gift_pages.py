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
from tests.worlds.giving import GIVEN_AT, open_for_gifts

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
