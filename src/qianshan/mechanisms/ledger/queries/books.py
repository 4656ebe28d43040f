"""Which books are whose."""

from qianshan.mechanisms.ledger.models import Book


def book_of(organisation_id: int) -> int | None:
    """The book of an organisation; None before it is opened."""
    return Book.objects.filter(organisation_id=organisation_id).values_list("pk", flat=True).first()
