"""Who and what there is in the practice province. All of it is invented."""
