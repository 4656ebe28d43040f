"""Where the gifts of a batch lie, and their rows as COPY text. The one loop of the product that is per gift."""

from datetime import datetime
from typing import NamedTuple

from django.db import connection

from qianshan.mechanisms.ledger.models import Fund
from qianshan.mechanisms.ledger.types import GiftIn

COLUMNS = (
    "id, book_id, fund_id, entry_id, lo, hi, cost_lo, cost_hi, q_bp, g_lo, nth_cost, nth_prog, kind, channel,"
    " channel_txn_id, received_at, raise_kind, donor_id, name_shown, amount_shown"
)
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_CHUNK = 5_000


class Laid(NamedTuple):
    """One gift with its place on the tape."""

    gift: GiftIn
    book_id: int
    fund_id: int
    entry_id: int
    lo: int
    hi: int
    cost_lo: int
    cost_hi: int
    q_bp: int
    g_lo: int
    nth_cost: int
    nth_prog: int


def lay_gifts(placed: list[tuple[GiftIn, Fund, int]]) -> list[Laid]:
    """Give each gift (with its locked fund and its entry) the next stretch; moves the funds (unsaved)."""
    by_fund: dict[int, list[int]] = {}
    for index, (_, fund, _) in enumerate(placed):
        by_fund.setdefault(fund.pk, []).append(index)
    laid: list[Laid | None] = [None] * len(placed)
    for indexes in by_fund.values():
        _lay_on(
            placed[indexes[0]][1], [(index, placed[index][0], placed[index][2]) for index in indexes], laid
        )
    return [one for one in laid if one is not None]


def _lay_on(fund: Fund, rows: list[tuple[int, GiftIn, int]], laid: list[Laid | None]) -> None:
    book_id, fund_id = fund.book_id, fund.pk
    lo, cost_lo, total, share = fund.tape_end, fund.cost_end, fund.g, fund.q_bp
    nth_cost, nth_prog = fund.nth_cost, fund.nth_prog
    given = 0
    for index, gift, entry_id in rows:
        amount = gift.amount_fen
        q_bp = 0 if gift.no_cost else share
        g_lo = total if q_bp else 0
        cost = q_bp * (g_lo + amount) // 10_000 - q_bp * g_lo // 10_000
        hi, cost_hi = lo + amount, cost_lo + cost
        nth_cost += cost > 0
        nth_prog += cost < amount
        laid[index] = Laid(
            gift, book_id, fund_id, entry_id, lo, hi, cost_lo, cost_hi, q_bp, g_lo, nth_cost, nth_prog
        )
        if q_bp:
            total += amount
        given += amount
        lo, cost_lo = hi, cost_hi
    fund.tape_end, fund.cost_end, fund.g = lo, cost_lo, total
    fund.nth_cost, fund.nth_prog = nth_cost, nth_prog
    fund.gift_count += len(rows)
    fund.given += given
    fund.received += given


def copy_gifts(ids: list[int], laid: list[Laid]) -> None:
    """Write the rows by COPY, in text form, a chunk at a time.

    Raises:
        IntegrityError: of Django's kind, although COPY goes past Django's cursor.
    """
    with (
        connection.cursor() as cursor,
        connection.wrap_database_errors,
        cursor.copy(f"COPY ledger_inflow ({COLUMNS}) FROM STDIN") as copy,
    ):
        for start in range(0, len(laid), _CHUNK):
            chunk = zip(ids[start : start + _CHUNK], laid[start : start + _CHUNK], strict=True)
            copy.write("".join([_row(inflow_id, one) for inflow_id, one in chunk]))


def _row(inflow_id: int, one: Laid) -> str:
    gift, book_id, fund_id, entry_id, lo, hi, cost_lo, cost_hi, q_bp, g_lo, nth_cost, nth_prog = one
    donor = "\\N" if gift.donor_id is None else gift.donor_id
    return (
        f"{inflow_id}\t{book_id}\t{fund_id}\t{entry_id}\t{lo}\t{hi}\t{cost_lo}\t{cost_hi}\t{q_bp}\t{g_lo}\t{nth_cost}"
        f"\t{nth_prog}\tgift\t{_text(gift.channel)}\t{_text(gift.channel_txn_id)}\t{_instant(gift.paid_at)}"
        f"\t{_text(gift.raise_kind)}\t{donor}\t{'t' if gift.name_shown else 'f'}\t{'t' if gift.amount_shown else 'f'}\n"
    )


def _text(value: str) -> str:
    return value if value.isalnum() else value.translate(_ESCAPES)


def _instant(at: datetime) -> str:
    return at.isoformat()
