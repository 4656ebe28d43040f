"""Whatever happens in whatever order: orders, budget lines and the fund's figures say the same."""

from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st

from qianshan.mechanisms.acts.api import Actor, Refusal
from qianshan.mechanisms.ledger.api import fund_figures
from qianshan.spending.api import OrderState, budget_of, cancel_order, send_batch
from qianshan.spending.commands.answers import Answer, answer
from qianshan.spending.commands.batches import note_fate
from qianshan.spending.commands.denials import settle_denials
from qianshan.spending.commands.results import LineResult, take_result
from qianshan.spending.invariants import orders_and_outflows
from qianshan.spending.models import Batch, PaymentOrder, Recipient
from qianshan.spending.types import LEFT, LIVE, Way
from tests.worlds.organisations import AT, by_system, office, qualified_charity
from tests.worlds.spending import purse

ACCOUNT = "6222021234567890"
LINK = Actor.link("confirm", at=AT)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "reserve",
                "reserve",
                "cancel",
                "send",
                "refuse",
                "paid",
                "paid",
                "failed",
                "yes",
                "yes",
                "no",
                "settle",
            ]
        ),
        st.integers(0, 5),
        st.integers(1, 3_000_000),
    ),
    min_size=4,
    max_size=14,
)


def _pick(rows, number):
    return rows[number % len(rows)] if rows else None


def _orders(*states):
    return list(PaymentOrder.objects.filter(state__in=states).order_by("pk"))


class _World:
    """One purse and the verbs of a history; a refusal changes nothing."""

    def __init__(self):
        registrar = office()
        self.money = purse(qualified_charity(registrar), registrar, 5_000_000)

    def step(self, verb, number, amount):
        try:
            getattr(self, verb)(number, amount)
        except Refusal:
            return

    def reserve(self, number, amount):
        name = ("食材与加工", "厨房设备", "项目管理")[number % 3]
        self.money.reserved(amount, line_id=self.money.line(name))

    def cancel(self, number, _amount):
        row = _pick(_orders(OrderState.RESERVED), number)
        if row:
            cancel_order(code=row.code, version=row.version, reason="x", by=self.money.approver.at())

    def send(self, _number, _amount):
        codes = [row.code for row in _orders(OrderState.RESERVED)]
        send_batch(codes=codes, by=self.money.cashier.at())

    def refuse(self, number, _amount):
        batch = _pick(list(Batch.objects.filter(state="waiting").order_by("pk")), number)
        if batch:
            note_fate(code=batch.code, their_ref="", refusal="x", by=by_system())

    def paid(self, number, amount):
        self._result(number, "S", amount)

    def failed(self, number, amount):
        self._result(number, "F", amount)

    def _result(self, number, state, amount):
        row = _pick(_orders(OrderState.SENT, OrderState.PAID, OrderState.FAILED), number)
        if row:
            wrong = amount % 7 == 0
            fen = row.amount_fen - wrong
            line = LineResult(row.code, ACCOUNT, fen, state, "TX" if state == "S" else "", date(2026, 11, 24))
            take_result(batch_code=row.batch.code, lines=[line, line][: 1 + amount % 2], by=by_system())

    def yes(self, number, _amount):
        self._answer(number, arrived=True)

    def no(self, number, _amount):
        self._answer(number, arrived=False)

    def _answer(self, number, *, arrived):
        row = _pick(list(Recipient.objects.filter(state="asked").order_by("pk")), number)
        if row:
            answer(recipient_code=row.code, said=Answer(arrived, "x"), way=Way.LINK, by=LINK)

    def settle(self, number, _amount):
        row = _pick(_orders(OrderState.DENIED), number)
        if row:
            settle_denials(order_code=row.code, case_code="BA", by=by_system())

    def check(self):
        figures = fund_figures(self.money.plan.fund_id)
        rows = list(PaymentOrder.objects.filter(charity_id=self.money.house.charity_id))
        assert figures.reserved == sum(r.amount_fen for r in rows if r.state in LIVE)
        assert figures.paid == sum(r.amount_fen for r in rows if r.state in LEFT)
        assert figures.confirmed == sum(r.amount_fen for r in rows if r.state == OrderState.CONFIRMED)
        assert figures.received == figures.reserved + figures.free
        for line in budget_of([self.money.plan.id]):
            assert 0 <= line.confirmed_fen <= line.paid_fen <= line.reserved_fen <= line.amount_fen
        assert orders_and_outflows() == []


@pytest.mark.django_db
@how(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(steps=STEPS)
def test_orders_lines_and_fund_say_the_same_after_any_history(tmp_path_factory, settings, steps):
    settings.FILES_DIR = tmp_path_factory.mktemp("files")
    mark = transaction.savepoint()
    try:
        world = _World()
        for verb, number, amount in steps:
            world.step(verb, number, amount)
        world.check()
    finally:
        transaction.savepoint_rollback(mark)
