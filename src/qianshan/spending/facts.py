"""Gathers what the checks of a payment look at; answers, as long as nobody above does, the cost ratio."""

from datetime import date, datetime

from django.db.models import Q, Sum

from qianshan.charities.api import CharityView, charity
from qianshan.mechanisms.access.api import identified
from qianshan.mechanisms.calendar.clock import SHANGHAI
from qianshan.mechanisms.ledger.api import CostClass, fund_figures
from qianshan.spending.checks.payment import PaymentFacts, RatioFacts
from qianshan.spending.models import Denial, Document, InvoiceUse, PaymentOrder
from qianshan.spending.queries.budget import line_view
from qianshan.spending.types import LIVE, CostRatio, Slot, cost_ratio_answer


def payment_facts(order: PaymentOrder, *, on: date, signer_id: int | None = None) -> PaymentFacts:
    """The facts of an order on a day, as if `signer_id` signed next."""
    figures = fund_figures(order.fund_id)
    signers = _signers(order, signer_id)
    papers = list(Document.objects.filter(order=order).order_by("pk"))
    cost_lane = figures.q_bp > 0 or figures.free_cost > 0
    free = figures.free_cost if cost_lane and CostClass(order.cost_class).is_cost else figures.free_programme
    return PaymentFacts(
        on=on,
        amount_fen=order.amount_fen,
        cost_class=order.cost_class,
        line_name=order.line.name if order.line else "",
        line_left_fen=line_view(order.line_id).left_fen if order.line_id else None,
        lane_free_fen=free,
        payee_kind=order.payee.kind,
        payee_related=order.payee.related,
        relation=order.payee.relation,
        payee_person_id=order.payee.person_id,
        slots=tuple(paper.slot for paper in papers),
        invoice_elsewhere=_same_invoice(order, papers),
        account_checked=order.account_checked,
        signers=signers,
        signer_without_id=len(identified(signers)) < len(set(signers)),
        place_given=bool(order.division_code),
        beneficiaries=order.beneficiaries,
        reachable=order.recipients.count(),
        open_denials=_open_denials(order),
        ratio=_ratio(order, on),
    )


def _signers(order: PaymentOrder, signer_id: int | None) -> tuple[int, ...]:
    known = (order.drafted_by_id, order.first_by_id, order.second_by_id, signer_id)
    return tuple(person for person in known if person is not None)


def _same_invoice(order: PaymentOrder, papers: list[Document]) -> str:
    numbers = [paper.number for paper in papers if paper.slot == Slot.INVOICE and paper.number]
    found = (
        InvoiceUse.objects.filter(charity_id=order.charity_id, number__in=numbers, live=True)
        .exclude(order=order)
        .select_related("order")
        .order_by("pk")
        .first()
    )
    return found.order.code if found else ""


def _open_denials(order: PaymentOrder) -> tuple[str, ...]:
    same = Q(order__payee_id=order.payee_id)
    if order.line_id:
        same |= Q(order__line_id=order.line_id)
    rows = Denial.objects.filter(same, settled_at=None, order__charity_id=order.charity_id).exclude(
        order=order
    )
    return tuple(rows.order_by("order__code").values_list("order__code", flat=True).distinct())


def cost_ratio(charity_id: int, on: date) -> CostRatio:
    """The fact `spending.cost_ratio`: answered above, else counted over the payment orders of the year."""
    above = cost_ratio_answer()
    if above is not None:
        return above(charity_id, on)
    year = PaymentOrder.objects.filter(
        charity_id=charity_id, state__in=LIVE, second_at__gte=datetime(on.year, 1, 1, tzinfo=SHANGHAI)
    )
    sums = year.aggregate(
        total=Sum("amount_fen", default=0),
        admin=Sum("amount_fen", filter=Q(cost_class__startswith="M"), default=0),
    )
    return CostRatio(sums["admin"], sums["total"], "payments")


def _ratio(order: PaymentOrder, on: date) -> RatioFacts | None:
    if not order.cost_class.startswith("M"):
        return None
    found = cost_ratio(order.charity_id, on)
    own = order.amount_fen if order.state in LIVE and found.source == "payments" else 0
    return RatioFacts(
        found.admin_fen - own,
        found.total_fen - own,
        limit_kind(charity(order.charity_id, on=on)),
        found.source,
    )


def limit_kind(owner: CharityView) -> str:
    """Which row of the yearly limits holds for a charity; unqualified ones depend on net assets."""
    if owner.qualification is None:
        return "unqualified"
    return "qualified_foundation" if owner.form == "foundation" else "qualified_other"
