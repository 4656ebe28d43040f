"""What the law asks of an organisation that wants to be recognised as a charity.

Reference date: the day on which the application is sent.
"""

from dataclasses import dataclass
from datetime import date

from qianshan.charities.checks.asked import stated
from qianshan.mechanisms.calendar.kernel import add_years
from qianshan.mechanisms.law.kernel import Finding, Law, Severity, check
from qianshan.mechanisms.words import N_, Words

ASSEMBLY, BOARD = "assembly", "board"


@dataclass(frozen=True, slots=True)
class RecognitionFacts:
    """The application as it stands in the form; None: not answered yet."""

    on: date
    form: str
    registered_on: date
    resolution_body: str = ""
    charter_items: int | None = None
    surplus_clause: bool | None = None
    spending_kept: bool | None = None
    nonprofit: bool | None = None
    finance_rules: bool | None = None
    persons: int = 0
    barred: tuple[str, ...] = ()
    last_penalty_on: date | None = None
    abnormal: bool | None = None


def deciding_body(form: str) -> str:
    """Who decides inside: the members' assembly of a social group, the board of all others (M73 art 6)."""
    return ASSEMBLY if form == "social_group" else BOARD


@check(
    "charities.recognition.legal_person",
    source="M73 art 4",
    severity=Severity.BLOCKS,
    title=N_("It is a legal person in the register"),
)
def legal_person(facts: RecognitionFacts, law: Law) -> Finding:
    """First group: the conditions of a legal person, as the register shows them."""
    return Finding.holds(
        facts.registered_on <= facts.on, Words(N_("Registered since %(day)s."), day=facts.registered_on)
    )


@check(
    "charities.recognition.resolution",
    source="M73 art 6",
    severity=Severity.BLOCKS,
    title=N_("The right body has voted for it"),
)
def resolution(facts: RecognitionFacts, law: Law) -> Finding:
    """A social group votes in its members' assembly, foundations and service agencies in the board."""
    if not facts.resolution_body:
        return Finding.not_applicable()
    right = deciding_body(facts.form)
    words = {ASSEMBLY: Words(N_("the members' assembly")), BOARD: Words(N_("the board"))}
    return Finding.holds(
        facts.resolution_body == right,
        Words(
            N_("Voted by %(voted)s; for this form it is %(right)s."),
            voted=words.get(facts.resolution_body, facts.resolution_body),
            right=words[right],
        ),
        field="resolution_body",
    )


@check(
    "charities.recognition.charter",
    source="CL art 11",
    severity=Severity.BLOCKS,
    title=N_("The charter holds the ten statutory items"),
)
def charter(facts: RecognitionFacts, law: Law) -> Finding:
    """Name and address, form, purpose, property, bodies, supervision, use of property, projects, ending, other."""
    if facts.charter_items is None:
        return Finding.not_applicable()
    return Finding.at_least(
        value=facts.charter_items, limit=law.number("charities.charter.items"), field="charter_items"
    )


@check(
    "charities.recognition.surplus",
    source="M73 art 4",
    severity=Severity.BLOCKS,
    title=N_("What is left at the end goes to the same purpose"),
)
def surplus(facts: RecognitionFacts, law: Law) -> Finding:
    """Third group: no profit is distributed, and the charter says that the surplus goes to like charities."""
    return stated(facts.surplus_clause, field="surplus_clause")


@check(
    "charities.recognition.spending",
    source="M73 art 4",
    severity=Severity.BLOCKS,
    title=N_("Charitable spending and administrative cost of last year kept the limits"),
)
def spending(facts: RecognitionFacts, law: Law) -> Finding:
    """Second group: charitable purpose, with last year's ratios kept. Asked until the books can answer."""
    return stated(facts.spending_kept, field="spending_kept")


@check(
    "charities.recognition.nonprofit",
    source="M73 art 4",
    severity=Severity.BLOCKS,
    title=N_("It seeks no profit and distributes none"),
)
def nonprofit(facts: RecognitionFacts, law: Law) -> Finding:
    """Fourth group: not for profit."""
    return stated(facts.nonprofit, field="nonprofit")


@check(
    "charities.recognition.finance",
    source="M73 art 4",
    severity=Severity.BLOCKS,
    title=N_("Financial rules and pay rules are sound"),
)
def finance(facts: RecognitionFacts, law: Law) -> Finding:
    """Fifth group: a sound system of finance and of pay."""
    return stated(facts.finance_rules, field="finance_rules")


@check(
    "charities.recognition.persons",
    source="CL art 16; M73 art 5",
    severity=Severity.BLOCKS,
    title=N_("No responsible person is barred"),
)
def persons(facts: RecognitionFacts, law: Law) -> Finding:
    """Without full capacity; an intentional crime, or the lead of a closed body, less than five years ago."""
    if not facts.persons:
        return Finding.not_applicable()
    if facts.barred:
        return Finding.fails(
            Words(N_("%(count)s persons are barred."), count=len(facts.barred)), field="persons"
        )
    return Finding.needs_a_person(
        Words(N_("%(count)s persons, none barred by their own statement."), count=facts.persons),
        field="persons",
    )


@check(
    "charities.recognition.penalty",
    source="M73 art 5",
    severity=Severity.BLOCKS,
    title=N_("No recent administrative penalty"),
)
def penalty(facts: RecognitionFacts, law: Law) -> Finding:
    """No penalty within the look-back (a parameter, in years); its last day still counts as within."""
    if facts.last_penalty_on is None:
        return Finding.passes(Words(N_("None stated.")))
    years = law.years("charities.recognition.lookback_years")
    free_from = add_years(facts.last_penalty_on, int(years))
    return Finding.holds(
        facts.on > free_from,
        Words(
            N_("The last one on %(day)s; %(years)s years end on %(end)s."),
            day=facts.last_penalty_on,
            years=int(years),
            end=free_from,
        ),
        field="last_penalty_on",
    )


@check(
    "charities.recognition.abnormal",
    source="M73 art 5",
    severity=Severity.BLOCKS,
    title=N_("Not on the abnormal-activity list"),
)
def abnormal(facts: RecognitionFacts, law: Law) -> Finding:
    """An organisation on the list is not recognised. Asked until the list can answer."""
    return stated(facts.abnormal, field="not_abnormal")
