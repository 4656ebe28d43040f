"""States, ways, papers and deeds of spending as people read them."""

from qianshan.mechanisms.words import N_, Words
from qianshan.spending.types import OrderState, Slot, Way

STATES: dict[str, tuple[Words, str]] = {
    OrderState.DRAFTED: (Words(N_("Waits for the first signature")), "due"),
    OrderState.SIGNED: (Words(N_("Waits for the second signature")), "due"),
    OrderState.RESERVED: (Words(N_("Reserved, not yet at the bank")), "running"),
    OrderState.SENT: (Words(N_("At the bank")), "running"),
    OrderState.PAID: (Words(N_("Paid out")), "running"),
    OrderState.CONFIRMED: (Words(N_("Confirmed by beneficiaries")), "done"),
    OrderState.DENIED: (Words(N_("A beneficiary says it did not arrive")), "due"),
    OrderState.FAILED: (Words(N_("Rejected by the bank, money did not leave")), "plain"),
    OrderState.RETURNED: (Words(N_("Sent back")), "plain"),
    OrderState.CANCELLED: (Words(N_("Cancelled")), "plain"),
}

WAYS = {
    Way.LINK: Words(N_("by a link on their own phone")),
    Way.SMS: Words(N_("by an SMS code")),
    Way.AGENT: Words(N_("through a village agent")),
}

SLOTS: dict[str, Words] = {
    Slot.CONTRACT: Words(N_("Contract")),
    Slot.INVOICE: Words(N_("Invoice")),
    Slot.LIST: Words(N_("List of people (never public)")),
    Slot.PHOTO: Words(N_("Photo")),
    Slot.DECISION: Words(N_("Decision")),
    Slot.OTHER: Words(N_("Other paper")),
}


def state_words(state: str) -> Words:
    """A state for people."""
    return STATES[state][0]


def state_tone(state: str) -> str:
    """The chip's tone."""
    return STATES[state][1]
