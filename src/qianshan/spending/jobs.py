"""What the bank says, read by the worker and handed to commands."""

from qianshan.mechanisms.acts.api import Actor
from qianshan.mechanisms.calendar.clock import date_of
from qianshan.mechanisms.exchange.api import Arrival, on_arrival, on_sent
from qianshan.outside.bank.files import read_result
from qianshan.outside.bank.transport import BATCH, RESULT
from qianshan.spending.commands.batches import note_fate
from qianshan.spending.commands.results import LineResult, take_result

BANK = "bank"


@on_sent(BANK, BATCH)
def batch_sent(*, key: str, their_ref: str, refusal: str, by: Actor) -> None:
    """The bank took a batch, or refused it."""
    note_fate(code=key, their_ref=their_ref, refusal=refusal, by=by)


@on_arrival(BANK, RESULT)
def result_came(arrival: Arrival, by: Actor) -> None:
    """Read a result file; one that breaks its format is set aside whole.

    Raises:
        BadFile: it does not follow its format.
        NotFound: a batch that nobody sent.
    """
    result = read_result(arrival.content)
    lines = [
        LineResult(
            ref=line.ref,
            account=line.account,
            amount_fen=line.amount_fen,
            state=line.state.value,
            bank_txn=line.bank_txn,
            paid_on=date_of(line.paid_at) if line.paid_at else None,
            reason_code=line.reason_code,
            reason=line.reason,
        )
        for line in result.lines
    ]
    take_result(batch_code=result.batch, lines=lines, by=by)
