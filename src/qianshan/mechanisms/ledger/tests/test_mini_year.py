"""The computed year of one charity: each entry that the templates cover, in order, the ties holding after each.

Left out, with the entries that rest on them: goods and services in kind (E10 but its freight, E11, E12), agency money
(E36), VAT (E28, E29), a prior-year error (E38), wear of equipment from before the books (E42 but the computers).
"""

import json
from datetime import date
from pathlib import Path

import pytest
from django.db.models import Sum

from qianshan.mechanisms.ledger.api import (
    Cost,
    GiftIn,
    Income,
    InflowKind,
    Money,
    NewFund,
    OpeningFund,
    OutflowKind,
    Payment,
    Posting,
    Refund,
    Restriction,
    Transfer,
    TransferKind,
    book_gifts,
    book_opening,
    cancel,
    close_fund,
    mark_paid,
    money_returned,
    move_money,
    open_book,
    open_fund,
    pay,
    receive,
    refund,
    settle_asset,
    transfer,
)
from qianshan.mechanisms.ledger.models import Inflow, Line, Use
from qianshan.mechanisms.ledger.queries.ties import untied
from qianshan.mechanisms.ledger.tests.worlds import AT, BY, whole

YEAR = json.loads((Path(__file__).parent / "data" / "mini_year.json").read_text("utf-8"))
ENTRIES = {entry["no"]: entry for entry in YEAR["entries"]}
BANK_AID, BANK_OTHER = Money("1002", "b.out.aid"), Money("1002", "b.out.other")
LEFT_OUT = {"E11", "E12", "E36", "E38"}


class Charity:
    """The charity of the year; each method named after an entry books it."""

    def __init__(self):
        book = open_book(organisation_id=77, general_name="U", suspense_name="S", by=BY)
        self.book_id = book.id
        self.fund = {"U": book.general_fund_id}
        for name in ("R1", "R2", "R3", "M"):
            self.fund[name] = open_fund(book_id=book.id, fund=NewFund(name), by=BY).id
        timed = NewFund("T", restriction=Restriction.TIME, usable_from=date(2026, 7, 1))
        self.fund["T"] = open_fund(book_id=book.id, fund=timed, by=BY).id
        lines = [
            Posting(
                line["account"],
                line["side"],
                line["amount"],
                self.fund.get(line.get("fund")),
                flow="internal" if line["account"] == "1002" else "",
            )
            for line in YEAR["opening"]
        ]
        funds = [
            OpeningFund(self.fund[name], fen)
            for name, fen in (("U", 18_000_000), ("R1", 10_000_000), ("T", 2_000_000))
        ]
        book_opening(book_id=self.book_id, lines=lines, funds=funds, by=BY, on=date(2026, 1, 1))
        self.gift, self.out = {}, {}

    def give(self, label, fund, amount, channel, raise_kind="P", account="1009"):
        one = GiftIn(
            label, self.fund[fund], amount, channel, label, AT, raise_kind=raise_kind, money_account=account
        )
        [booked] = book_gifts(gifts=[one], by=BY).booked
        self.gift[label] = booked.inflow_id
        return booked

    def pay(self, label, fund, costs, owed_to="2209", on=None, kind=OutflowKind.PAYMENT, **more):
        payment = Payment(
            self.fund[fund],
            tuple(Cost(*cost) for cost in costs),
            kind=kind,
            owed_to=owed_to,
            on=on or date(2026, 3, 10),
            **more,
        )
        self.out[label] = pay(payment=payment, by=BY).id

    def settle(self, channel, amount):
        move_money(
            book_id=self.book_id,
            amount_fen=amount,
            source=Money("1009", "internal", channel),
            target=Money("1002", "internal"),
            by=BY,
        )

    def move(self, kind, source, target, amount, on):
        order = Transfer(kind, self.fund[source], self.fund[target], amount, on=on)
        self.out[f"{source}-{target}"] = transfer(transfer=order, by=BY).id

    def e01(self):
        self.give("g1", "R1", 12_000_000, "wechat")

    def e02(self):
        self.settle("wechat", 11_928_000)
        self.pay("fee1", "U", [("B1", 72_000)], Money("1009", "b.out.other", "wechat"), kind=OutflowKind.FEE)

    def e03(self):
        self.give("g2", "U", 8_000_000, "bank", "D", "1002")
        self.give("g3", "U", 350_000, "box", "P", "1001")

    def e04(self):
        move_money(
            book_id=self.book_id,
            amount_fen=300_000,
            source=Money("1001", "internal"),
            target=Money("1002", "internal"),
            by=BY,
        )

    def e05(self):
        self.give("gM", "M", 5_000_000, "bank", "D", "1002")

    def e06(self):
        self.give("g4", "R1", 3_000_000, "wechat")

    def e07(self):
        self.move(TransferKind.SURPLUS, "M", "R1", 2_500_000, date(2026, 3, 10))

    def e08(self):
        back = Refund(self.gift["g4"], 50_000, paid_from=Money("1009", "b.in.donation", "wechat"))
        self.out["E08"] = refund(refund=back, by=BY)[0].id

    def e09(self):
        self.settle("wechat", 2_932_300)
        self.pay("fee2", "U", [("B1", 17_700)], Money("1009", "b.out.other", "wechat"), kind=OutflowKind.FEE)

    def e10(self):
        self.pay("freight", "U", [("B4", 80_000)], BANK_OTHER)

    def e13(self):
        self.pay("P1a", "R1", [("A1", 14_500_000)], order_ref="P1a")
        self.pay("P1b", "R1", [("A1", 500_000)], order_ref="P1b")

    def e14(self):
        mark_paid(outflow_ids=[self.out["P1a"]], paid_from=BANK_AID, by=BY)

    def e15(self):
        cancel(outflow_id=self.out["P1b"], by=BY)

    def e16(self):
        money_returned(outflow_id=self.out["P1a"], amount_fen=200_000, into=BANK_AID, by=BY)

    def e17(self):
        self.pay("adv1", "R1", [("A3", 300_000, "1122")], BANK_OTHER, kind=OutflowKind.ASSET, payee="staff")

    def e18(self):
        settle_asset(outflow_id=self.out["adv1"], costs=[Cost("A3", 260_000)], by=BY)
        money_returned(outflow_id=self.out["adv1"], amount_fen=40_000, into=BANK_OTHER, by=BY)

    def e19(self):
        self.give("g5", "R2", 5_500_000, "alipay")

    def e20(self):
        self.move(TransferKind.RELEASE, "T", "U", 2_000_000, date(2026, 7, 1))

    def e21(self):
        self.settle("alipay", 5_500_000)

    def e22(self):
        self.pay("G1", "R2", [("A1", 3_500_000)], BANK_AID, payee="charity-B")

    def e23(self):
        place = Money("1002", "i.out.acquire")
        self.pay("eq1", "R1", [("A2", 1_200_000, "1501")], place, kind=OutflowKind.ASSET)

    def e24(self):
        refund(refund=Refund(self.gift["gM"], 500_000, own_fault=True), by=BY)

    def e25(self):
        place = Money("1002", "i.out.invest")
        self.pay("inv1", "U", [("X", 10_000_000, "1101")], place, kind=OutflowKind.ASSET)

    def e26(self):
        self.pay("w1", "R1", [("A2", 2_000_000)], "2204")
        self.pay("w2a", "U", [("A2", 2_200_000), ("M2", 1_200_000), ("B3", 400_000)], "2204")
        self.pay("w2b", "U", [("B3", 200_000)], "2204")

    def e27(self):
        mark_paid(
            outflow_ids=[self.out["w1"], self.out["w2a"]], paid_from=Money("1002", "b.out.staff"), by=BY
        )

    def e28(self):
        self.income("U", InflowKind.SERVICE, 3_000_000, "b.in.service", "civil-affairs")

    def income(self, fund, kind, amount, flow, party=""):
        receive(income=Income(self.fund[fund], kind, amount, Money("1002", flow), party), by=BY)

    def e29(self):
        self.pay("sc1", "U", [("X", 500_000)], Money("1002", "b.out.purchase"))

    def e30(self):
        self.income("R3", InflowKind.GRANT, 7_000_000, "b.in.grant", "civil-affairs")

    def e31(self):
        self.pay("P3", "R3", [("A1", 4_000_000), ("A2", 500_000)], Money("1002", "b.out.purchase"))

    def e32(self):
        self.move(TransferKind.SURPLUS, "R2", "R1", None, date(2026, 11, 25))
        close_fund(fund_id=self.fund["R2"], successor_id=self.fund["R1"], by=BY)

    def e33(self):
        money_returned(
            outflow_id=self.out["inv1"], amount_fen=10_000_000, into=Money("1002", "i.in.recover"), by=BY
        )
        self.income("U", InflowKind.INVESTMENT, 150_000, "i.in.income")

    def e34(self):
        back = Refund(self.gift["g4"], 30_000, paid_from=Money("1002", "b.in.donation"))
        self.out["E34"] = refund(refund=back, by=BY)[0].id

    def e35(self):
        self.pay("cb1", "U", [("X", 20_000, "5901")], BANK_OTHER, kind=OutflowKind.LOSS)

    def e37(self):
        self.pay("adm", "U", [("M3", 1_400_000), ("B2", 500_000)], BANK_OTHER)

    def e39(self):
        self.income("U", InflowKind.INTEREST, 120_000, "b.in.other")

    def e40(self):
        self.give("g6", "R1", 1_000_000, "bank", "D", "1002")

    def e41(self):
        assert self.give("g7", "R2", 500_000, "alipay").fund_id == self.fund["R1"]

    def e42(self):
        settle_asset(outflow_id=self.out["eq1"], costs=[Cost("A2", 100_000)], against="1502", by=BY)


def _covered_lines(no):
    for line in ENTRIES[no]["lines"]:
        goods = no == "E10" and ("lot" in line or line["account"] == "4101")
        vat = no in {"E28", "E29"} and (line["account"] == "2206" or line.get("flow") == "b.out.tax")
        old_wear = no == "E42" and line.get("fund") == "U"
        if not (goods or vat or old_wear):
            amount = 3_000_000 if (no, line["account"]) == ("E28", "1002") else line["amount"]
            yield line | {"amount": amount}


def _expected_balances(numbers):
    sums = {}
    for line in [*YEAR["opening"], *(line for no in numbers for line in _covered_lines(no))]:
        key = (line["account"], line.get("fund"), line.get("flow", ""), line.get("tag", ""))
        sums[key] = sums.get(key, 0) + (line["amount"] if line["side"] == "D" else -line["amount"])
    return _settled(sums)


def _settled(sums):
    """Without own moves' flow on the opening line, without the tag of accounts that the reference leaves untagged."""
    merged = {}
    for (account, fund, flow, tag), fen in sums.items():
        key = (account, fund, "" if flow == "internal" else flow, "" if account == "5901" else tag)
        merged[key] = merged.get(key, 0) + fen
    return {key: fen for key, fen in merged.items() if fen}


@pytest.fixture
def year(db):
    """The whole year, the ties checked after each entry."""
    charity = Charity()
    for no in ENTRIES:
        if no not in LEFT_OUT:
            getattr(charity, no.lower())()
            assert {tie: rows for tie, rows in untied(5).items() if rows} == {}, no
    return charity


def test_accounts_funds_flows_and_classes_end_as_computed(year):
    name_of = {fund_id: name for name, fund_id in year.fund.items()}
    rows = (
        Line.objects.filter(book_id=year.book_id)
        .values_list("account", "fund_id", "flow", "tag")
        .annotate(fen=Sum("signed"))
        .order_by()
    )
    ours = {}
    for account, fund_id, flow, tag, fen in rows:
        key = (account, name_of.get(fund_id), flow, tag)
        ours[key] = ours.get(key, 0) + fen

    assert _settled(ours) == _expected_balances([no for no in ENTRIES if no not in LEFT_OUT])


def test_the_tapes_lie_as_computed(year):
    for fund in ("R1", "R2", "R3", "T"):
        expected = YEAR["expected"]["tapes"][fund]
        inflows = Inflow.objects.filter(fund_id=year.fund[fund]).order_by("lo").values_list("lo", "hi")
        assert list(inflows) == [(one["lo"], one["hi"]) for one in expected["inflows"]]
        uses = (
            Use.objects.filter(fund_id=year.fund[fund]).order_by("lo", "hi").values_list("lo", "hi", "live")
        )
        assert list(uses) == sorted((one["lo"], one["hi"], one["live"]) for one in expected["uses"])


def test_the_tape_of_free_money_lies_as_computed_up_to_what_is_left_out(year):
    expected = YEAR["expected"]["tapes"]["U"]
    inflows = Inflow.objects.filter(fund_id=year.fund["U"]).order_by("lo").values_list("lo", "hi")
    uses = [
        (use.lo, use.hi)
        for use in Use.objects.filter(fund_id=year.fund["U"], live=True).order_by("lo")
        if use.outflow_id not in {year.out["w2a"], year.out["w2b"]}
    ]

    labels = ("opening", "g2", "g3", "rel1", "sv1", "return of inv1", "gain1")
    assert list(inflows)[:7] == [
        (one["lo"], one["hi"]) for one in expected["inflows"] if one["label"] in labels
    ]
    assert uses == [(one["lo"], one["hi"]) for one in expected["uses"] if one["label"] != "w2"]


def test_the_invariants_are_whole_at_the_end_of_the_year(year):
    assert whole() == {}
