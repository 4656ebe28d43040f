"""Lines of entries before they are stored, and what makes them well formed."""

from dataclasses import dataclass, replace

from qianshan.mechanisms.ledger.kernel.chart import FORM_ACCOUNTS, FORM_ALLOWANCES, MONEY_ACCOUNTS, chart

OWN_FUND_CLASSES = "345"
OF_A_FUND = frozenset((*FORM_ACCOUNTS, *FORM_ALLOWANCES))


@dataclass(frozen=True, slots=True)
class Money:
    """Where money is: an account of class 10, with its cash-flow line and its channel or bank account."""

    account: str
    flow: str
    channel: str = ""
    bank_account: str = ""


@dataclass(frozen=True, slots=True)
class Cost:
    """A part of an outflow: its cost class (A1 …), its fen, and the account when it is not the class's own."""

    tag: str
    amount_fen: int
    account: str = ""


@dataclass(frozen=True, slots=True)
class Posting:
    """One line: fen on a side (`D` or `C`); a red line is negative."""

    account: str
    side: str
    amount_fen: int
    fund_id: int | None = None
    channel: str = ""
    bank_account: str = ""
    party: str = ""
    order_ref: str = ""
    flow: str = ""
    tag: str = ""
    raise_kind: str = ""
    item: str = ""
    agency: bool = False

    @property
    def signed_fen(self) -> int:
        """Debit positive."""
        return self.amount_fen if self.side == "D" else -self.amount_fen

    def red(self) -> "Posting":
        """The same line taken back."""
        return replace(self, amount_fen=-self.amount_fen)


class BadEntry(AssertionError):
    """The program made an entry that no book may hold."""


def money_line(side: str, amount_fen: int, money: Money) -> Posting:
    """A line on a money account."""
    return Posting(
        money.account,
        side,
        amount_fen,
        channel=money.channel,
        bank_account=money.bank_account,
        flow=money.flow,
    )


def examine(regime: str, lines: list[Posting]) -> None:
    """Hold the lines of one entry against the chart.

    Raises:
        BadEntry: unknown account, no fund on classes 3-5 and on assets other than money, no flow on a money line, or not balanced.
    """
    accounts = chart(regime)
    if not lines:
        raise BadEntry("an entry has lines")
    if sum(line.signed_fen for line in lines):
        raise BadEntry(f"an entry sums to zero: {lines}")
    for line in lines:
        if line.account not in accounts:
            raise BadEntry(f"account {line.account} is not in the chart {regime}")
        if (line.account[0] in OWN_FUND_CLASSES or line.account in OF_A_FUND) and line.fund_id is None:
            raise BadEntry(f"a line on {line.account} names its fund: {line}")
        if (line.account in MONEY_ACCOUNTS) != bool(line.flow):
            raise BadEntry(f"a money line, and no other, names its cash-flow line: {line}")
