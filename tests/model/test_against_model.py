"""Random histories on the product and on the naive tape must agree fen by fen, refusals included."""

import itertools
import random
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qianshan.mechanisms.acts.api import Actor, Refusal
from qianshan.mechanisms.ledger import api as ledger
from qianshan.mechanisms.ledger.tests.worlds import whole
from tests.model.naive_tape import COST, PROGRAMME, Refused, World

AT = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)
BY = Actor.job("tests.model", at=AT)
BANK = ledger.Money("1002", "b.out.aid")
SHARES = (0, 600, 1, 9999, 3333, 1200)
_organisations = itertools.count(5_000_000)
_txns = itertools.count()


class Pair:
    """One charity twice: in the product and as objects; every step is done on both and compared."""

    def __init__(self):
        self.world = World()
        book = ledger.open_book(
            organisation_id=next(_organisations), general_name="U", suspense_name="S", by=BY
        )
        self.funds = [book.general_fund_id]
        self.world.tape(unrestricted=True)
        for number, q in enumerate((600, 0, 3333)):
            new = ledger.NewFund(f"F{number}", q_bp=q)
            self.funds.append(ledger.open_fund(book_id=book.id, fund=new, by=BY).id)
            self.world.tape(q=q)
        self.outs, self.gifts, self.inflows = [], [], []
        self.done = 0

    def tape(self, number):
        return self.world.tapes[number % len(self.funds)]

    def both(self, naive, product):
        """Do a step on both; either both refuse, with the same remaining figure, or both do it."""
        refused = None
        try:
            expected = naive()
        except Refused as said:
            refused = said
        if refused is not None:
            with pytest.raises(Refusal) as said:
                product()
            assert refused.remaining in {None, getattr(said.value, "remaining_fen", None)}
            return None
        self.done += 1
        return expected, product()

    def give(self, fund, amounts, no_cost):
        tape = self.tape(fund)
        batch = [
            ledger.GiftIn(
                number, self.funds[tape.number], amount, "wechat", f"m{next(_txns)}", AT, no_cost=no_cost
            )
            for number, amount in enumerate(amounts)
        ]
        booking = ledger.book_gifts(gifts=batch, by=BY)
        assert not booking.set_aside
        for one, amount in zip(booking.booked, amounts, strict=True):
            self.world.give(one.inflow_id, tape, amount, no_cost)
            self.gifts.append(one.inflow_id)
            self.inflows.append(one.inflow_id)

    def share(self, fund, q):
        tape = self.tape(fund)
        if tape.unrestricted and q:
            return
        ledger.set_share(fund_id=self.funds[tape.number], q_bp=q, by=BY)
        self.world.set_share(tape, q)

    def grant(self, fund, amount):
        tape = self.tape(fund)
        income = ledger.Income(
            self.funds[tape.number], ledger.InflowKind.GRANT, amount, ledger.Money("1002", "b.in.grant")
        )
        entry_id = ledger.receive(income=income, by=BY)
        [inflow_id] = _inflows_of(entry_id)
        self.world.grant(inflow_id, tape, amount)
        self.inflows.append(inflow_id)

    def pay(self, fund, amount, cost):
        tape = self.tape(fund)
        key = len(self.outs)
        payment = ledger.Payment(self.funds[tape.number], (ledger.Cost("M3" if cost else "A1", amount),))
        done = self.both(
            lambda: self.world.pay(key, tape, cost, amount), lambda: ledger.pay(payment=payment, by=BY)
        )
        self.keep(done)

    def keep(self, done):
        if done is not None:
            naive, ref = done
            self.outs.append((naive, ref.id))

    def on_outflow(self, number, amount, verb):
        if not self.outs:
            return
        naive, outflow_id = self.outs[number % len(self.outs)]
        if verb == "back":
            if naive.kind in {"transfer", "leftover", "charge_over"}:
                key = len(self.outs)
                self.keep(
                    self.both(
                        lambda: self.world.transfer_back(key, naive),
                        lambda: ledger.transfer_back(outflow_id=outflow_id, by=BY),
                    )
                )
            return
        naive_does, product_does = {
            "paid": (
                lambda: self.world.paid(naive),
                lambda: ledger.mark_paid(outflow_ids=[outflow_id], paid_from=BANK, by=BY),
            ),
            "cancel": (lambda: self.world.cancel(naive), lambda: ledger.cancel(outflow_id=outflow_id, by=BY)),
            "returned": (
                lambda: self.world.returned(naive, amount),
                lambda: ledger.money_returned(outflow_id=outflow_id, amount_fen=amount, into=BANK, by=BY),
            ),
        }[verb]
        self.both(naive_does, product_does)

    def refund(self, number, amount):
        if not self.gifts:
            return
        key = self.gifts[number % len(self.gifts)]
        keys = itertools.count(len(self.outs))
        done = self.both(
            lambda: self.world.refund(keys, key, amount),
            lambda: ledger.refund(refund=ledger.Refund(key, amount), by=BY),
        )
        if done is not None:
            naive, refs = done
            self.outs += [(out, ref.id) for out, ref in zip(naive, refs, strict=True)]

    def transfer(self, source, target, amount, lane):
        a, b = self.tape(source), self.tape(target)
        if a is b:
            return
        kind = ledger.TransferKind.CHANGE_OF_USE
        if a.unrestricted or b.unrestricted:
            kind = ledger.TransferKind.RESTRICT if a.unrestricted else ledger.TransferKind.RELEASE
        wanted = [(lane, amount)]
        if amount == 0:
            wanted = [(one, len(a.free(one))) for one in (COST, PROGRAMME)]
        order = ledger.Transfer(
            kind,
            self.funds[a.number],
            self.funds[b.number],
            amount or None,
            ledger.Lane(lane),
            reason_ref="agreement",
        )
        self._move(a, b, wanted, "transfer", order)

    def _move(self, a, b, wanted, kind, order):
        key = len(self.outs)
        self.keep(
            self.both(
                lambda: self.world.transfer(key, a, b, wanted, kind),
                lambda: ledger.transfer(transfer=order, by=BY),
            )
        )

    def leftover(self, fund):
        tape = self.tape(fund)
        here = self.funds[tape.number]
        order = ledger.Transfer(ledger.TransferKind.LEFTOVER, here, here)
        self._move(tape, tape, [(COST, len(tape.free(COST)))], "leftover", order)

    def charge_over(self, fund, amount):
        tape = self.tape(fund)
        if tape.unrestricted:
            return
        order = ledger.Transfer(
            ledger.TransferKind.CHARGE_OVER,
            self.funds[tape.number],
            self.funds[0],
            amount,
            costs=(ledger.Cost("M3", amount),),
        )
        self._move(tape, self.world.tapes[0], [(COST, amount)], "charge_over", order)

    def agree(self):
        """Every inflow's parts, and every outflow's givers, are the same in both."""
        key_of = {outflow_id: naive.key for naive, outflow_id in self.outs}
        number_of = {fund_id: number for number, fund_id in enumerate(self.funds)}
        for inflow_id in self.inflows:
            sums = {}
            for part in ledger.trace_gift(inflow_id).parts:
                where = (
                    None if part.outflow_id is None else key_of[part.outflow_id],
                    number_of[part.fund_id],
                    int(part.lane),
                )
                sums[where] = sums.get(where, 0) + part.amount_fen
            assert sums == self.world.trace(inflow_id)
        for naive, outflow_id in self.outs:
            self.same_givers(naive, outflow_id)
        for number, tape in enumerate(self.world.tapes):
            figures = ledger.fund_figures(self.funds[number])
            assert (figures.free_cost, figures.free_programme) == tuple(
                len(tape.free(lane)) for lane in (COST, PROGRAMME)
            )

    def same_givers(self, naive, outflow_id):
        """What a payment's page lists: the inflows of its own fund, paged, summing to it; gifts counted by difference."""
        if naive.state == "cancelled":
            return
        found, after = [], None
        while True:
            page = ledger.gifts_of_outflow(outflow_id, after=after, limit=3)
            found += page.gifts
            after = page.next_page
            if after is None:
                break
        assert sum(one.amount_fen for one in found) == len(naive.places)
        direct = {}
        for one in found:
            if one.inflow_id in self.inflows:
                direct[one.inflow_id] = direct.get(one.inflow_id, 0) + one.amount_fen
        assert direct == self.world.givers(naive)
        assert ledger.count_gifts_of_outflow(outflow_id) == sum(one.kind == "gift" for one in found)


def _inflows_of(entry_id):
    from qianshan.mechanisms.ledger.models import Inflow

    return list(Inflow.objects.filter(entry_id=entry_id).order_by("id").values_list("id", flat=True))


small = st.integers(0, 7)
amounts = st.integers(1, 260)
operation = st.one_of(
    st.tuples(st.just("give"), small, st.lists(amounts, min_size=1, max_size=4), st.booleans()),
    st.tuples(st.just("share"), small, st.sampled_from(SHARES)),
    st.tuples(st.just("grant"), small, amounts),
    st.tuples(st.just("pay"), small, amounts, st.booleans()),
    st.tuples(st.just("pay"), small, st.integers(1, 12), st.booleans()),
    st.tuples(
        st.just("on_outflow"),
        st.integers(0, 30),
        st.integers(1, 120),
        st.sampled_from(("paid", "cancel", "returned", "back")),
    ),
    st.tuples(st.just("refund"), st.integers(0, 30), amounts),
    st.tuples(st.just("transfer"), small, small, st.integers(0, 150), st.sampled_from((COST, PROGRAMME))),
    st.tuples(st.just("leftover"), small),
    st.tuples(st.just("charge_over"), small, st.integers(1, 20)),
)


def _live(history):
    pair = Pair()
    for verb, *values in history:
        getattr(pair, verb)(*values)
    pair.agree()
    return pair


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(history=st.lists(operation, min_size=4, max_size=25))
def test_short_histories_agree_with_the_naive_tape(history):
    _live(history)


def _draw(rng):
    """A random step that is likelier than hypothesis to lead far: money comes in often, refusals stay rare."""
    verb = rng.choice(
        ("give", "give", "give", "pay", "pay", "cost", "on", "on", "on", "refund", "move", "rare")
    )
    match verb:
        case "give":
            return (
                "give",
                rng.randrange(4),
                [rng.choice((1, 7, 100, 260)) for _ in range(rng.randrange(1, 5))],
                False,
            )
        case "pay":
            return ("pay", rng.randrange(4), rng.randrange(1, 200), False)
        case "cost":
            return ("pay", rng.randrange(4), rng.randrange(1, 15), True)
        case "on":
            what = rng.choice(("paid", "paid", "cancel", "returned", "returned", "back"))
            return ("on_outflow", rng.randrange(60), rng.randrange(1, 60), what)
        case "refund":
            return ("refund", rng.randrange(60), rng.randrange(1, 90))
        case "move":
            return ("transfer", rng.randrange(4), rng.randrange(4), rng.randrange(60), rng.choice((0, 1, 1)))
    return rng.choice(
        (
            ("leftover", rng.randrange(4)),
            ("charge_over", rng.randrange(4), rng.randrange(1, 12)),
            ("share", rng.randrange(1, 4), rng.choice(SHARES)),
            ("grant", rng.randrange(4), rng.randrange(1, 100)),
            ("give", rng.randrange(4), [rng.randrange(1, 50)], True),
        )
    )


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(6))
def test_long_histories_agree_and_leave_the_invariants_whole(seed):
    rng = random.Random(seed)

    pair = _live([_draw(rng) for _ in range(90)])

    assert pair.done > 20
    assert whole() == {}
