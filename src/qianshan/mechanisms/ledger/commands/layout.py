"""Where the gifts of a batch lie, and their rows as COPY text. The one loop of the product that is per gift.

It writes text, not objects: a tuple a gift more costs a tenth of the rate. Rows go to the server in chunks, which it
stores while the next are made.
"""

from collections.abc import Iterator

from django.db import connection

from qianshan.mechanisms.ledger.models import Fund
from qianshan.mechanisms.ledger.types import BookedGift, GiftIn

COPY = (
    "COPY ledger_inflow (id, book_id, fund_id, entry_id, lo, hi, cost_lo, cost_hi, q_bp, g_lo, nth_cost, nth_prog,"
    " kind, channel, channel_txn_id, received_at, raise_kind, donor_id, name_shown, amount_shown) FROM STDIN"
)
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_CHUNK = 250

Placed = tuple[GiftIn, Fund, int]


def copy_gifts(placed: list[Placed]) -> list[BookedGift]:
    """Give each gift (with its locked fund and its entry) the next stretch, store it, and move the funds (unsaved).

    Raises:
        IntegrityError: of Django's kind, although COPY goes past Django's cursor.
    """
    ids = _new_ids(len(placed))
    by_fund: dict[int, list[int]] = {}
    for index, (_, fund, _) in enumerate(placed):
        by_fund.setdefault(fund.pk, []).append(index)
    booked: dict[int, BookedGift] = {}
    with (
        connection.cursor() as cursor,
        connection.wrap_database_errors,
        cursor.copy(COPY) as copy,
    ):
        for indexes in by_fund.values():
            fund = placed[indexes[0]][1]
            for block in _laid(fund, [(index, ids[index], placed[index]) for index in indexes], booked):
                copy.write(block)
    return [booked[index] for index in range(len(placed))]


def _new_ids(count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(nextval('ledger_inflow_id_seq')::text, ',') FROM generate_series(1, %s)",
            [count],
        )
        return [int(number) for number in cursor.fetchone()[0].split(",")]


def _laid(fund: Fund, rows: list[tuple[int, int, Placed]], booked: dict[int, BookedGift]) -> Iterator[str]:
    """Blocks of COPY text for the gifts of one fund, in order."""
    fund_id, place = fund.pk, f"\t{fund.book_id}\t{fund.pk}\t"
    lo, cost_lo, total, share = fund.tape_end, fund.cost_end, fund.g, fund.q_bp
    nth_cost, nth_prog = fund.nth_cost, fund.nth_prog
    block: list[str] = []
    fund.gift_count += len(rows)
    for index, inflow_id, (gift, _, entry_id) in rows:
        amount = gift.amount_fen
        q_bp, g_lo = (0, 0) if gift.no_cost or not share else (share, total)
        cost = q_bp * (g_lo + amount) // 10_000 - q_bp * g_lo // 10_000
        hi, cost_hi = lo + amount, cost_lo + cost
        nth_cost += cost > 0
        nth_prog += cost < amount
        block.append(
            f"{inflow_id}{place}{entry_id}\t{lo}\t{hi}\t{cost_lo}\t{cost_hi}\t{q_bp}\t{g_lo}\t{nth_cost}\t{nth_prog}"
            f"{_own(gift)}"
        )
        booked[index] = BookedGift(gift.ref, inflow_id, fund_id, amount, lo, cost)
        if q_bp:
            total += amount
        lo, cost_lo = hi, cost_hi
        if len(block) == _CHUNK:
            yield "".join(block)
            block.clear()
    yield "".join(block)
    given = lo - fund.tape_end
    fund.given += given
    fund.received += given
    fund.tape_end, fund.cost_end, fund.g = lo, cost_lo, total
    fund.nth_cost, fund.nth_prog = nth_cost, nth_prog


def _own(gift: GiftIn) -> str:
    donor = "\\N" if gift.donor_id is None else gift.donor_id
    return (
        f"\tgift\t{_text(gift.channel)}\t{_text(gift.channel_txn_id)}\t{gift.paid_at.isoformat()}\t{gift.raise_kind}"
        f"\t{donor}\t{'t' if gift.name_shown else 'f'}\t{'t' if gift.amount_shown else 'f'}\n"
    )


def _text(value: str) -> str:
    return value if value.isalnum() else value.translate(_ESCAPES)
