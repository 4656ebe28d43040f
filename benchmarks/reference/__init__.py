"""References: what ours is measured against. Nothing here imports the product."""
