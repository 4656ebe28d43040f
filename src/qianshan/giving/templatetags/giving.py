"""Amounts as certificates write them."""

from django import template

from qianshan.mechanisms.money import capital as capital_of

register = template.Library()


@register.filter
def capital(amount_fen: int) -> str:
    """An amount in Chinese capitals."""
    return capital_of(amount_fen)
