"""The two worked examples of the tape, fen by fen."""

import pytest

from qianshan.mechanisms.ledger.api import (
    GiftSpent,
    Income,
    InflowKind,
    Lane,
    LaneTooShort,
    Money,
    Refund,
    Transfer,
    TransferKind,
    cancel,
    fund_figures,
    live_stretches,
    receive,
    refund,
    trace_gift,
    transfer,
)
from qianshan.mechanisms.ledger.models import Inflow
from qianshan.mechanisms.ledger.tests.worlds import BY, book, fund, give, parts, spend

COST, PROGRAMME = Lane.COST, Lane.PROGRAMME


def _line(fund_id):
    return list(
        Inflow.objects.filter(fund_id=fund_id).order_by("lo").values_list("lo", "hi", "cost_lo", "cost_hi")
    )


@pytest.mark.django_db
def test_the_example_with_one_lane():
    f, g = fund(a_book := book().id), fund(a_book, "G")

    _, bo, cai = give(f, 100, 50, 200)
    assert [(lo, hi) for lo, hi, _, _ in _line(f)] == [(0, 100), (100, 150), (150, 350)]
    p1 = spend(f, 120)
    assert live_stretches(p1.id) == [(PROGRAMME, 0, 120)]
    with pytest.raises(GiftSpent) as refused:
        refund(refund=Refund(bo, 50), by=BY)
    assert refused.value.remaining_fen == 30
    [back] = refund(refund=Refund(bo, 30), by=BY)
    assert live_stretches(back.id) == [(PROGRAMME, 120, 150)]
    p2 = spend(f, 100)
    assert live_stretches(p2.id) == [(PROGRAMME, 150, 250)]
    cancel(outflow_id=p1.id, by=BY)
    assert live_stretches(p1.id) == []
    p3 = spend(f, 150)
    assert live_stretches(p3.id) == [(PROGRAMME, 0, 120), (PROGRAMME, 250, 280)]
    t = transfer(transfer=Transfer(TransferKind.CHANGE_OF_USE, f, g, 40), by=BY)
    assert live_stretches(t.id) == [(PROGRAMME, 280, 320)]
    assert _line(g) == [(0, 40, 0, 0)]
    p4 = spend(g, 25)

    assert fund_figures(f).free == 30
    assert fund_figures(g).free == 15
    assert parts(trace_gift(bo)) == {("payment", p3.id): 20, ("refund", back.id): 30}
    assert parts(trace_gift(cai)) == {
        ("payment", p2.id): 100,
        ("payment", p3.id): 30,
        ("payment", p4.id): 25,
        ("waiting", None): 45,
    }
    assert {(part.fund_id, part.amount_fen) for part in trace_gift(cai).parts if part.kind == "waiting"} == {
        (g, 15),
        (f, 30),
    }


@pytest.mark.django_db
def test_the_example_with_lanes():
    f, g = fund(a_book := book().id, q_bp=600), fund(a_book, "G")

    give(f, 100, 1)
    receive(income=Income(f, InflowKind.GRANT, 100, Money("1002", "b.in.grant")), by=BY)
    _, eve, fay = give(f, 15, 1, 200)
    assert _line(f) == [
        (0, 100, 0, 6),
        (100, 101, 6, 6),
        (101, 201, 6, 6),
        (201, 216, 6, 6),
        (216, 217, 6, 7),
        (217, 417, 7, 19),
    ]
    p1 = spend(f, 300)
    assert live_stretches(p1.id) == [(PROGRAMME, 0, 300)]
    c1 = spend(f, 10, "M3")
    assert live_stretches(c1.id) == [(COST, 0, 10)]
    with pytest.raises(LaneTooShort) as refused:
        spend(f, 10, "B2")
    assert refused.value.remaining_fen == 9
    assert fund_figures(f).free == 107
    with pytest.raises(GiftSpent) as spent:
        refund(refund=Refund(fay, 150), by=BY)
    assert spent.value.remaining_fen == 107
    [back] = refund(refund=Refund(fay, 60), by=BY)
    assert live_stretches(back.id) == [(COST, 14, 19), (PROGRAMME, 343, 398)]
    cancel(outflow_id=p1.id, by=BY)
    p2 = spend(f, 320)
    assert live_stretches(p2.id) == [(PROGRAMME, 0, 320)]
    left = transfer(transfer=Transfer(TransferKind.LEFTOVER, f, f), by=BY)
    assert live_stretches(left.id) == [(COST, 10, 14)]
    assert _line(f)[-1] == (417, 421, 19, 19)
    t = transfer(transfer=Transfer(TransferKind.CHANGE_OF_USE, f, g, 27), by=BY)
    assert live_stretches(t.id) == [(PROGRAMME, 320, 343), (PROGRAMME, 398, 402)]
    assert _line(g) == [(0, 23, 0, 0), (23, 27, 0, 0)]
    p3 = spend(g, 25)

    assert parts(trace_gift(fay)) == {
        ("payment", p2.id): 110,
        ("payment", p3.id): 25,
        ("payment", c1.id): 3,
        ("refund", back.id): 60,
        ("waiting", None): 2,
    }
    assert parts(trace_gift(eve)) == {("payment", c1.id): 1}
