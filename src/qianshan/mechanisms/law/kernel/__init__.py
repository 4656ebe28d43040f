"""Facts in, findings out: pure, no Django, no clock, no database.

    @check("fundraising.filing.lead_time", source="M74 art 11", severity=Severity.BLOCKS,
           title=N_("Filed ten days before the activity starts"))
    def lead_time(facts: FilingFacts, law: Law) -> Finding:
        days = days_between(facts.filed_on, facts.starts_on)
        return Finding.at_least(value=days, limit=law.days("fundraising.filing.lead_days"))

    run_checks("fundraising.filing", facts, law_on(facts.on)).required()

A check belongs to the group that its name says without the last part. `Law` answers for one
day and notes what a check reads: when a failed check has read an unverified number, or stands
on an article whose text nobody has read, the failure becomes `needs_a_person`.
"""

from qianshan.mechanisms.law.kernel.checks import (
    CHECKS,
    Check,
    ChecksFailed,
    Findings,
    check,
    checks_of,
    run_checks,
)
from qianshan.mechanisms.law.kernel.finding import Finding, Outcome, Severity
from qianshan.mechanisms.law.kernel.lawbook import Law, UnknownParameter, law_on
from qianshan.mechanisms.law.kernel.statutes import (
    Article,
    Bilingual,
    Limit,
    Parameter,
    Statute,
    UnknownArticle,
    article,
    cite,
    statutes,
)

__all__ = [
    "CHECKS",
    "Article",
    "Bilingual",
    "Check",
    "ChecksFailed",
    "Finding",
    "Findings",
    "Law",
    "Limit",
    "Outcome",
    "Parameter",
    "Severity",
    "Statute",
    "UnknownArticle",
    "UnknownParameter",
    "article",
    "check",
    "checks_of",
    "cite",
    "law_on",
    "run_checks",
    "statutes",
]
