"""Payment channels: orders, notifications, refunds, merchant accounts, and the engine's loop.

It knows no donation. A slice opens an *order* and is told by its engine step what was *paid*.
What a channel tells us is stored by one autocommitted INSERT (no act, no job, no NOTIFY) by a
WSGI callable that stands in front of Django, so a hundred times the traffic queues on nothing.
A notification may come twice, late, forged, or never: a repeat meets a unique key, a forgery
its signature, and for what never comes we ask the channel. What fits no order is set aside
with its reason and blocks nobody. A channel itself is one folder in `outside/` that passes
the conformance suite.
"""
