"""Booking gifts in batches: one transaction, one act, one entry per book and day, rows by COPY.

A bad gift is set aside with a reason before anything is written and never holds up the others.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.utils import IntegrityError

from qianshan.mechanisms.acts.api import Actor, command, subject
from qianshan.mechanisms.calendar.clock import date_of
from qianshan.mechanisms.ledger.commands.layout import copy_gifts
from qianshan.mechanisms.ledger.journal import Head, open_day, post
from qianshan.mechanisms.ledger.kernel.templates import t01_gifts
from qianshan.mechanisms.ledger.locks import lock_funds
from qianshan.mechanisms.ledger.models import Book, Fund, Inflow
from qianshan.mechanisms.ledger.tape import save
from qianshan.mechanisms.ledger.types import Booking, GiftIn, SetAside

RECEIVED_ONCE = "inflow_received_once"
CHAIN = 8

Group = tuple[int, date]


@command("ledger.gifts.book")
def book_gifts(*, gifts: Sequence[GiftIn], by: Actor) -> Booking:
    """Put paid gifts on their tapes, in the order given.

    Locks all funds that the batch touches. A gift of a closed fund goes to the fund's successor, else to
    the charity's suspense fund; a gift of a closed month is booked today, with its own day beside.
    A gift that was booked before is set aside as `already_booked`: booking twice is safe.
    """
    good, bad = _sift(gifts)
    routes = _routes({gift.fund_id for gift in good})
    funds = lock_funds(set(routes.values()))
    placed, moving = _place(good, routes, funds)
    bad += moving
    try:
        with transaction.atomic():
            booking = _write(placed, by)
    except IntegrityError as error:
        if RECEIVED_ONCE not in str(error):
            raise
        fresh, repeated = _not_booked(placed)
        if not repeated:
            raise
        bad += repeated
        again = lock_funds(funds)
        booking = _write([(gift, again[fund.pk]) for gift, fund in fresh], by)
    booking.set_aside.extend(bad)
    return booking


def _sift(gifts: Sequence[GiftIn]) -> tuple[list[GiftIn], list[SetAside]]:
    known = set(Fund.objects.filter(pk__in={gift.fund_id for gift in gifts}).values_list("pk", flat=True))
    good: list[GiftIn] = []
    bad: list[SetAside] = []
    seen: set[tuple[str, str]] = set()
    for gift in gifts:
        key = (gift.channel, gift.channel_txn_id)
        if gift.fund_id not in known:
            bad.append(SetAside(gift.ref, "fund_unknown"))
        elif gift.amount_fen <= 0:
            bad.append(SetAside(gift.ref, "amount_not_positive"))
        elif key in seen:
            bad.append(SetAside(gift.ref, "already_booked"))
        else:
            seen.add(key)
            good.append(gift)
    return good, bad


def _routes(fund_ids: set[int]) -> dict[int, int]:
    """Where gifts of each fund go: itself, or the nearest open successor, or its book's suspense fund."""
    rows = {
        fund.pk: fund
        for fund in Fund.objects.raw(
            "WITH RECURSIVE chain AS ("
            " SELECT f.*, 0 AS depth FROM ledger_fund f WHERE f.id = ANY(%s)"
            " UNION ALL SELECT s.*, c.depth + 1 FROM chain c JOIN ledger_fund s ON s.id = c.successor_id"
            " WHERE c.state = 'closed' AND c.depth < %s) SELECT DISTINCT ON (id) * FROM chain",
            [sorted(fund_ids), CHAIN],
        )
    }
    suspense = dict(
        Fund.objects.filter(
            role="suspense", book_id__in={fund.book_id for fund in rows.values()}
        ).values_list("book_id", "pk")
    )
    routes = {}
    for fund_id in fund_ids:
        fund = rows[fund_id]
        for _ in range(CHAIN):
            if fund.state != "closed" or fund.successor_id not in rows:
                break
            fund = rows[fund.successor_id]
        routes[fund_id] = suspense[fund.book_id] if fund.state == "closed" else fund.pk
    return routes


def _place(
    gifts: list[GiftIn], routes: dict[int, int], funds: dict[int, Fund]
) -> tuple[list[tuple[GiftIn, Fund]], list[SetAside]]:
    placed: list[tuple[GiftIn, Fund]] = []
    moving: list[SetAside] = []
    for gift in gifts:
        fund = funds[routes[gift.fund_id]]
        if fund.state == "closed":
            moving.append(SetAside(gift.ref, "fund_moving"))
        else:
            placed.append((gift, fund))
    return placed, moving


def _not_booked(
    placed: list[tuple[GiftIn, Fund]],
) -> tuple[list[tuple[GiftIn, Fund]], list[SetAside]]:
    by_channel: dict[str, list[str]] = defaultdict(list)
    for gift, _ in placed:
        by_channel[gift.channel].append(gift.channel_txn_id)
    booked = {
        (channel, txn)
        for channel, txns in by_channel.items()
        for txn in Inflow.objects.filter(channel=channel, channel_txn_id__in=txns).values_list(
            "channel_txn_id", flat=True
        )
    }
    fresh = [(gift, fund) for gift, fund in placed if (gift.channel, gift.channel_txn_id) not in booked]
    repeated = [
        SetAside(gift.ref, "already_booked")
        for gift, _ in placed
        if (gift.channel, gift.channel_txn_id) in booked
    ]
    return fresh, repeated


def _write(placed: list[tuple[GiftIn, Fund]], by: Actor) -> Booking:
    if not placed:
        return Booking([], [], [])
    books = Book.objects.in_bulk({fund.book_id for _, fund in placed})
    groups = _groups(placed)
    entries = _post(groups, books, by)
    booked = copy_gifts([(gift, fund, entries[key]) for key, rows in groups.items() for gift, fund in rows])
    touched = {fund.pk: fund for _, fund in placed}
    save(*(touched[pk] for pk in sorted(touched)))
    for entry_id in entries.values():
        subject("ledger.entry", entry_id)
    return Booking(booked, [], sorted(entries.values()))


def _groups(
    placed: list[tuple[GiftIn, Fund]],
) -> dict[Group, list[tuple[GiftIn, Fund]]]:
    groups: dict[Group, list[tuple[GiftIn, Fund]]] = {}
    days: dict[datetime, date] = {}  # by hour: asking the zone for each gift costs more than laying it
    for gift, fund in placed:
        hour = gift.paid_at.replace(minute=0, second=0, microsecond=0)
        day = days.get(hour)
        if day is None:
            day = days[hour] = date_of(hour)
        groups.setdefault((fund.book_id, day), []).append((gift, fund))
    return groups


def _post(
    groups: dict[Group, list[tuple[GiftIn, Fund]]], books: dict[int, Book], by: Actor
) -> dict[Group, int]:
    entries = {}
    for key, rows in groups.items():
        book_id, day = key
        sums: dict[tuple[int, str, str, str], int] = {}
        for gift, fund in rows:
            slot = (fund.pk, gift.channel, gift.money_account, gift.raise_kind)
            sums[slot] = sums.get(slot, 0) + gift.amount_fen
        lines = t01_gifts((*slot, amount) for slot, amount in sums.items())
        book = books[book_id]
        entries[key] = post(book, Head("gift", "T01", open_day(book, day, by.date), day), lines)
    return entries
