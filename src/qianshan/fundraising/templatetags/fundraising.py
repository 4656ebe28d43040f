"""`{% load fundraising %}`: words of a filed plan."""

from django import template

from qianshan.fundraising import reading

register = template.Library()


@register.simple_tag
def use_kind(kind: str) -> str:
    """What a line of the planned use is for, in words."""
    return reading.use_kind(kind)
