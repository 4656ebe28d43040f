"""One gift as its donor follows it: what became of each fen, the proof, taking back what is unspent.

The page is made of ledger, giving and spending, so it stands above them. Its parts sum to the
gift, or it fails rather than show something else.
"""
