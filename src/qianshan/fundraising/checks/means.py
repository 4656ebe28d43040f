"""What the law asks of a plan's money, partner and decision: the second half of the filing's checks."""

from qianshan.fundraising.checks.filing import FilingFacts
from qianshan.mechanisms.law.kernel import Finding, Law, Severity, check
from qianshan.mechanisms.money import Fen, yuan
from qianshan.mechanisms.words import N_, Words

_WHOLE_BP = 10_000


@check(
    "fundraising.filing.uses",
    source="CL art 24",
    severity=Severity.BLOCKS,
    title=N_("The planned uses add up to the goal"),
)
def uses(facts: FilingFacts, law: Law) -> Finding:
    """The lines of the planned use sum to the amount that is to be raised, to the fen."""
    if facts.goal_fen is None or not facts.uses_fen:
        return Finding.not_applicable()
    total = sum(facts.uses_fen)
    return Finding.holds(
        total == facts.goal_fen,
        Words(
            N_("Uses %(total)s yuan, goal %(goal)s yuan."),
            total=yuan(Fen(total)),
            goal=yuan(Fen(facts.goal_fen)),
        ),
        field="uses",
    )


@check(
    "fundraising.filing.goal",
    source="M74 art 10",
    severity=Severity.BLOCKS,
    title=N_("An expected amount is named"),
)
def goal(facts: FilingFacts, law: Law) -> Finding:
    """The plan names how much is to be raised: more than nothing."""
    if facts.goal_fen is None:
        return Finding.not_applicable()
    return Finding.holds(
        facts.goal_fen > 0, Words(N_("%(goal)s yuan."), goal=yuan(Fen(facts.goal_fen))), field="goal_fen"
    )


@check(
    "fundraising.filing.cost",
    source="R2026",
    severity=Severity.WARNS,
    title=N_("Fundraising cost stays within the limit"),
)
def cost(facts: FilingFacts, law: Law) -> Finding:
    """The planned fundraising cost as a share of the goal, held against the limit when there is one in force."""
    if not facts.goal_fen:
        return Finding.not_applicable()
    share = facts.fundraising_cost_fen * _WHOLE_BP // facts.goal_fen
    if not law.has("fundraising.cost.max_bp"):
        return Finding.needs_a_person(
            Words(
                N_("%(percent)s%% of the goal; the limit of the announced order is not in force yet."),
                percent=f"{share // 100}.{share % 100:02d}",
            ),
            field="uses",
        )
    return Finding.at_most(value=share, limit=law.bp("fundraising.cost.max_bp"), field="uses")


@check(
    "fundraising.filing.account",
    source="M74 on accounts",
    severity=Severity.BLOCKS,
    title=N_("The account is the charity's own"),
)
def account(facts: FilingFacts, law: Law) -> Finding:
    """The holder's name equals the organisation's, letter by letter; never a person's or another's account."""
    if not facts.account_holder:
        return Finding.not_applicable()
    return Finding.holds(
        facts.account_holder == facts.organisation_name,
        Words(
            N_("Account holder “%(holder)s”, organisation “%(name)s”."),
            holder=facts.account_holder,
            name=facts.organisation_name,
        ),
        field="account",
    )


@check(
    "fundraising.filing.scope",
    source="M74 on accounts",
    severity=Severity.WARNS,
    title=N_("The purpose lies within the charter"),
)
def scope(facts: FilingFacts, law: Law) -> Finding:
    """The charity names the clause of its charter; whether it covers the purpose, a person judges."""
    if not facts.charter_clause:
        return Finding.not_applicable()
    return Finding.needs_a_person(
        Words(N_("Charter, %(clause)s. Compare it with the purpose."), clause=facts.charter_clause),
        field="charter_clause",
    )


@check(
    "fundraising.filing.resolution",
    source="M74 on accounts",
    severity=Severity.BLOCKS,
    title=N_("The deciding body has decided on the activity"),
)
def resolution(facts: FilingFacts, law: Law) -> Finding:
    """There is a resolution, and it was passed before the plan is filed."""
    if facts.resolution_on is None:
        return Finding.not_applicable()
    if facts.resolution_on > facts.on:
        return Finding.fails(
            Words(N_("The resolution is dated %(day)s, after today."), day=facts.resolution_on),
            field="resolution_on",
        )
    return Finding.holds(
        facts.resolution,
        Words(N_("Resolution of %(day)s."), day=facts.resolution_on)
        if facts.resolution
        else Words(N_("The resolution of %(day)s is not attached."), day=facts.resolution_on),
        field="resolution",
    )


@check(
    "fundraising.filing.partner",
    source="CL art 26",
    severity=Severity.BLOCKS,
    title=N_("A partner is named, evaluated and bound by agreement"),
)
def partner(facts: FilingFacts, law: Law) -> Finding:
    """Who cooperates with an unqualified body names it in the plan, has evaluated it and has a written agreement."""
    if not facts.has_partner:
        return Finding.not_applicable()
    lacking = [
        words
        for there, words in (
            (facts.partner_named, N_("its name")),
            (facts.partner_agreement, N_("the agreement")),
            (facts.partner_evaluation, N_("the evaluation")),
        )
        if not there
    ]
    if lacking:
        return Finding.fails(
            Words(N_("Of the partner, %(what)s is missing."), what=Words(lacking[0])), field="partner_name"
        )
    return Finding.passes(Words(N_("Named, agreement and evaluation attached.")))


@check(
    "fundraising.filing.overlap",
    source="M74 art 10",
    severity=Severity.WARNS,
    title=N_("No other activity of the project in the same period"),
)
def overlap(facts: FilingFacts, law: Law) -> Finding:
    """Two activities for one project at one time are allowed when the books can be kept apart: a person looks."""
    if facts.starts_on is None or facts.ends_on is None:
        return Finding.not_applicable()
    found = [number for number, until in facts.overlapping if until >= facts.starts_on]
    if found:
        return Finding.needs_a_person(
            Words(
                N_("%(number)s runs in the same period; write how the two are kept apart."), number=found[0]
            ),
            rows=tuple(("fundraising.plan", number) for number in found),
            field="starts_on",
        )
    return Finding.passes(Words(N_("None.")))
