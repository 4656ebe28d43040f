"""Money that moves between funds of one book: an outflow here, for each of its uses one inflow there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from qianshan.mechanisms.acts.api import Actor, BadInput, WrongState, command, subject
from qianshan.mechanisms.ledger.journal import Head, post
from qianshan.mechanisms.ledger.kernel.journal import Cost, Posting
from qianshan.mechanisms.ledger.kernel.kinds import (
    MOVING,
    FundKind,
    InflowKind,
    Lane,
    OutflowKind,
    OutflowState,
    TransferKind,
)
from qianshan.mechanisms.ledger.kernel.stretches import Stretch
from qianshan.mechanisms.ledger.kernel.templates import t18b_charged_over, t23_moved
from qianshan.mechanisms.ledger.locks import lock_funds, lock_outflow
from qianshan.mechanisms.ledger.models import Fund, Inflow, Outflow, Use
from qianshan.mechanisms.ledger.refusals import FlowedOn, FundForbids
from qianshan.mechanisms.ledger.tape import (
    Arriving,
    Leaving,
    append,
    cover,
    oldest_free,
    require_payable,
    save,
)
from qianshan.mechanisms.ledger.types import OutflowRef
from qianshan.mechanisms.money import yuan
from qianshan.mechanisms.words import N_, Words

TEMPLATES = {
    TransferKind.RELEASE: "T23",
    TransferKind.RESTRICT: "T24",
    TransferKind.CHANGE_OF_USE: "T24",
    TransferKind.SURPLUS: "T25",
    TransferKind.CHARGE_OVER: "T18b",
    TransferKind.LEFTOVER: "T32",
}
_NATURE = {
    TransferKind.RELEASE: (FundKind.RESTRICTED, FundKind.UNRESTRICTED),
    TransferKind.RESTRICT: (FundKind.UNRESTRICTED, FundKind.RESTRICTED),
    TransferKind.CHANGE_OF_USE: (FundKind.RESTRICTED, FundKind.RESTRICTED),
    TransferKind.SURPLUS: (FundKind.RESTRICTED, FundKind.RESTRICTED),
    TransferKind.CHARGE_OVER: (FundKind.RESTRICTED, FundKind.UNRESTRICTED),
}


@dataclass(frozen=True, slots=True)
class Transfer:
    """Money from one fund to another.

    Args:
        amount_fen: None takes everything free: cost first, then programme.
        lane: the lane that the decision names; programme unless it says cost.
        costs: for `charge_over`: the costs that the unrestricted fund had paid, summing to the amount.
        reason_ref: for `restrict`, the law or agreement that limits the money from outside: a board decision never does.
    """

    kind: TransferKind
    from_fund_id: int
    to_fund_id: int
    amount_fen: int | None = None
    lane: Lane = Lane.PROGRAMME
    costs: tuple[Cost, ...] = ()
    reason_ref: str = ""
    on: date | None = None


@command("ledger.outflow.transfer")
def transfer(*, transfer: Transfer, by: Actor) -> OutflowRef:
    """Move free fen between two funds of one book (T18b, T23, T24, T25), or from cost to programme of one fund (T32).

    Raises:
        BadInput: the funds do not fit the kind, or the costs do not sum to the amount.
        FundForbids: a fund is closed, frozen or not yet usable; free money would become restricted without cause.
        NotEnough, LaneTooShort: fewer fen are free.
    """
    funds = lock_funds([transfer.from_fund_id, transfer.to_fund_id])
    source, target = funds[transfer.from_fund_id], funds[transfer.to_fund_id]
    day = transfer.on or by.date
    _examine(transfer, source, target)
    require_payable(source, day)
    pieces = _pieces(transfer, source)
    amount = sum(piece.length for _, piece in pieces)
    lines = _lines(transfer, source, target, amount)
    entry_id = post(source.book, Head(transfer.kind, TEMPLATES[transfer.kind], day), lines)
    leaving = Leaving(OutflowKind.TRANSFER, OutflowState.MOVED, entry_id, day)
    ref, uses = cover(source, pieces, leaving, from_head=True)
    _arrive(target, InflowKind.TRANSFER, [(use, Stretch(use.lo, use.hi)) for use in uses], entry_id, by)
    source.moved_out += amount
    target.moved_in += amount
    save(*funds.values())
    subject("ledger.outflow", ref.id)
    return ref


def _examine(transfer: Transfer, source: Fund, target: Fund) -> None:
    if transfer.kind not in TEMPLATES or source.book_id != target.book_id:
        raise BadInput(Words(N_("A transfer stays in the books of one charity.")), field="to_fund_id")
    same = source.pk == target.pk
    if same != (transfer.kind == TransferKind.LEFTOVER):
        raise BadInput(
            Words(N_("Only what is left for cost moves within a fund; everything else moves to another.")),
            field="to_fund_id",
            value=target.pk,
        )
    nature = _NATURE.get(transfer.kind)
    if nature is not None and nature != (source.kind, target.kind):
        raise BadInput(
            Words(N_("This kind of transfer does not fit the funds: one is restricted or unrestricted.")),
            field="kind",
            value=transfer.kind,
        )
    if transfer.kind == TransferKind.RESTRICT and not transfer.reason_ref:
        raise FundForbids(
            Words(
                N_(
                    "Only the law or a giver limits the charity's own money; a decision of its board does not."
                )
            ),
            field="reason_ref",
        )


def _pieces(transfer: Transfer, source: Fund) -> list[tuple[Lane, Stretch]]:
    if transfer.amount_fen is None:
        lanes = (
            [Lane.COST] if transfer.kind in {TransferKind.LEFTOVER, TransferKind.CHARGE_OVER} else list(Lane)
        )
        wanted = [(lane, source.free(lane)) for lane in lanes]
    else:
        lane = (
            Lane.COST if transfer.kind in {TransferKind.LEFTOVER, TransferKind.CHARGE_OVER} else transfer.lane
        )
        wanted = [(lane, transfer.amount_fen)]
    if any(amount < 0 for _, amount in wanted) or not sum(amount for _, amount in wanted):
        raise BadInput(Words(N_("The amount is above zero.")), field="amount_fen", value=transfer.amount_fen)
    return [(lane, piece) for lane, amount in wanted if amount for piece in oldest_free(source, lane, amount)]


def _lines(transfer: Transfer, source: Fund, target: Fund, amount: int) -> list[Posting]:
    if transfer.kind != TransferKind.CHARGE_OVER:
        return t23_moved((source.pk, source.kind), (target.pk, target.kind), amount)
    if sum(cost.amount_fen for cost in transfer.costs) != amount or any(
        cost.tag[:1] not in {"M", "B"} for cost in transfer.costs
    ):
        raise BadInput(
            Words(N_("The costs charged over are administration or fundraising and sum to the amount.")),
            field="costs",
        )
    return t18b_charged_over(source.pk, target.pk, transfer.costs)


def _arrive(
    target: Fund, kind: InflowKind, pieces: Sequence[tuple[Use, Stretch]], entry_id: int, by: Actor
) -> list[int]:
    arriving = [
        Arriving(kind, piece.length, source_use_id=use.pk, source_lo=piece.lo) for use, piece in pieces
    ]
    return append(target, arriving, entry_id=entry_id, at=by.at)


@command("ledger.outflow.transfer_back")
def transfer_back(*, outflow_id: int, by: Actor, on: date | None = None) -> OutflowRef:
    """Undo a transfer by moving the very same fen back, as new fen of kind return. Never by release.

    Raises:
        NoSuchOutflow: it does not exist.
        WrongState: it is not a transfer to another fund.
        FlowedOn: some of the fen are no longer free where they went.
        FundForbids: a fund is closed.
    """
    moved = Outflow.objects.filter(pk=outflow_id).first()
    children = list(Inflow.objects.filter(source_use__outflow_id=outflow_id).order_by("id"))
    lock_funds({child.fund_id for child in children} | ({moved.fund_id} if moved else set()))
    outflow, origin = lock_outflow(outflow_id)
    elsewhere = outflow.fund_id not in {child.fund_id for child in children}
    if (
        outflow.kind not in MOVING
        or not elsewhere
        or outflow.entry.template == TEMPLATES[TransferKind.CHARGE_OVER]
    ):
        raise WrongState(
            Words(N_("Only a transfer of net assets to another fund is moved back.")), field="outflow_id"
        )
    [place] = lock_funds({child.fund_id for child in children}).values()
    day = on or by.date
    pieces = [
        (Lane.PROGRAMME, Stretch(child.lo - child.cost_lo, child.hi - child.cost_hi)) for child in children
    ]
    _require_untouched(place, pieces)
    amount = sum(piece.length for _, piece in pieces)
    lines = t23_moved((place.pk, place.kind), (origin.pk, origin.kind), amount)
    entry_id = post(origin.book, Head(TransferKind.BACK, "T25", day), lines)
    leaving = Leaving(OutflowKind.TRANSFER, OutflowState.MOVED, entry_id, day)
    ref, uses = cover(place, pieces, leaving, from_head=False)
    _arrive(origin, InflowKind.RETURN, [(use, Stretch(use.lo, use.hi)) for use in uses], entry_id, by)
    place.moved_out += amount
    origin.moved_in += amount
    save(place, origin)
    subject("ledger.outflow", ref.id)
    return ref


def _require_untouched(place: Fund, pieces: Sequence[tuple[Lane, Stretch]]) -> None:
    for lane, piece in pieces:
        if Use.objects.filter(
            fund_id=place.pk, lane=lane, live=True, lo__lt=piece.hi, hi__gt=piece.lo
        ).exists():
            raise FlowedOn(
                Words(
                    N_("Some of these %(amount)s yuan are no longer free in the fund %(fund)s."),
                    amount=yuan(sum(one.length for _, one in pieces)),
                    fund=place.name,
                )
            )
