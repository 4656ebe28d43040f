"""Who may do what: organisations, persons, the posts they hold, and what a post allows.

A person holds *posts* in organisations, each with roles, a scope (a division and everything
below it in the tree valid that day) and a period. A *capability* such as `plan.decide` is
registered by the slice it belongs to and granted by role; a permission is a verdict with its
reason. As whom somebody acts stands in the URL, never in the session, so two tabs with two
hats do not mix. Staff sign in with password and TOTP after an invitation; donors need no
account: signed links and codes by SMS prove a phone number. Three administrators are kept
apart: the system's, the one for security (proposes posts) and the one for audit (reads all,
writes nothing); the organisation's head confirms a post, and nobody grants himself one.
"""
