"""`{% load qs %}`: every component of the product."""

from qianshan.web.components import chips, facts, flow, forms, icons, lists, money, navigation, procedure
from qianshan.web.components.library import register

__all__ = [
    "chips",
    "facts",
    "flow",
    "forms",
    "icons",
    "lists",
    "money",
    "navigation",
    "procedure",
    "register",
]
