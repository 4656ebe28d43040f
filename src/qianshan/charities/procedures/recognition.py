"""Recognition as a charity (慈善组织认定), guidance 1.1. Source: CL arts 10-11, 16; M73 arts 4-6."""

from qianshan.charities.commands.standing import recognise
from qianshan.charities.facts import recognition_applicant, recognition_facts
from qianshan.charities.procedures.chain import REMEDIES, THREE_HANDS
from qianshan.mechanisms.cases.api import register
from qianshan.mechanisms.cases.kernel import (
    Choice,
    Clock,
    Column,
    Field,
    FieldKind,
    Kind,
    Procedure,
    Slot,
    Step,
    Unit,
)
from qianshan.mechanisms.words import N_

DECISION = Step(
    "decision",
    N_("Own decision"),
    (
        Field(
            "resolution_body",
            N_("Who decided inside"),
            FieldKind.CHOICE,
            choices=(Choice("assembly", N_("Members' assembly")), Choice("board", N_("Board"))),
            help=N_("A social group: its members' assembly. A foundation or service agency: its board."),
            source="M73 art 6",
        ),
        Field("resolution_on", N_("Day of the resolution"), FieldKind.DATE),
        Field("votes_total", N_("Votes cast"), FieldKind.NUMBER),
        Field("votes_for", N_("Votes for it"), FieldKind.NUMBER),
    ),
    (Slot("resolution", N_("Minutes and resolution"), source="M73 art 6"),),
)

CHARTER = Step(
    "charter",
    N_("Charter"),
    (
        Field("purpose", N_("Charitable purpose and scope, as the charter says"), FieldKind.LONG),
        Field(
            "charter_items",
            N_("What the charter holds"),
            FieldKind.CHOICES,
            choices=(
                Choice("name", N_("Name and address")),
                Choice("form", N_("Form of organisation")),
                Choice("purpose", N_("Purpose and field of activity")),
                Choice("property", N_("Source and make-up of property")),
                Choice("bodies", N_("Deciding and executive bodies")),
                Choice("supervision", N_("Internal supervision")),
                Choice("use", N_("Management and use of property")),
                Choice("projects", N_("Management of projects")),
                Choice("ending", N_("Termination and liquidation")),
                Choice("other", N_("Other important matters")),
            ),
            source="CL art 11",
        ),
        Field(
            "surplus_clause",
            N_("The surplus clause names like charities"),
            FieldKind.YES_NO,
            source="M73 art 4",
        ),
    ),
    (Slot("charter", N_("Charter in force")),),
)

CONDITIONS = Step(
    "conditions",
    N_("Conditions"),
    (
        Field(
            "spending_kept",
            N_("Last year's charitable spending and administrative cost kept the limits"),
            FieldKind.YES_NO,
            source="M73 art 4",
        ),
        Field(
            "nonprofit", N_("It seeks no profit and distributes none"), FieldKind.YES_NO, source="M73 art 4"
        ),
        Field(
            "finance_rules",
            N_("Financial rules and pay rules are in force"),
            FieldKind.YES_NO,
            source="M73 art 4",
        ),
        Field(
            "not_abnormal",
            N_("It is not on the abnormal-activity list"),
            FieldKind.YES_NO,
            source="M73 art 5",
        ),
        Field(
            "last_penalty_on",
            N_("Day of the last administrative penalty"),
            FieldKind.DATE,
            help=N_("Leave it empty if there was none."),
            required=False,
            source="M73 art 5",
        ),
    ),
    (
        Slot("audit", N_("Audit report of last year")),
        Slot("finance", N_("Financial rules and pay rules")),
    ),
)

PERSONS = Step(
    "persons",
    N_("Responsible persons"),
    (
        Field(
            "persons",
            N_("Responsible persons"),
            FieldKind.TABLE,
            columns=(
                Column("name", N_("Name"), FieldKind.TEXT),
                Column("post", N_("Post"), FieldKind.TEXT),
                Column(
                    "barred",
                    N_("Barred by"),
                    FieldKind.CHOICE,
                    choices=(
                        Choice("none", N_("Nothing")),
                        Choice("capacity", N_("No full capacity")),
                        Choice("crime", N_("An intentional crime, less than five years ago")),
                        Choice(
                            "closed", N_("Lead of a body that was revoked or banned less than five years ago")
                        ),
                    ),
                ),
            ),
            source="CL art 16",
        ),
    ),
)

RECOGNITION = register(
    Procedure(
        key="charities.recognition",
        kind=Kind.APPLICATION,
        title=N_("Recognition as a charity"),
        short=N_("Recognition"),
        start="recognition.apply",
        applicant=recognition_applicant,
        steps=(DECISION, CHARTER, CONDITIONS, PERSONS),
        facts=recognition_facts,
        checks="charities.recognition",
        chain=THREE_HANDS,
        answer=Clock(
            "answer",
            N_("Accept, or tell all defects at once"),
            "AL art 32",
            "cases.acceptance_workdays",
            Unit.WORKDAY,
        ),
        correction=Clock("correction", N_("Correction"), "AL art 32", "cases.correction_days"),
        decision=Clock("decision", N_("Decision"), "CL art 10", "charities.recognition.decide_days"),
        extension=Clock("extension", N_("Extension"), "CL art 10", "charities.recognition.extension_days"),
        articles=("CL art 10", "M73 art 4"),
        remedies=REMEDIES,
        effect=recognise,
        word="认",
        one_at_a_time=True,
        intro=N_(
            "An organisation of the register becomes a charity. The authority decides within 20 days after it has "
            "accepted the application; you see every step, every reason and every document."
        ),
    )
)
