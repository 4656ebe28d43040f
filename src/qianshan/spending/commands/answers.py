"""What beneficiaries say: it arrived, or it did not."""

from dataclasses import dataclass, field

from qianshan.mechanisms.acts.api import Actor, BadInput, NotFound, WrongState, command, subject
from qianshan.mechanisms.documents.api import CleanFile, Seal, keep_file
from qianshan.mechanisms.ledger.api import mark_confirmed
from qianshan.mechanisms.sealed.api import seal_for_system
from qianshan.mechanisms.translog.api import add_leaves
from qianshan.mechanisms.words import N_, Words
from qianshan.spending.commands.denials import open_denial
from qianshan.spending.commands.owned import SUBJECT
from qianshan.spending.commands.recipients import SAID
from qianshan.spending.models import Denial, PaymentOrder, Recipient
from qianshan.spending.queries.answers import answers_of
from qianshan.spending.types import LEFT, OrderState, Way

PHOTO_PURPOSE = "spending.slip"
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: it arrived or not, and in own words what is missing (needed when it did not)."""

    arrived: bool
    words: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class AgentAnswer:
    """A village agent answers for a household: his name, why not themselves, a photo of the signed slip."""

    answer: Answer
    agent: str = field(repr=False)
    reason: str
    photo: CleanFile


@command("spending.recipient.answer")
def answer(*, recipient_code: str, said: Answer, way: Way, by: Actor) -> None:
    """Note a household's own answer, once. Locks the order, then the recipient.

    Raises:
        NotFound: no such recipient.
        WrongState: not asked yet, answered before, or to be answered by an agent.
        BadInput: it did not arrive and no word on what is missing.
    """
    order, row = _locked(recipient_code)
    if row.by_agent:
        raise WrongState(Words(N_("This is answered by the village agent with a photo of the slip.")))
    _note(order, row, said, way, by)


@command("spending.recipient.answer_as_agent")
def answer_as_agent(*, recipient_code: str, said: AgentAnswer, by: Actor) -> None:
    """Note what a village agent answers for a household; shown everywhere as such.

    Raises:
        NotFound, WrongState, BadInput: as `answer`; also without name or reason.
    """
    order, row = _locked(recipient_code)
    if not row.by_agent:
        raise WrongState(Words(N_("This household answers itself.")))
    if not said.agent.strip() or not said.reason.strip():
        raise BadInput(
            Words(N_("Enter your name, and why the household does not answer itself.")), field="agent"
        )
    row.photo_id = keep_file(file=said.photo, purpose=PHOTO_PURPOSE, seal=Seal.SYSTEM, by=by)
    row.agent_reason = said.reason.strip()[:60]
    words = f"{said.agent.strip()}：{said.answer.words.strip()}"
    _note(order, row, Answer(said.answer.arrived, words), Way.AGENT, by)


def _locked(recipient_code: str) -> tuple[PaymentOrder, Recipient]:
    order_id = Recipient.objects.filter(code=recipient_code).values_list("order_id", flat=True).first()
    if order_id is None:
        raise NotFound(Words(N_("There is nothing to confirm here.")))
    order = PaymentOrder.objects.select_for_update(no_key=True).get(pk=order_id)
    return order, Recipient.objects.select_for_update(no_key=True).get(code=recipient_code)


def _note(order: PaymentOrder, row: Recipient, said: Answer, way: Way, by: Actor) -> None:
    if row.state != "asked" or order.state not in LEFT:
        raise WrongState(Words(N_("This was answered already. Thank you.")))
    if not said.arrived and not said.words.strip():
        raise BadInput(Words(N_("Say in a few words what did not arrive.")), field="words")
    row.state = "confirmed" if said.arrived else "denied"
    row.way, row.answered_at = way, by.at
    row.sealed_words = seal_for_system(SAID, said.words.strip()[:_LONGEST]) if said.words.strip() else None
    row.save(update_fields=["state", "way", "answered_at", "sealed_words", "agent_reason", "photo_id"])
    subject("spending.recipient", row.code, "answer")
    subject(SUBJECT, order.code, "answers")
    if not said.arrived:
        open_denial(order, row, by)
    recount(order, by)


def recount(order: PaymentOrder, by: Actor) -> None:
    """Derive the order's state from its answers; called inside a command that holds the order.

    Denied while a denial is open; confirmed when every household said yes. A denial that the
    authority settled lets payments go on; the household's no stays a no, so the order stays paid.
    """
    if Denial.objects.filter(order=order, settled_at=None).exists():
        _move(order, OrderState.DENIED)
        return
    answers = set(order.recipients.values_list("state", flat=True))
    if answers != {"confirmed"}:
        _move(order, OrderState.PAID)
        return
    if order.confirmed_on is None:
        order.confirmed_on = by.date
        mark_confirmed(outflow_id=order.outflow_id or 0, by=by)
        found = answers_of([order.pk])[order.pk]
        ways = {"link": found.by_link, "sms": found.by_sms, "agent": found.by_agent}
        add_leaves("payment.confirmed", [(order.code, {"on": by.date.isoformat(), "ways": ways})])
    _move(order, OrderState.CONFIRMED)


def _move(order: PaymentOrder, state: OrderState) -> None:
    if order.state == state:
        return
    order.state, order.version = state, order.version + 1
    order.save(update_fields=["state", "version", "confirmed_on"])
    subject(SUBJECT, order.code, "state")
