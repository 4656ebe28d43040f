"""Books, funds and the money tape: how every fen is received, spent, refunded, moved and traced.

Each fund is a *tape*: a line of fen numbered from 0. Money that comes in takes the next
stretch at the end (an inflow); stretches touch. Money that goes out covers stretches (uses):
a payment covers the oldest free fen, a refund fen of its own gift. Nothing is written per
gift and payment: where a gift went is the uses that overlap its stretch, and whose money a
payment was is the inflows that overlap its uses.

A fund's line has two *lanes*, cost and programme, and a gift lies on both in the share that
the filed plan says, so no donor's coin pays the office alone. Uses are lane positions.

The database refuses what would receive or spend a fen twice; commands say it in words before.
The journal stands beside: each movement of the tape is one balanced entry of its book.
"""
