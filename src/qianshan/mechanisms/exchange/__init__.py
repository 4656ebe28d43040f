"""Two systems exchange records: parcels out, arrivals in, differences with an owner and an age.

Out: a command writes an outbox row in its own transaction (`send`); a job hands it over after the
commit, again and again with growing pauses, under one key that lets the other side recognise a
repeat; what they answered is told to the slice. In: what arrives is stored raw and sealed before
anybody reads it, once per their own name for it, and then handed to the slice, which calls a
command; what cannot be used is set aside with its reason and blocks nothing. Where their record
and ours disagree, a difference stands open under an owner until somebody settles it.

How a system is reached is a `Transport` of a folder in `outside`; which one is used is wired in
`project`. No transport means that parcels wait.
"""
