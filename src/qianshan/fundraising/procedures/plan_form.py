"""The form of a fundraising plan: the fields of the national form, on six pages."""

from qianshan.mechanisms.cases.kernel import Choice, Column, Field, FieldKind, Slot, Step
from qianshan.mechanisms.words import N_

BASICS = Step(
    "basics",
    N_("Basics"),
    (
        Field("project", N_("Project that it supports"), FieldKind.CHOICE, choices_from="projects"),
        Field("name", N_("Name of the activity"), FieldKind.TEXT, max_length=60),
        Field(
            "purpose",
            N_("Purpose of the fundraising"),
            FieldKind.LONG,
            help=N_("For whom, for what, and what will be different afterwards."),
            max_length=1000,
            source="CL art 24",
        ),
        Field("beneficiary_scope", N_("Beneficiaries"), FieldKind.LONG, max_length=500, source="CL art 24"),
        Field("beneficiary_count", N_("Expected number of beneficiaries"), FieldKind.NUMBER),
        Field(
            "beneficiary_choice",
            N_("How beneficiaries are chosen and confirm receipt"),
            FieldKind.LONG,
            help=N_("Who decides, by which criteria, where the list is shown, how receipt is confirmed."),
            max_length=1000,
        ),
        Field(
            "charter_clause",
            N_("Clause of the charter that covers the purpose"),
            FieldKind.TEXT,
            help=N_("For example: article 7, helping pupils in need."),
            max_length=120,
        ),
        Field("resolution_on", N_("Day of the deciding body's resolution"), FieldKind.DATE),
    ),
    (Slot("resolution", N_("Resolution of the board or council")),),
)

TIME = Step(
    "time",
    N_("Time and places"),
    (
        Field(
            "starts_on",
            N_("Starts on"),
            FieldKind.DATE,
            help=N_("At least ten days after the day of sending, which is not counted."),
            source="M74 art 11",
        ),
        Field("ends_on", N_("Ends on"), FieldKind.DATE),
        Field(
            "emergency",
            N_("Emergency fundraising"),
            FieldKind.YES_NO,
            help=N_(
                "Only for a major emergency: filed within 10 days after the start (Charity Law, art 73)."
            ),
            source="CL art 73",
        ),
        Field("emergency_event", N_("Event"), FieldKind.TEXT, shown_if=("emergency", "yes"), max_length=120),
        Field(
            "modes",
            N_("Ways of raising"),
            FieldKind.CHOICES,
            choices=(
                Choice("internet", N_("Internet")),
                Choice("box", N_("Donation boxes")),
                Choice("event", N_("Shows, sales, auctions")),
                Choice("other", N_("Other ways")),
            ),
            source="CL art 23",
        ),
        Field(
            "divisions",
            N_("Places where the project is carried out"),
            FieldKind.NAMES,
            choices_from="places",
            help=N_("Counties or prefectures, with commas between."),
        ),
    ),
)

USES = Step(
    "uses",
    N_("Money and its use"),
    (
        Field("goal_fen", N_("Expected amount, in yuan"), FieldKind.MONEY, source="M74 art 10"),
        Field(
            "uses",
            N_("Planned use"),
            FieldKind.TABLE,
            columns=(
                Column("name", N_("Use"), FieldKind.TEXT),
                Column(
                    "kind",
                    N_("Kind"),
                    FieldKind.CHOICE,
                    choices=(
                        Choice("programme", N_("For beneficiaries and projects")),
                        Choice("admin", N_("Administrative cost")),
                        Choice("fundraising", N_("Fundraising cost")),
                    ),
                ),
                Column("amount", N_("Amount, in yuan"), FieldKind.MONEY),
            ),
            help=N_("The lines add up to the expected amount, to the fen."),
            source="CL art 24",
        ),
        Field("aid", N_("Money and goods given directly or through others"), FieldKind.LONG),
        Field("staff_cost", N_("Pay of staff"), FieldKind.LONG, required=False),
    ),
)

ACCOUNT = Step(
    "account",
    N_("Account and platforms"),
    (
        Field(
            "account",
            N_("Account that receives"),
            FieldKind.CHOICE,
            choices_from="accounts",
            help=N_("Only the organisation's own account; the holder equals its name."),
        ),
        Field(
            "platforms",
            N_("Designated platforms"),
            FieldKind.CHOICES,
            choices_from="platforms",
            required=False,
        ),
        Field(
            "official_site",
            N_("Also on the own official site"),
            FieldKind.YES_NO,
            help=N_("Only beside a designated platform."),
            source="CL art 27",
        ),
        Field("responsible_person", N_("Person responsible"), FieldKind.TEXT, max_length=60),
        Field("contact_phone", N_("Telephone for the public"), FieldKind.TEXT, max_length=20),
        Field("office_address", N_("Office address"), FieldKind.TEXT, max_length=200),
    ),
)

PARTNER = Step(
    "partner",
    N_("Partner"),
    (
        Field(
            "has_partner",
            N_("Together with a partner that has no qualification"),
            FieldKind.YES_NO,
            source="CL art 26",
        ),
        Field(
            "partner_kind",
            N_("Kind of partner"),
            FieldKind.CHOICE,
            choices=(Choice("organisation", N_("An organisation")), Choice("person", N_("A person"))),
            shown_if=("has_partner", "yes"),
        ),
        Field(
            "partner_name",
            N_("Name of the partner"),
            FieldKind.TEXT,
            shown_if=("has_partner", "yes"),
            max_length=120,
        ),
        Field(
            "partner_uscc",
            N_("Its unified social credit code"),
            FieldKind.TEXT,
            required=False,
            shown_if=("partner_kind", "organisation"),
            max_length=18,
        ),
    ),
    (
        Slot(
            "agreement",
            N_("Agreement with the partner"),
            needed_if=("has_partner", "yes"),
            source="CL art 26",
        ),
        Slot(
            "evaluation",
            N_("Evaluation of the partner"),
            needed_if=("has_partner", "yes"),
            source="CL art 26",
        ),
    ),
)

SURPLUS = Step(
    "surplus",
    N_("Surplus"),
    (
        Field(
            "surplus",
            N_("What happens with what is left"),
            FieldKind.LONG,
            help=N_("For example: used for projects of the same purpose, and published."),
            source="CL art 58",
        ),
    ),
)

STEPS = (BASICS, TIME, USES, ACCOUNT, PARTNER, SURPLUS)
