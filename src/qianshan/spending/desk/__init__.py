"""Pages of an authority: payments that beneficiaries deny."""
