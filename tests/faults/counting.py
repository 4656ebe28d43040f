"""After the storm: does everybody say the same, to the fen?"""

import csv
import io
import time
import urllib.request
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection

from qianshan.mechanisms.invariants import run_invariants
from qianshan.mechanisms.translog.api import published, witnessed
from qianshan.mechanisms.translog.models import Leaf, Tree

_BOOKED = """
SELECT g.code, i.hi - i.lo FROM giving_booked b JOIN giving_gift g ON g.id = b.gift_id JOIN ledger_inflow i ON i.id = b.inflow_id
"""
_REFUNDED = """
SELECT g.code, sum(r.amount_fen)::bigint FROM giving_giftrefund r JOIN giving_gift g ON g.id = r.gift_id
WHERE r.stage = 'done' GROUP BY g.code
"""


@dataclass
class Count:
    paid: int
    booked: int
    sandbox_fen: int
    books_fen: int
    lost: list[str]
    doubled: list[str]
    refunds: list[str]
    payments: list[str]
    waiting: list[str]

    @property
    def whole(self) -> bool:
        wrong = self.lost or self.doubled or self.refunds or self.payments or self.waiting
        return not wrong and self.sandbox_fen == self.books_fen


def rows(url: str) -> list[dict[str, str]]:
    with urllib.request.urlopen(url, timeout=30) as answer:
        return list(csv.DictReader(io.StringIO(answer.read().decode("utf-8-sig"))))


def query(statement: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def count(sandbox: str, payments: list[str]) -> Count:
    """Compare the channel's list and the bank's list with our books."""
    orders = [
        row for row in rows(f"{sandbox}/wechat/orders.csv") if row["trade_state"] in ("SUCCESS", "REFUND")
    ]
    paid = {row["out_trade_no"]: int(row["total_fen"]) for row in orders}
    back = {row["out_trade_no"]: int(row["refunded_fen"]) for row in orders if int(row["refunded_fen"])}
    booked = query(_BOOKED)
    times = Counter(code for code, _ in booked)
    amounts = dict(booked)
    doubled = [code for code, n in times.items() if n > 1 or code not in paid]
    lost = [code for code, fen in paid.items() if amounts.get(code) != fen]
    refunded = dict(query(_REFUNDED))
    refunds = sorted(code for code in {*back, *refunded} if back.get(code) != refunded.get(code))
    return Count(
        paid=len(paid),
        booked=len(booked),
        sandbox_fen=sum(paid.values()) - sum(back.values()),
        books_fen=sum(fen for _, fen in booked) - sum(refunded.values()),
        lost=lost,
        doubled=doubled,
        refunds=refunds,
        payments=_payments(sandbox, payments),
        waiting=_waiting(),
    )


def _payments(sandbox: str, ours: list[str]) -> list[str]:
    """Orders that the bank paid twice, or whose end is not the same on both sides."""
    bank = Counter(row["ref"] for row in rows(f"{sandbox}/bank/payments.csv") if row["state"] == "S")
    states = dict(query("SELECT code, state FROM spending_paymentorder"))
    wrong = [ref for ref, n in bank.items() if n > 1]
    return wrong + [code for code in ours if (states.get(code) == "paid") != (bank[code] == 1)]


def _waiting() -> list[str]:
    """What has not come to its end yet."""
    questions = {
        "inbox": "SELECT count(*) FROM channels_inbox WHERE state = 0",
        "refunds": "SELECT count(*) FROM giving_giftrefund WHERE stage = 'asked'",
        "payments": "SELECT count(*) FROM spending_paymentorder WHERE state IN ('sent', 'reserved')",
        "parcels": "SELECT count(*) FROM exchange_outgoing WHERE state = 'waiting' AND system = 'bank'",
    }
    found = [f"{name}: {n}" for name, statement in questions.items() if (n := query(statement)[0][0])]
    size = Tree.objects.get(pk=1).size
    newest, seen = published(), witnessed()
    if Leaf.objects.count() != size or newest is None or newest.checkpoint.size != size:
        found.append(f"log: {Leaf.objects.count()} leaves, {size} numbered")
    elif seen is None or seen.size != size:
        found.append(f"witness: {seen.size if seen else 0} of {size}")
    return found


def settle(sandbox: str, payments: list[str], *, seconds: float, say: Callable[[str], object]) -> Count:
    """Wait until everything has come to its end, without touching anything."""
    begun = time.monotonic()
    found = count(sandbox, payments)
    while not found.whole and time.monotonic() < begun + seconds:
        time.sleep(2)
        before, found = found, count(sandbox, payments)
        if found.waiting != before.waiting:
            say(f"after {time.monotonic() - begun:.0f} s: {', '.join(found.waiting) or 'nothing waits'}")
    return found


def broken() -> dict[str, list[str]]:
    """Names of broken invariants with their places."""
    return {
        name: [f"{b.where}: {b.words}" for b in places] for name, places in run_invariants().items() if places
    }
