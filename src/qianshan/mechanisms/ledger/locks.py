"""One order of locks, so that no two operations wait for each other.

All funds that a transaction will touch, in one statement, by id; then outflow rows, by id; then read,
decide, write. Whoever finds after locking that more funds are needed rolls back to a savepoint
(which lets the locks go) and starts again with the longer list: `with_funds`.
"""

from collections.abc import Callable, Iterable
from contextvars import ContextVar
from typing import TypeVar

from django.db import transaction

from qianshan.mechanisms.acts.api import act_id
from qianshan.mechanisms.ledger.models import Fund, Outflow
from qianshan.mechanisms.ledger.refusals import NoSuchFund, NoSuchOutflow
from qianshan.mechanisms.words import N_, Words

R = TypeVar("R")
ATTEMPTS = 8

_held: ContextVar[tuple[int, frozenset[int]]] = ContextVar("qianshan_ledger_held", default=(0, frozenset()))


class LockOrder(AssertionError):
    """The program locked a fund after a later one: call `lock_funds` with all of them first."""


class MoreFunds(Exception):
    """Found after locking: these funds are needed too."""

    def __init__(self, fund_ids: Iterable[int]) -> None:
        super().__init__()
        self.fund_ids = frozenset(fund_ids)


def lock_funds(fund_ids: Iterable[int]) -> dict[int, Fund]:
    """Lock funds for writing, in the order of their ids, and read them.

    Raises:
        NoSuchFund: one does not exist.
        LockOrder: a fund comes before one that this transaction holds already.
    """
    wanted = frozenset(fund_ids)
    act, held = _held.get()
    held = held if act == act_id() else frozenset()
    fresh = wanted - held
    if held and fresh and min(fresh) < max(held):
        raise LockOrder(
            f"fund {min(fresh)} is wanted after {max(held)}: lock all funds of a transaction at once"
        )
    found = {
        fund.pk: fund
        for fund in Fund.objects.filter(pk__in=wanted)
        .select_related("book")
        .order_by("pk")
        .select_for_update(no_key=True, of=("self",))
    }
    missing = wanted - found.keys()
    if missing:
        raise NoSuchFund(Words(N_("There is no such fund.")), field="fund_id", value=min(missing))
    _held.set((act_id(), held | wanted))
    return found


def with_funds(fund_ids: Iterable[int], work: Callable[[dict[int, Fund]], R]) -> R:
    """Lock funds and work; when `work` raises `MoreFunds`, undo, and start again with those too."""
    wanted = frozenset(fund_ids)
    for _ in range(ATTEMPTS):
        before = _held.get()
        try:
            with transaction.atomic():
                return work(lock_funds(wanted))
        except MoreFunds as more:
            _held.set(before)
            wanted |= more.fund_ids
    raise RuntimeError(
        f"the funds of a gift moved on {ATTEMPTS} times while they were being locked: {sorted(wanted)}"
    )


def lock_outflow(outflow_id: int) -> tuple[Outflow, Fund]:
    """Lock the fund of an outflow, then the outflow.

    Raises:
        NoSuchOutflow: it does not exist.
    """
    [(outflow, fund)] = lock_outflows([outflow_id])
    return outflow, fund


def lock_outflows(outflow_ids: Iterable[int]) -> list[tuple[Outflow, Fund]]:
    """Lock the funds of outflows, then the outflows, each by id; in the order of outflow ids.

    Raises:
        NoSuchOutflow: one does not exist.
    """
    wanted = frozenset(outflow_ids)
    fund_of = dict(Outflow.objects.filter(pk__in=wanted).order_by("pk").values_list("pk", "fund_id"))
    missing = wanted - fund_of.keys()
    if missing:
        raise NoSuchOutflow(Words(N_("There is no such outflow.")), field="outflow_id", value=min(missing))
    funds = lock_funds(fund_of.values())
    rows = Outflow.objects.filter(pk__in=wanted).order_by("pk").select_for_update(no_key=True)
    return [(row, funds[row.fund_id]) for row in rows]
