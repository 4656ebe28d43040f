"""Turning orders and findings into what components draw."""

from dataclasses import dataclass

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from qianshan.mechanisms.calendar.clock import SHANGHAI
from qianshan.mechanisms.documents.api import FileInfo, files_info
from qianshan.mechanisms.law.kernel import Finding, Findings, cite
from qianshan.mechanisms.money import capital, yuan
from qianshan.spending.checks.payment import RatioFacts
from qianshan.spending.classes import CLASSES
from qianshan.spending.queries.orders import Hand, OrderDetail, PaperView
from qianshan.spending.types import LEFT, LIVE, Answers, OrderState
from qianshan.spending.vocabulary import SLOTS, state_tone, state_words
from qianshan.web.components.facts import Fact
from qianshan.web.components.procedure import RuleRow, RuleState, Step

_ENDED = (OrderState.FAILED, OrderState.RETURNED, OrderState.CANCELLED)
_BP = 10_000


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper with its file, for a list."""

    view: PaperView
    file: FileInfo
    what: str
    size: str


@dataclass(frozen=True, slots=True)
class RatioView:
    """The year's ratio before and after, for the gauge above the rules."""

    before: str
    after: str
    after_bp: int
    limit_bp: int
    over: bool
    most_fen: int
    counted: str


def state_of(state: str) -> dict[str, object]:
    """Word and tone of a state."""
    return {"words": state_words(state), "tone": state_tone(state)}


def rows_of(found: Findings | list[Finding]) -> list[RuleRow]:
    """Findings as rule rows."""
    return [
        RuleRow(str(one.title_words), RuleState(one.outcome.value), str(one.words), str(cite(one.source)))
        for one in found
    ]


def steps_of(order: OrderDetail) -> list[Step]:
    """The five steps of an order: drafted, two signatures, bank, confirmed."""
    state = order.line.state
    if state in _ENDED:
        return [
            _step(_("Drafting"), order.drafted),
            Step(str(state_words(state)), "now", order.ended_words),
        ]
    bank_done = state in LEFT
    paid = order.line.paid_on.isoformat() if order.line.paid_on else ""
    steps = [
        _step(_("Drafting"), order.drafted),
        _step(_("First signature"), order.first),
        _step(_("Second signature"), order.second),
        Step(_("Payment by the bank"), "done" if bank_done else "todo", paid or order.line.batch_code),
        Step(
            _("Confirmation"),
            "done" if state == OrderState.CONFIRMED else "todo",
            answers_line(order.answers),
        ),
    ]
    now = next((n for n, step in enumerate(steps) if step.state != "done"), None)
    if now is not None:
        steps[now] = Step(steps[now].name, "now", steps[now].note or _("now"))
    return steps


def _step(name: str, hand: Hand | None) -> Step:
    if hand is None:
        return Step(name, "todo")
    return Step(name, "done", f"{hand.at.astimezone(SHANGHAI):%m-%d %H:%M} {hand.name}")


def answers_line(answers: Answers) -> str:
    """How many of those asked have confirmed, in words; empty before anybody was asked."""
    if not answers.asked:
        return ""
    return _("%(yes)s of %(asked)s households") % {"yes": answers.confirmed, "asked": answers.asked}


def facts_of(order: OrderDetail, source: str) -> list[Fact]:
    """The facts of an order for the charity's own staff."""
    facts = [
        Fact(
            _("Payee"),
            order.payee_full,
            _("%(bank)s, account ending in %(tail)s") % {"bank": order.bank, "tail": order.account_tail},
        ),
        Fact(_("For"), order.line.purpose, order.details),
        Fact(_("Paid from"), source, order.line.line_name),
        Fact(_("Cost class"), str(CLASSES[order.line.cost_class])),
    ]
    if order.place or order.beneficiaries:
        people = _("%(count)s people") % {"count": order.beneficiaries} if order.beneficiaries else ""
        facts.append(Fact(_("Where and for whom"), order.place or "–", people))
    if order.reason:
        facts.append(Fact(_("Reason of the second signer"), order.reason))
    if order.bank_txn:
        facts.append(Fact(_("Bank's transaction"), order.bank_txn, code=True))
    return facts


def papers_of(papers: tuple[PaperView, ...]) -> list[Paper]:
    """Papers with name and size."""
    files = {one.id: one for one in files_info(paper.file_id for paper in papers)}
    return [
        Paper(
            paper,
            files[paper.file_id],
            str(SLOTS[paper.slot]),
            filesizeformat(files[paper.file_id].size_bytes),
        )
        for paper in papers
    ]


def ratio_view(ratio: RatioFacts | None, amount_fen: int, limit_bp: int) -> RatioView | None:
    """The year's administrative ratio before and after an order, and the most that would keep the limit."""
    if ratio is None or not limit_bp:
        return None
    after_whole = ratio.total_fen + amount_fen
    after_bp = (ratio.admin_fen + amount_fen) * _BP // after_whole
    before_bp = ratio.admin_fen * _BP // ratio.total_fen if ratio.total_fen else 0
    most = max(0, (limit_bp * ratio.total_fen - _BP * ratio.admin_fen) // (_BP - limit_bp))
    counted = (
        _("counted over the payment orders of this year")
        if ratio.source == "payments"
        else _("counted over the books of this year")
    )
    over = (ratio.admin_fen + amount_fen) * _BP > limit_bp * after_whole
    return RatioView(_percent(before_bp), _percent(after_bp), after_bp, limit_bp, over, most, counted)


def amount_words(amount_fen: int) -> str:
    """An amount in Chinese capitals."""
    return capital(amount_fen)


def money_facts(order: OrderDetail) -> str:
    """One line for the title of a payment."""
    return f"{yuan(order.line.amount_fen)} {state_words(order.line.state)}"


def is_live(state: str) -> bool:
    """Whether the order holds fen of its fund."""
    return state in LIVE


def _percent(ratio_bp: int) -> str:
    return f"{ratio_bp / 100:.1f}%"
