"""What must always be true of gifts and receipts."""

from django.db import connection

from qianshan.mechanisms.invariants import Broken, invariant
from qianshan.mechanisms.words import N_, Words

_MOST = 20

_WITHOUT = """
SELECT g.code FROM giving_booked b JOIN giving_gift g ON g.id = b.gift_id
WHERE g.receipt_wanted AND NOT EXISTS (
  SELECT 1 FROM giving_receiptrequest r WHERE r.gift_id = g.id AND r.state NOT IN ('reversed', 'dropped'))
AND g.amount_fen > coalesce(
  (SELECT sum(f.amount_fen) FROM giving_giftrefund f WHERE f.gift_id = g.id AND f.stage = 'done'), 0)
ORDER BY g.id LIMIT %s
"""

_WAIVED = """
SELECT g.code FROM giving_receiptrequest r JOIN giving_gift g ON g.id = r.gift_id
WHERE NOT g.receipt_wanted ORDER BY r.id LIMIT %s
"""

_SUM = """
SELECT r.number FROM giving_receiptrequest r
LEFT JOIN LATERAL (SELECT coalesce(sum(amount_fen), 0) AS fen FROM giving_receipt WHERE request_id = r.id) s ON true
WHERE s.fen <> CASE WHEN r.state IN ('issued', 'reversing') THEN r.amount_fen ELSE 0 END
ORDER BY r.id LIMIT %s
"""


@invariant("receipts.partition")
def receipts_partition() -> list[Broken]:
    """Booked gifts = gifts with a receipt + gifts without a wish + gifts with an open request + gifts given back.

    And per request: its receipts, the red ones with their minus, sum to it while it stands, else to nothing.
    """
    return [
        *_found(_WITHOUT, "giving.gift", N_("A receipt is wanted; there is neither one nor a request.")),
        *_found(_WAIVED, "giving.gift", N_("No receipt is wanted, but one was requested.")),
        *_found(_SUM, "giving.receipt_request", N_("The receipts of this request do not sum to it.")),
    ]


def _found(statement: str, kind: str, words: str) -> list[Broken]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [_MOST])
        return [Broken(f"{kind} {row[0]}", Words(words)) for row in cursor.fetchall()]
