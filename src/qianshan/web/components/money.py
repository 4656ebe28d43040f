"""Money as people read it: amounts, the bar of the money steps, tables with totals."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from qianshan.mechanisms.money import yuan
from qianshan.web.components.library import register

BAR_WIDTH = 1000


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """One row of a money table; an amount may be a word where no amount can be (`by voucher`)."""

    label: str
    amounts: tuple[int | str | None, ...]
    href: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class MoneyTable:
    """A table of amounts in fen: heads say the unit once, the foot holds the totals."""

    caption: str
    label: str
    columns: tuple[str, ...]
    rows: Sequence[MoneyRow]
    foot: MoneyRow | None = None


@register.simple_tag
def money(amount_fen: int, *, sign: bool = False, large: bool = False, word: str = "") -> SafeString:
    """Write fen as yuan: thousands, two decimals; a negative amount has a minus and may have a word."""
    text = yuan(amount_fen).replace("-", "−")
    return format_html(
        '<span class="qs-money{}">{}{}{}</span>',
        " qs-money-large" if large else "",
        mark_safe('<span class="qs-money-sign">¥</span>') if sign else "",
        text,
        format_html(' <span class="qs-second">{}</span>', word) if word else "",
    )


@register.simple_tag
def share(part_fen: int, total_fen: int) -> str:
    """A share with one decimal, half up: `79.6%`; a dash when there is no whole."""
    if total_fen <= 0:
        return "–"
    tenths = (part_fen * 2000 + total_fen) // (2 * total_fen)
    return f"{tenths // 10}.{tenths % 10}%"


def width(part_fen: int, whole_fen: int) -> int:
    """How many of the bar's thousand units an amount takes, never more than all."""
    return min(BAR_WIDTH, max(0, part_fen * BAR_WIDTH // whole_fen)) if whole_fen > 0 else 0


@dataclass(frozen=True, slots=True)
class MoneySteps:
    """The four money steps in fen; each step includes the later ones. `goal_fen` 0 is no goal."""

    received_fen: int
    reserved_fen: int
    paid_fen: int
    confirmed_fen: int
    goal_fen: int = 0


@register.inclusion_tag("components/money_bar.html")
def money_bar(money: MoneySteps, *, small: bool = False, legend: bool = False) -> dict[str, object]:
    """The four steps laid over each other in one bar; the track is the goal, or what was received."""
    whole_fen = max(money.goal_fen, money.received_fen, 1)
    steps = [
        ("received", _("Received"), money.received_fen),
        ("reserved", _("Set aside"), money.reserved_fen),
        ("paid", _("Paid out"), money.paid_fen),
        ("confirmed", _("Confirmed by beneficiaries"), money.confirmed_fen),
    ]
    parts = [
        {"step": step, "name": name, "fen": fen, "width": width(fen, whole_fen)} for step, name, fen in steps
    ]
    reading = "；".join(f"{name} {yuan(fen)}" for _step, name, fen in steps)
    return {"parts": parts, "reading": reading, "small": small, "legend": legend}


@register.inclusion_tag("components/money_table.html")
def money_table(table: MoneyTable, *, stacked: bool = True) -> dict[str, object]:
    """A table of amounts: right-aligned, totals in a foot; on a phone each row becomes a block."""
    return {"table": table, "rows": [_cells(table, row) for row in table.rows], "stacked": stacked} | (
        {"foot": _cells(table, table.foot)} if table.foot else {}
    )


def _cells(table: MoneyTable, row: MoneyRow) -> dict[str, object]:
    def text(amount: int | str | None) -> str:
        if amount is None:
            return ""
        return amount if isinstance(amount, str) else yuan(amount).replace("-", "−")

    cells = [
        {"column": column, "text": text(amount), "word": isinstance(amount, str)}
        for column, amount in zip(table.columns, row.amounts, strict=True)
    ]
    return {"row": row, "cells": cells}
