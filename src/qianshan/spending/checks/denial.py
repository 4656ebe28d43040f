"""What the authority is shown of a denied payment."""

from dataclasses import dataclass
from datetime import date

from qianshan.mechanisms.law.kernel import Finding, Law, Severity, check
from qianshan.mechanisms.words import N_, Words


@dataclass(frozen=True, slots=True)
class DenialFacts:
    """Answers about one order, counted in households."""

    on: date
    asked: int
    confirmed: int
    denied: int
    by_agent: int
    explained: bool


@check(
    "spending.denial.answers",
    source="CL art 108",
    severity=Severity.WARNS,
    title=N_("What the beneficiaries say"),
)
def answers(facts: DenialFacts, law: Law) -> Finding:
    """An officer calls them; a machine cannot tell whether something arrived."""
    return Finding.needs_a_person(
        Words(
            N_(
                "Of %(asked)s households asked, %(confirmed)s confirm (%(agent)s through an agent), %(denied)s deny."
            ),
            asked=facts.asked,
            confirmed=facts.confirmed,
            agent=facts.by_agent,
            denied=facts.denied,
        )
    )


@check(
    "spending.denial.explained",
    source="CL art 54",
    severity=Severity.WARNS,
    title=N_("The charity has explained it"),
)
def explained(facts: DenialFacts, law: Law) -> Finding:
    """A case that the platform opened has no explanation of the charity yet."""
    return Finding.holds(
        facts.explained,
        Words(N_("There is an explanation.")) if facts.explained else Words(N_("No explanation yet.")),
        field="explanation",
    )
