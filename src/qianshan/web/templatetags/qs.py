"""`{% load qs %}`: every component of the product."""

from qianshan.web.components import chips, facts, forms, icons, lists, money, navigation, procedure
from qianshan.web.components.library import register

__all__ = ["chips", "facts", "forms", "icons", "lists", "money", "navigation", "procedure", "register"]
