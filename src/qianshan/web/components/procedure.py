"""What people see of a procedure: its steps, its rule checks, its ratios against limits, its proof."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext as _

from qianshan.web.components.library import register

FOLD_AFTER = 6
GAUGE_WIDTH = 1000
FULL_BP = 10_000


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what, who does it, when it was or will be."""

    name: str
    state: str
    note: str = ""

    @property
    def done(self) -> bool:
        """Whether it lies behind."""
        return self.state == "done"


class RuleState(StrEnum):
    """How a rule came out."""

    FAILED = "fail"
    NEEDS_A_PERSON = "needs_a_person"
    PASSED = "pass"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule check as a row: result, value found, limit and article in words, link to the record."""

    name: str
    state: RuleState
    detail: str = ""
    article: str = ""
    href: str = ""


@register.inclusion_tag("components/steps.html")
def steps(items: Sequence[Step], *, across: bool = False) -> dict[str, object]:
    """Steps behind, now and to come."""
    return {"steps": items, "across": across}


@register.inclusion_tag("components/rule_rows.html")
def rule_rows(rows: Sequence[RuleRow]) -> dict[str, object]:
    """Rule checks: failed first, then those that need a person, passed folded after six rows."""
    looks = {
        RuleState.FAILED: ("circle-x", "amber", _("Failed")),
        RuleState.NEEDS_A_PERSON: ("user", "ink", _("Needs a person")),
        RuleState.PASSED: ("circle-check", "jade", _("Passed")),
        RuleState.NOT_APPLICABLE: ("minus", "muted", _("Not applicable")),
    }
    order = list(looks)
    seen = sorted(rows, key=lambda row: order.index(row.state))
    shown = [
        {"row": row, "icon": icon, "tone": tone, "result": result}
        for row in seen
        for icon, tone, result in [looks[row.state]]
    ]
    open_rows = max(FOLD_AFTER, sum(row.state is not RuleState.PASSED for row in rows))
    return {"rows": shown[:open_rows], "folded": shown[open_rows:], "count": len(shown[open_rows:])}


@register.inclusion_tag("components/gauge.html")
def gauge(
    name: str, *, value_bp: int, limit_bp: int, limit_words: str, floor: bool = False, detail: str = ""
) -> dict[str, object]:
    """A ratio against a limit, on a bar from zero, in basis points.

    Args:
        name: what is compared.
        value_bp: the ratio found.
        limit_bp: the limit.
        limit_words: the limit and its article in words, shown below.
        floor: the limit is a minimum.
        detail: how the ratio was formed.
    """
    whole = FULL_BP if floor else max(limit_bp * 8 // 5, value_bp, 1)
    good = value_bp >= limit_bp if floor else value_bp <= limit_bp
    near = not floor and good and value_bp * 10 >= limit_bp * 9
    return {
        "name": name,
        "value": f"{value_bp / 100:.1f}%",
        "tone": "over" if not good else "near" if near else "safe",
        "width": min(GAUGE_WIDTH, value_bp * GAUGE_WIDTH // whole),
        "tick": min(GAUGE_WIDTH, limit_bp * GAUGE_WIDTH // whole),
        "limit_words": limit_words,
        "detail": detail,
        "good": good,
    }


@register.inclusion_tag("components/ring.html")
def ring(*, kept: int, total: int, label: str) -> dict[str, object]:
    """A share as a ring with its number; for `kept of total on time`."""
    circumference = 214
    tenths = (kept * 2000 + total) // (2 * total) if total else 0
    return {
        "text": f"{tenths // 10}.{tenths % 10}%" if total else "–",
        "dash": f"{circumference * kept // total if total else 0} {circumference}",
        "label": label,
    }


@dataclass(frozen=True, slots=True)
class Proof:
    """The place of an entry in the public log."""

    entry: int
    checkpoint: int
    witnesses: int
    href: str
    logged_at: datetime | None = None


@register.inclusion_tag("components/proof_card.html")
def proof_card(proof: Proof | None, *, verify_href: str = "") -> dict[str, object]:
    """The log entry of a gift or act, how many witnesses signed, and the way to check it oneself."""
    return {"proof": proof, "verify_href": verify_href}
