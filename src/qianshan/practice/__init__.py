"""The practice province: invented organisations, persons and money, made through the real commands.

Installed only where the database was made for practice; a real installation does not have this
code at all, and start-up refuses a mix of the two. `world` says who and what there is, `stages`
bring it to life in the order in which it would happen, `personas` are the persons one may step
into at `/practice/`.
"""
