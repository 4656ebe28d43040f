"""The parts of a gift in words, with the step that each has reached. They sum to the gift."""

from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from qianshan.giving.api import GiftView
from qianshan.mechanisms.ledger.api import (
    DoesNotAddUp,
    Lane,
    OutflowLine,
    Part,
    outflows_by_id,
    trace_gift,
)
from qianshan.spending.api import UseView, uses_of

_ORDER = ("confirmed", "paid", "cost", "reserved", "waiting", "refund")


@dataclass(frozen=True, slots=True)
class Way:
    """One way of confirming: how many households, and their share in thousandths."""

    name: str
    how: str
    count: int
    share: int

    @property
    def percent(self) -> str:
        """The share with one decimal."""
        return f"{self.share / 10:.1f}%"


@dataclass(frozen=True, slots=True)
class PartShown:
    """One part: its step (which gives its colour), amount, and what is known of its use."""

    step: str
    title: str
    state_words: str
    amount_fen: int
    lane: str
    kind: str
    outflow_id: int | None
    order_ref: str
    decided_on: date | None
    paid_on: date | None
    confirmed_on: date | None
    moves: int
    use: UseView | None = None

    @property
    def ways(self) -> list[Way]:
        """How beneficiaries confirmed, each way with its share of all who did."""
        if self.use is None or not self.use.answers.confirmed:
            return []
        answers = self.use.answers
        counts = (
            (_("link"), _("sent by the platform to the person's own phone"), answers.by_link),
            (_("SMS"), _("answered by SMS from the person's own phone"), answers.by_sms),
            (_("village agent"), _("with name, reason and a photo of the slip"), answers.by_agent),
        )
        return [Way(name, how, n, n * 1000 // answers.confirmed) for name, how, n in counts if n]


@dataclass(frozen=True, slots=True)
class Sum:
    """All parts of one step together."""

    step: str
    words: str
    amount_fen: int


def parts_of(gift: GiftView) -> list[PartShown]:
    """What became of each fen of a booked gift.

    Raises:
        DoesNotAddUp: the parts do not sum to the gift; no page may show it.
    """
    if gift.inflow_id is None:
        return []
    trace = trace_gift(gift.inflow_id)
    ids = {part.outflow_id for part in trace.parts if part.outflow_id}
    lines, uses = outflows_by_id(ids), uses_of(ids)
    shown = [
        _shown(part, lines.get(part.outflow_id or 0), uses.get(part.outflow_id or 0)) for part in trace.parts
    ]
    if sum(part.amount_fen for part in shown) != gift.amount_fen:
        raise DoesNotAddUp(f"the parts of {gift.code} do not sum to {gift.amount_fen} fen")
    return sorted(shown, key=lambda part: (_ORDER.index(part.step), -part.amount_fen))


def _shown(part: Part, line: OutflowLine | None, use: UseView | None) -> PartShown:
    step = step_of(part)
    return PartShown(
        step=step,
        title=(use.line_name or use.purpose) if use else _title(part),
        state_words=step_words(step),
        amount_fen=part.amount_fen,
        lane="cost" if part.lane is Lane.COST else "programme",
        kind=part.kind,
        outflow_id=part.outflow_id,
        order_ref=use.order_code if use else part.order_ref,
        decided_on=line.booked_on if line else None,
        paid_on=line.paid_on if line else None,
        confirmed_on=line.confirmed_on if line else None,
        moves=part.depth,
        use=use,
    )


def step_of(part: Part) -> str:
    """Which step a part has reached; money for cost that is paid is a step of its own."""
    if part.kind in {"waiting", "refund"}:
        return part.kind
    if part.state == "confirmed":
        return "confirmed"
    if part.state == "paid":
        return "cost" if part.lane is Lane.COST else "paid"
    return "reserved"


def step_words(step: str) -> str:
    """A step in the words of the four money steps."""
    return {
        "confirmed": _("Confirmed by beneficiaries"),
        "paid": _("Paid out, waiting for the beneficiaries' confirmation"),
        "cost": _("Cost, checked by its papers"),
        "reserved": _("Set aside"),
        "waiting": _("Received, not set aside yet"),
        "refund": _("Given back to you"),
    }[step]


def _title(part: Part) -> str:
    if part.kind == "waiting":
        return _("Waiting, the share for cost") if part.lane is Lane.COST else _("Waiting for its use")
    if part.kind == "refund":
        return _("Given back to you") if part.state == "paid" else _("On its way back to you")
    if part.lane is Lane.COST:
        return _("Administration and fundraising")
    return {
        "asset": _("Advance or equipment"),
        "fee": _("Fee of the payment channel"),
        "loss": _("Written off"),
    }.get(part.kind, _("Payment for the project"))


def merged(parts: list[PartShown]) -> list[PartShown]:
    """For people: what one order took from both lanes stands as one part."""
    found: dict[tuple[object, ...], PartShown] = {}
    for part in parts:
        key = (part.step, part.order_ref) if part.order_ref else (part.step, part.title, part.outflow_id)
        if key in found:
            found[key] = replace(found[key], amount_fen=found[key].amount_fen + part.amount_fen)
        else:
            found[key] = part
    return list(found.values())


def sums_of(parts: list[PartShown]) -> list[Sum]:
    """The parts added up by step, for the bar and its legend."""
    sums: dict[str, int] = {}
    for part in parts:
        sums[part.step] = sums.get(part.step, 0) + part.amount_fen
    return [Sum(step, step_words(step), sums[step]) for step in _ORDER if step in sums]
