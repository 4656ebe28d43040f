"""What is looked at before money leaves. Yearly ratios and unverified numbers never block."""

from dataclasses import dataclass
from datetime import date

from qianshan.mechanisms.law.kernel import Finding, Law, Severity, check
from qianshan.mechanisms.money import yuan
from qianshan.mechanisms.words import N_, Words
from qianshan.spending.checks.needed import missing_slots

_WHOLE_BP = 10_000


@dataclass(frozen=True, slots=True)
class RatioFacts:
    """Administrative cost and all cost of the year, before this order, in fen; `kind` names the limit's row."""

    admin_fen: int
    total_fen: int
    kind: str
    source: str


@dataclass(frozen=True, slots=True)
class PaymentFacts:
    """A payment order as the checks see it.

    Attributes:
        line_left_fen: None when the order is for no budget line (unrestricted money).
        lane_free_fen: what the lane that must pay has free.
        slots: documents there are.
        invoice_elsewhere: code of another live order that stands on the same invoice.
        signers: ids of the people who drafted and signed so far; empty before the first.
        signer_without_id: a signer is not known by an ID number, so two accounts of one human cannot be told.
        payee_person_id: the human who is paid, if one is.
        reachable: households that will be asked.
        open_denials: codes of denied orders to this payee or on this budget line that are not settled.
    """

    on: date
    amount_fen: int
    cost_class: str
    line_name: str
    line_left_fen: int | None
    lane_free_fen: int
    payee_kind: str
    payee_related: bool
    relation: str
    payee_person_id: int | None
    slots: tuple[str, ...]
    invoice_elsewhere: str
    account_checked: bool
    signers: tuple[int, ...]
    signer_without_id: bool
    place_given: bool
    beneficiaries: int
    reachable: int
    open_denials: tuple[str, ...]
    ratio: RatioFacts | None

    @property
    def is_aid(self) -> bool:
        """Whether it is given to beneficiaries (class A1)."""
        return self.cost_class == "A1"


@check(
    "spending.payment.budget_left",
    source="CL art 54",
    severity=Severity.BLOCKS,
    title=N_("The budget line has enough left"),
)
def budget_left(facts: PaymentFacts, law: Law) -> Finding:
    """What is already reserved on the line and this order stay within the line."""
    if facts.line_left_fen is None:
        return Finding.not_applicable(Words(N_("Paid from unrestricted money, no budget line.")))
    return Finding.holds(
        facts.amount_fen <= facts.line_left_fen,
        Words(
            N_("“%(line)s” has %(left)s yuan left; this order takes %(amount)s."),
            line=facts.line_name,
            left=yuan(facts.line_left_fen),
            amount=yuan(facts.amount_fen),
        ),
        field="amount",
    )


@check(
    "spending.payment.money_free",
    source="CL art 54",
    severity=Severity.BLOCKS,
    title=N_("The money is there"),
)
def money_free(facts: PaymentFacts, law: Law) -> Finding:
    """The lane that pays has enough free fen: cost is paid from the cost lane only."""
    return Finding.holds(
        facts.amount_fen <= facts.lane_free_fen,
        Words(
            N_("%(free)s yuan are free for this; this order takes %(amount)s."),
            free=yuan(facts.lane_free_fen),
            amount=yuan(facts.amount_fen),
        ),
        field="amount",
    )


@check(
    "spending.payment.cost_ratio",
    source="CL art 61",
    severity=Severity.WARNS,
    title=N_("Administrative cost of the year"),
)
def cost_ratio(facts: PaymentFacts, law: Law) -> Finding:
    """The year's ratio before and after this order. It is decided at the end of the year: it never blocks."""
    ratio = facts.ratio
    if ratio is None or facts.cost_class[0] != "M":
        return Finding.not_applicable(Words(N_("Not an administrative cost.")))
    before = _bp(ratio.admin_fen, ratio.total_fen)
    after = _bp(ratio.admin_fen + facts.amount_fen, ratio.total_fen + facts.amount_fen)
    if not law.has("spending.ratio.admin_max", ratio.kind):
        return Finding.needs_a_person(
            Words(
                N_("%(before)s → %(after)s; the limit depends on net assets that are not known here."),
                before=_percent(before),
                after=_percent(after),
            )
        )
    limit = law.bp("spending.ratio.admin_max", ratio.kind)
    words = Words(
        N_("%(before)s → %(after)s, limit %(limit)s"),
        before=_percent(before),
        after=_percent(after),
        limit=_percent(int(limit)),
    )
    whole = ratio.total_fen + facts.amount_fen
    if (ratio.admin_fen + facts.amount_fen) * _WHOLE_BP > int(limit) * whole:
        return Finding.needs_a_person(words, value=after, limit=limit, field="reason")
    return Finding.at_most(value=after, limit=limit, words=words)


@check(
    "spending.payment.documents",
    source="CL art 54",
    severity=Severity.BLOCKS,
    title=N_("The papers are there"),
)
def documents(facts: PaymentFacts, law: Law) -> Finding:
    """A unit is paid on a contract or an invoice, a person on a list or a decision."""
    missing = missing_slots(facts.payee_kind, facts.slots)
    if missing:
        return Finding.fails(Words(missing), field="documents")
    return Finding.passes(Words(N_("%(count)s papers."), count=len(facts.slots)))


@check(
    "spending.payment.invoice_unused",
    source="CL art 54",
    severity=Severity.BLOCKS,
    title=N_("No invoice pays twice"),
)
def invoice_unused(facts: PaymentFacts, law: Law) -> Finding:
    """The invoice number stands in no other order of this charity that is reserved or paid."""
    if "invoice" not in facts.slots:
        return Finding.not_applicable(Words(N_("There is no invoice.")))
    if facts.invoice_elsewhere:
        return Finding.fails(
            Words(N_("The order %(code)s stands on the same invoice."), code=facts.invoice_elsewhere),
            rows=(("spending.order", facts.invoice_elsewhere),),
            field="invoice_number",
        )
    return Finding.passes(Words(N_("Used for the first time.")))


@check(
    "spending.payment.payee_account",
    source="CL art 54",
    severity=Severity.BLOCKS,
    title=N_("The account is the payee's"),
)
def payee_account(facts: PaymentFacts, law: Law) -> Finding:
    """The first signer compared holder and number with the contract; the bank compares the name again."""
    if not facts.account_checked:
        return Finding.needs_a_person(
            Words(N_("The first signer compares the account's holder and number with the contract.")),
            field="account_checked",
        )
    return Finding.passes(Words(N_("Compared by the first signer.")))


@check(
    "spending.payment.related_party",
    source="CL art 14",
    severity=Severity.BLOCKS,
    title=N_("No dealing with oneself"),
)
def related_party(facts: PaymentFacts, law: Law) -> Finding:
    """Whoever is paid does not sign; a dealing with a related party is decided without him and published."""
    if facts.payee_person_id is not None and facts.payee_person_id in facts.signers:
        return Finding.fails(Words(N_("The payee drafted or signed this order himself.")))
    if facts.payee_related:
        return Finding.needs_a_person(
            Words(
                N_(
                    "A related party: %(relation)s. Decided without that person; the order is published as such."
                ),
                relation=facts.relation,
            ),
            field="reason",
        )
    return Finding.passes(Words(N_("Not entered as a related party.")))


@check(
    "spending.payment.three_people",
    source="CL art 54",
    severity=Severity.BLOCKS,
    title=N_("Three people, three hands"),
)
def three_people(facts: PaymentFacts, law: Law) -> Finding:
    """Draft, first and second signature are three humans, whatever their posts or accounts."""
    if len(set(facts.signers)) != len(facts.signers):
        return Finding.fails(Words(N_("One person stands in this order twice.")))
    if facts.signer_without_id:
        return Finding.needs_a_person(
            Words(N_("A signer is not entered with an ID number; two accounts of one person cannot be told."))
        )
    return Finding.passes(Words(N_("%(count)s different people so far."), count=len(facts.signers)))


@check(
    "spending.payment.beneficiaries",
    source="CL art 59",
    severity=Severity.BLOCKS,
    title=N_("For whom and where"),
)
def beneficiaries(facts: PaymentFacts, law: Law) -> Finding:
    """Aid names the place and how many people it is for, and somebody who can say that it arrived."""
    if not facts.is_aid:
        return Finding.not_applicable(Words(N_("Not aid given to beneficiaries.")))
    if not facts.place_given:
        return Finding.fails(Words(N_("The place is missing.")), field="division_code")
    if not facts.beneficiaries:
        return Finding.fails(Words(N_("How many people it is for is missing.")), field="beneficiaries")
    if not facts.reachable:
        return Finding.needs_a_person(
            Words(N_("Nobody is named who can say that it arrived; it will never count as confirmed.")),
            field="reason",
        )
    return Finding.passes(
        Words(
            N_("%(people)s people; %(households)s households will be asked."),
            people=facts.beneficiaries,
            households=facts.reachable,
        )
    )


@check(
    "spending.payment.no_open_denial",
    source="CL art 54",
    severity=Severity.BLOCKS,
    title=N_("The payment before has arrived"),
)
def no_open_denial(facts: PaymentFacts, law: Law) -> Finding:
    """Nothing more is paid to a payee or on a line while somebody says that the last payment did not arrive."""
    if facts.open_denials:
        return Finding.fails(
            Words(
                N_("%(code)s is denied by a beneficiary and not settled by the authority."),
                code=facts.open_denials[0],
            ),
            rows=tuple(("spending.order", code) for code in facts.open_denials),
        )
    return Finding.passes(Words(N_("No open denial.")))


def _bp(part_fen: int, whole_fen: int) -> int:
    return part_fen * _WHOLE_BP // whole_fen if whole_fen else 0


def _percent(ratio_bp: int) -> str:
    return f"{ratio_bp // 100}.{ratio_bp % 100:02d}%"
