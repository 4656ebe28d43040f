"""Somebody submits and somebody decides within a clock.

Two kinds. A *filing* (备案): complete means recorded and published the same day; otherwise all
defects are told at once and there is a period to correct; it is never a permission. An
*application*: it is accepted (受理) or returned with all defects at once, handled, reviewed and
approved by different persons, and decided within its clock.

A slice writes a `Procedure` as typed frozen data: who may start it, its authority, form steps,
document slots, checks, clocks, chain, effect. The engine gives drafts, immutable numbered
revisions, findings while typing, the visible holder, version checks on every decision, decisions
with number, reasons, articles and remedies, the clock with its article, the queue, and the
timeline from the acts. What is sent never changes: a correction is a new revision.
"""
