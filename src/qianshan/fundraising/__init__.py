"""Fundraising: charitable projects, fundraising plans and their filing, listing on designated platforms.

A *project* is what is done for people; a *plan* (公开募捐方案) is one public fundraising activity
for it, filed with the registering authority at least ten days before it starts (Charity Law
art 24, Order 74 arts 10-11). Filing is no permission: complete means recorded and published the
same day. Each filed plan has its filing number and its own fund in the charity's books. One may
give on the charity's own site only while `giving_open` says yes (art 27).
"""
