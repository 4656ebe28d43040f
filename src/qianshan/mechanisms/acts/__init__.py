"""One door for every change of state, and its trace.

A change is a *command*. The outermost command writes an `Act` first (who, as whom, what, why,
from where), then does its work, then writes an `ActOutcome` with the objects it touched.
Guarded tables refuse, by trigger, a write that does not stand in the act of its own
transaction, and every new row carries that act's id by column default, so rows that came in
by COPY carry it too. The application's database login can neither change nor delete an act.

This holds the application, its shell and its SQL. Against the owner of the database only the
public log and its witness help.
"""
