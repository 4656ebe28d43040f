"""Pages of a charity: budgets, payment orders, the bank's files."""
