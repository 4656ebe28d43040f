"""What must always be true of payment orders and the ledger."""

from django.db import connection

from qianshan.mechanisms.invariants import Broken, invariant
from qianshan.mechanisms.words import N_, Words

_MOST = 20

# An order's outflow: same fund, same fen, and the state that the order's state stands for.
_STATES = """
SELECT o.code FROM spending_paymentorder o LEFT JOIN ledger_outflow f ON f.id = o.outflow_id
WHERE (o.outflow_id IS NOT NULL AND f.id IS NULL)
   OR (f.id IS NOT NULL AND (f.fund_id <> o.fund_id OR f.amount <> o.amount_fen OR f.order_ref <> o.code
     OR f.state <> CASE
       WHEN o.state IN ('reserved', 'sent') THEN 'reserved'
       WHEN o.state IN ('failed', 'cancelled') THEN 'cancelled'
       WHEN o.confirmed_on IS NOT NULL THEN 'confirmed'
       ELSE 'paid' END))
ORDER BY o.id LIMIT %s
"""

_LINES = """
SELECT l.id FROM spending_budgetline l
JOIN spending_paymentorder o ON o.line_id = l.id AND o.state IN ('reserved', 'sent', 'paid', 'confirmed', 'denied')
GROUP BY l.id, l.amount_fen HAVING sum(o.amount_fen) > l.amount_fen ORDER BY l.id LIMIT %s
"""

_CONFIRMED = """
SELECT o.code FROM spending_paymentorder o
WHERE (o.confirmed_on IS NOT NULL) AND (
  NOT EXISTS (SELECT 1 FROM spending_recipient r WHERE r.order_id = o.id)
  OR EXISTS (SELECT 1 FROM spending_recipient r WHERE r.order_id = o.id AND r.state <> 'confirmed'))
ORDER BY o.id LIMIT %s
"""


@invariant("spending.orders")
def orders_and_outflows() -> list[Broken]:
    """Each order says what its outflow says; no line is overdrawn; confirmed means that every household said yes."""
    return [
        *_found(_STATES, "spending.order", N_("The order and its outflow in the books do not say the same.")),
        *_found(_LINES, "spending.line", N_("More is reserved on this budget line than it holds.")),
        *_found(
            _CONFIRMED, "spending.order", N_("It counts as confirmed, but not every household said yes.")
        ),
    ]


def _found(statement: str, kind: str, words: str) -> list[Broken]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [_MOST])
        return [Broken(f"{kind} {row[0]}", Words(words)) for row in cursor.fetchall()]
