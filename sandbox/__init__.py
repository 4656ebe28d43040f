"""Look-alikes of the outside systems, in one process without Django.

It shares no line of code with the product: both sides are held to the vendors' published
documents. Each look-alike is a package `sandbox/<name>/` with a function `routes(app)`; every
page carries the mark 沙盒 sandbox, so that nobody takes play money for real money.
"""
