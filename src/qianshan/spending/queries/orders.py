"""Payment orders for pages, and what an outflow was for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from qianshan.mechanisms.access.api import staff_names
from qianshan.mechanisms.acts.api import NotFound
from qianshan.mechanisms.calendar.clock import date_of
from qianshan.mechanisms.divisions.api import name_path
from qianshan.mechanisms.sealed.api import Policy, mask_name
from qianshan.mechanisms.words import N_, Words
from qianshan.spending.models import Document, Payee, PaymentOrder
from qianshan.spending.queries.answers import answers_of
from qianshan.spending.queries.batches import payee_name
from qianshan.spending.types import Answers, OrderLine, PayeeKind, UseView

_PERSON = N_("A person, name withheld")


@dataclass(frozen=True, slots=True)
class Hand:
    """One hand in an order: who and when."""

    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PaperView:
    """One paper of an order."""

    id: int
    file_id: int
    slot: str
    number: str
    public: bool
    added_at: datetime


@dataclass(frozen=True, slots=True)
class OrderDetail:
    """A payment order for the charity's own staff. `payee_public` is what others read of the payee."""

    line: OrderLine
    charity_id: int
    version: int
    details: str
    payee_full: str
    payee_public: str
    payee_kind: str
    bank: str
    account_tail: str
    related: bool
    place: str
    beneficiaries: int
    drafted: Hand
    first: Hand | None
    second: Hand | None
    reason: str
    ended_words: str
    confirmed_on: date | None
    bank_txn: str
    fund_id: int
    answers: Answers
    papers: tuple[PaperView, ...]


def public_payee(payee: Payee) -> str:
    """A unit by its name; of a person nothing."""
    return payee.name if payee.kind == PayeeKind.UNIT else str(Words(_PERSON))


def _rows() -> QuerySet[PaymentOrder]:
    return PaymentOrder.objects.select_related("payee", "line", "batch")


def _line(row: PaymentOrder) -> OrderLine:
    return OrderLine(
        id=row.pk,
        code=row.code,
        state=row.state,
        purpose=row.purpose,
        payee=public_payee(row.payee),
        line_name=row.line.name if row.line else "",
        plan_id=row.plan_id,
        amount_fen=row.amount_fen,
        cost_class=row.cost_class,
        drafted_at=row.drafted_at,
        paid_on=row.paid_on,
        batch_code=row.batch.code if row.batch else "",
        outflow_id=row.outflow_id,
    )


def orders_of(charity_id: int, *, states: Iterable[str] = (), limit: int = 200) -> list[OrderLine]:
    """Orders of a charity, newest first, in one query."""
    rows = _rows().filter(charity_id=charity_id).order_by("-pk")
    wanted = list(states)
    return [_line(row) for row in (rows.filter(state__in=wanted) if wanted else rows)[:limit]]


def payments_of_plans(plan_ids: Iterable[int], *, states: Iterable[str], limit: int = 100) -> list[OrderLine]:
    """Orders of plans in these states, newest first: for project pages and reports."""
    rows = _rows().filter(plan_id__in=list(plan_ids), state__in=list(states)).order_by("-pk")
    return [_line(row) for row in rows[:limit]]


def order_row(code: str, **owner: int) -> PaymentOrder:
    """The row of an order, for facts and pages of this slice.

    Raises:
        NotFound: none of this code, or not of this owner.
    """
    row = _rows().filter(code=code, **owner).first()
    if row is None:
        raise NotFound(Words(N_("There is no such payment order: %(code)s."), code=code))
    return row


def order_detail(row: PaymentOrder, *, on: date) -> OrderDetail:
    """Everything that the charity's staff read of an order."""
    hands = [row.drafted_by_id, row.first_by_id, row.second_by_id]
    names = staff_names([person for person in hands if person])
    papers = Document.objects.filter(order=row).order_by("pk")
    return OrderDetail(
        line=_line(row),
        charity_id=row.charity_id,
        version=row.version,
        details=row.details,
        payee_full=payee_name(row.payee),
        payee_public=public_payee(row.payee),
        payee_kind=row.payee.kind,
        bank=row.payee.bank_name,
        account_tail=row.payee.account_tail,
        related=row.payee.related,
        place=place_name(row.division_code, on),
        beneficiaries=row.beneficiaries,
        drafted=Hand(_masked(names.get(row.drafted_by_id, "")), row.drafted_at),
        first=_hand(names, row.first_by_id, row.first_at),
        second=_hand(names, row.second_by_id, row.second_at),
        reason=row.reason,
        ended_words=row.ended_words,
        confirmed_on=row.confirmed_on,
        bank_txn=row.bank_txn,
        fund_id=row.fund_id,
        answers=answers_of([row.pk])[row.pk],
        papers=tuple(
            PaperView(paper.pk, paper.file_id, paper.slot, paper.number, paper.public, paper.added_at)
            for paper in papers
        ),
    )


def _hand(names: dict[int, str], person_id: int | None, at: datetime | None) -> Hand | None:
    return Hand(_masked(names.get(person_id, "")), at) if person_id and at else None


def _masked(name: str) -> str:
    return mask_name(name, Policy.DONOR) if name else ""


def place_name(division_code: str, on: date) -> str:
    """A place by its names from the prefecture down; empty when none is given."""
    return name_path(division_code, on) if division_code else ""


def uses_of(outflow_ids: Iterable[int]) -> dict[int, UseView]:
    """What these outflows were for, by outflow, in three queries; those of others are left out."""
    rows = list(
        _rows()
        .filter(outflow_id__in=list(outflow_ids))
        .annotate(shown=Count("documents", filter=Q(documents__public=True)))
    )
    answers = answers_of([row.pk for row in rows])
    places = {(row.division_code, date_of(row.drafted_at)): "" for row in rows if row.division_code}
    for code, on in places:
        places[code, on] = place_name(code, on)
    return {
        row.outflow_id: UseView(
            outflow_id=row.outflow_id,
            order_code=row.code,
            purpose=row.purpose,
            line_name=row.line.name if row.line else "",
            cost_class=row.cost_class,
            payee=public_payee(row.payee),
            place=places.get((row.division_code, date_of(row.drafted_at)), ""),
            amount_fen=row.amount_fen,
            state=row.state,
            approved_on=date_of(row.second_at or row.drafted_at),
            paid_on=row.paid_on,
            confirmed_on=row.confirmed_on,
            answers=answers[row.pk],
            documents=row.shown,
        )
        for row in rows
        if row.outflow_id is not None
    }
