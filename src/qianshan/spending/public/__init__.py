"""Public pages: a payment, and a beneficiary's answer."""
