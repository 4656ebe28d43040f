"""Which books are whose."""

from qianshan.mechanisms.ledger.kernel.kinds import FundRole
from qianshan.mechanisms.ledger.models import Book, Fund


def book_of(organisation_id: int) -> int | None:
    """The book of an organisation; None before it is opened."""
    return Book.objects.filter(organisation_id=organisation_id).values_list("pk", flat=True).first()


def general_fund_of(organisation_id: int) -> int | None:
    """The unrestricted fund of an organisation's book; None before it is opened."""
    rows = Fund.objects.filter(book__organisation_id=organisation_id, role=FundRole.GENERAL)
    return rows.order_by("pk").values_list("pk", flat=True).first()
