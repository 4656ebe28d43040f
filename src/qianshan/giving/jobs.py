"""Work after the booking: tell donors, ask for receipts, read what came back."""

from procrastinate.contrib.django import app

from qianshan.giving import arrivals  # noqa: F401  (registers its readers)
from qianshan.giving.commands.receipts import send_request, send_reversal
from qianshan.giving.commands.telling import tell_booked
from qianshan.giving.queries.payloads import issue_payload, reversal_payload, wished_of_batch
from qianshan.mechanisms.acts.api import Actor
from qianshan.mechanisms.calendar.clock import now


@app.task(name="giving.tell_donors", queue="giving")
def tell_donors(batch_id: int) -> None:
    """Send each donor of a batch who left a phone number his link."""
    tell_booked(batch_id=batch_id, by=Actor.job("giving.tell_donors", at=now()))


@app.task(name="giving.request_receipts", queue="giving")
def request_receipts(batch_id: int) -> None:
    """Ask for the receipts that donors of a batch want."""
    for request_id in wished_of_batch(batch_id):
        _request(request_id)


@app.task(name="giving.request_receipt", queue="giving")
def request_receipt(request_id: int) -> None:
    """Ask for one receipt (again)."""
    _request(request_id)


@app.task(name="giving.reverse_receipt", queue="giving")
def reverse_receipt(request_id: int) -> None:
    """Ask for the red receipt of one that no longer stands."""
    send_reversal(
        request_id=request_id,
        payload=reversal_payload(request_id),
        by=Actor.job("giving.reverse_receipt", at=now()),
    )


def _request(request_id: int) -> None:
    send_request(
        request_id=request_id,
        payload=issue_payload(request_id),
        by=Actor.job("giving.request_receipts", at=now()),
    )
