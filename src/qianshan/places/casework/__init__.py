"""Pages of the cases: the applicant's wizard and his cases, the officer's queue and case page.

Generic: made from a procedure's declaration. A new procedure needs no page of its own here.
"""
