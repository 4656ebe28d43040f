"""The entry templates, by their numbers in the accounting reference. Pure: amounts and places in, lines out.

T02, T03 and T04 move money between own places or book gifts that came by another way; T05-T07, T15-T17,
T19-T22 and T27-T31 come with the slices that need them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from qianshan.mechanisms.ledger.kernel.chart import account_for
from qianshan.mechanisms.ledger.kernel.journal import Cost, Money, Posting, money_line

OWED = "2209"
DONATION = "4101"
GIFT_FLOW = "b.in.donation"


def net_assets(fund_kind: str) -> str:
    """The account of a fund's net assets."""
    return "3101" if fund_kind == "unrestricted" else "3102"


def t01_gifts(
    sums: Iterable[tuple[int, str, str, str, int]],
) -> list[Posting]:
    """T01 and T03: gifts of one book by (fund, channel, money account, raise kind, fen)."""
    money: dict[tuple[str, str], int] = {}
    income: list[Posting] = []
    for fund_id, channel, account, raise_kind, amount in sums:
        money[account, channel] = money.get((account, channel), 0) + amount
        income.append(Posting(DONATION, "C", amount, fund_id, channel=channel, raise_kind=raise_kind))
    came = [
        money_line("D", amount, Money(account, GIFT_FLOW, channel))
        for (account, channel), amount in money.items()
    ]
    return [*came, *income]


def t04_moved(amount_fen: int, source: Money, target: Money) -> list[Posting]:
    """T02 without its fee, and T04: money between own places."""
    return [money_line("D", amount_fen, target), money_line("C", amount_fen, source)]


def t08_refund(
    fund_id: int, channel: str, raise_kind: str, amount_fen: int, paid_from: Money | None
) -> list[Posting]:
    """T08 and T09: income taken back; owed until the channel has paid, or at once red at the channel, else credited."""
    income = Posting(DONATION, "C", -amount_fen, fund_id, channel=channel, raise_kind=raise_kind)
    return [income, *_given_back(fund_id, amount_fen, paid_from)]


def t10_owed_back(fund_id: int, amount_fen: int, paid_from: Money | None) -> list[Posting]:
    """T10: a gift goes back by the charity's own fault: a cost of management."""
    return [Posting("5301", "D", amount_fen, fund_id, tag="M9"), *_given_back(fund_id, amount_fen, paid_from)]


def _given_back(fund_id: int, amount_fen: int, paid_from: Money | None) -> list[Posting]:
    if paid_from is None:
        return [Posting(OWED, "C", amount_fen, fund_id)]
    return [refund_paid(amount_fen, paid_from)]


def refund_paid(amount_fen: int, paid_from: Money) -> Posting:
    """Money of a refund leaves: red at a channel (the gift was never settled), else an ordinary credit."""
    if paid_from.account == "1009":
        return money_line("D", -amount_fen, paid_from)
    return money_line("C", amount_fen, paid_from)


def t11_approved(
    fund_id: int, costs: Sequence[Cost], payee: str, order_ref: str, owed_to: str | Money
) -> list[Posting]:
    """T11, T15, T17, T18, T26: an order approved (owed to the payee), or paid at once."""
    lines = [cost_line(fund_id, cost, payee, order_ref) for cost in costs]
    total = sum(cost.amount_fen for cost in costs)
    if isinstance(owed_to, Money):
        lines = [replace(line, channel=owed_to.channel if line.account == "5401" else "") for line in lines]
        return [*lines, money_line("C", total, owed_to)]
    return [*lines, Posting(owed_to, "C", total, fund_id, party=payee, order_ref=order_ref)]


def cost_line(fund_id: int, cost: Cost, payee: str, order_ref: str) -> Posting:
    """The debit of one cost: an expense with its class, or an asset."""
    account = cost.account or account_for(cost.tag)
    tag = cost.tag if account[0] == "5" else ""
    return Posting(account, "D", cost.amount_fen, fund_id, party=payee, order_ref=order_ref, tag=tag)


def t12_paid(owed: Iterable[Posting], paid_from: Money) -> list[Posting]:
    """T12: the bank confirms; `owed` are the credits of the approved orders."""
    settled = [
        Posting(line.account, "D", line.amount_fen, line.fund_id, party=line.party, order_ref=line.order_ref)
        for line in owed
    ]
    return [*settled, money_line("C", sum(line.amount_fen for line in settled), paid_from)]


def t14_returned(fund_id: int, cost: Cost, amount_fen: int, into: Money, *, same_year: bool) -> list[Posting]:
    """T14: money comes back: less cost of this year, income of a later one; an advance just shrinks."""
    account = cost.account or account_for(cost.tag)
    came = money_line("D", amount_fen, into)
    if account[0] != "5":
        return [came, Posting(account, "C", amount_fen, fund_id)]
    if same_year:
        return [came, Posting(account, "D", -amount_fen, fund_id, tag=cost.tag)]
    return [came, Posting("4901", "C", amount_fen, fund_id)]


def t23_moved(source: tuple[int, str], target: tuple[int, str], amount_fen: int) -> list[Posting]:
    """T23, T24, T25, T32: net assets between two funds, each given as (id, kind)."""
    return [
        Posting(net_assets(source[1]), "D", amount_fen, source[0]),
        Posting(net_assets(target[1]), "C", amount_fen, target[0]),
    ]


def t18b_charged_over(source_id: int, target_id: int, costs: Sequence[Cost]) -> list[Posting]:
    """T18b: cost that the unrestricted fund paid, charged to the fund whose cost lane now has the money."""
    lines: list[Posting] = []
    for cost in costs:
        account = account_for(cost.tag)
        lines.append(Posting(account, "D", cost.amount_fen, source_id, tag=cost.tag))
        lines.append(Posting(account, "D", -cost.amount_fen, target_id, tag=cost.tag))
    return lines


def received(
    fund_id: int, account: str, amount_fen: int, into: Money, *, party: str = "", item: str = ""
) -> list[Posting]:
    """T26 and its like: interest, grant, fee, service, gain: income of one fund."""
    return [
        money_line("D", amount_fen, into),
        Posting(account, "C", amount_fen, fund_id, party=party, item=item),
    ]


def settled(fund_id: int, asset_account: str, costs: Sequence[Cost]) -> list[Posting]:
    """T15, T19: an advance becomes the cost that it was spent on; an asset wears down by its allowance account."""
    total = sum(cost.amount_fen for cost in costs)
    lines = [cost_line(fund_id, cost, "", "") for cost in costs]
    return [*lines, Posting(asset_account, "C", total, fund_id)]
