"""Cost classes as people choose them. Source: R189 art 4 (A1-A3); the chart (others)."""

from qianshan.mechanisms.words import N_, Words

CLASSES: dict[str, Words] = {
    "A1": Words(N_("Aid in money or goods to beneficiaries")),
    "A2": Words(N_("People, rooms, equipment and material of the project")),
    "A3": Words(N_("Running the project: travel, freight, training, audit")),
    "X": Words(N_("Other programme activity")),
    "M2": Words(N_("Administrative pay")),
    "M3": Words(N_("Office, rent, audit of the organisation")),
    "B1": Words(N_("Channel fees")),
    "B2": Words(N_("Campaign events and publicity")),
    "B3": Words(N_("Fundraising pay")),
    "B4": Words(N_("Costs of receiving gifts")),
}

# The cash-flow line of the bank's payment, by class (statement 会民非03表).
FLOWS = {"A1": "b.out.aid", "A2": "b.out.purchase", "M2": "b.out.staff", "B3": "b.out.staff"}
OTHER_FLOW = "b.out.other"

# What a line of the filed plan becomes in a first budget.
OF_USE = {"programme": "A1", "admin": "M3", "fundraising": "B2"}


def is_cost(cost_class: str) -> bool:
    """Whether it lies on the cost lane: administration (M) or fundraising (B)."""
    return cost_class[0] in "MB"


def flow_of(cost_class: str) -> str:
    """The cash-flow line on which its payment is shown."""
    return FLOWS.get(cost_class, OTHER_FLOW)
