"""Filters that read a table by a value."""

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def look(table: Mapping[str, object], key: str) -> object:
    """The entry of a table, such as word and tone of a state."""
    return table[key]
