"""Signing in and proving who one is: staff by invitation, password and one-time code; donors by phone or link.

Also a person's own page (posts, sessions, what was read about him), the pages on which posts are
proposed, confirmed and ended, and what the three administrators see.
"""
