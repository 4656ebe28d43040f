"""Bills are read by the names of their columns and believed only when they add up."""

import pytest

from qianshan.outside.wechatpay import bills

HEAD = "交易时间,商户号,微信订单号,商户订单号,交易状态,商户退款单号,微信退款单号,手续费,订单金额,申请退款金额"
PAID = "`2026-11-24 10:00:00,`1900,`4200001,`QS1,`SUCCESS,`0,`0,`0.06000,`10.00,`0.00"
BACK = "`2026-11-24 11:00:00,`1900,`4200001,`QS1,`REFUND,`TK1,`5030001,`-0.01000,`0.00,`2.50"
TOTALS = "总交易单数,订单总金额,申请退款总金额"


def _bill(*lines: str) -> bytes:
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()


def test_payments_and_refunds_are_read():
    rows = bills.trades(_bill(HEAD, PAID, BACK, TOTALS, "`2,`10.00,`2.50"))

    assert [(row.number, row.amount_fen, row.fee_fen, row.refund_number) for row in rows] == [
        ("QS1", 1000, 6, ""),
        ("QS1", 250, -1, "TK1"),
    ]
    assert rows[0].at.isoformat() == "2026-11-24T10:00:00+08:00"


def test_columns_may_stand_in_another_order():
    order = [3, 2, 4, 7, 8, 9, 0, 1, 5, 6]
    shuffled = [",".join(line.split(",")[i] for i in order) for line in (HEAD, PAID)]

    rows = bills.trades(_bill(*shuffled, TOTALS, "`1,`10.00,`0.00"))

    assert [(row.number, row.amount_fen) for row in rows] == [("QS1", 1000)]


def test_a_merchant_of_old_has_another_amount_column():
    rows = bills.trades(_bill(HEAD.replace("订单金额", "总金额"), PAID, TOTALS, "`1,`10.00,`0.00"))

    assert rows[0].amount_fen == 1000


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ((HEAD.replace("微信订单号", "订单号"), PAID, TOTALS, "`1,`10.00,`0.00"), "微信订单号"),
        ((HEAD, PAID, TOTALS, "`2,`10.00,`0.00"), "总交易单数"),
        ((HEAD, PAID, TOTALS, "`1,`10.01,`0.00"), "订单总金额"),
        ((HEAD, PAID + ",`more", TOTALS, "`1,`10.00,`0.00"), "line 2 has 11 fields"),
        ((HEAD, PAID), "no totals"),
        ((HEAD, PAID.replace("10.00,", "ten,"), TOTALS, "`1,`10.00,`0.00"), "“ten” is no amount"),
    ],
)
def test_what_cannot_be_believed_is_named(lines, words):
    with pytest.raises(bills.BadBill, match=words):
        bills.trades(_bill(*lines))


def test_an_empty_bill_is_named():
    with pytest.raises(bills.BadBill, match="empty"):
        bills.trades(b"")


@pytest.mark.parametrize(
    ("text", "fen"),
    [("0.01", 1), ("20.0", 2000), ("17", 1700), ("0.00500", 1), ("0.00499", 0), ("-1.20", -120)],
)
def test_yuan_become_fen(text, fen):
    assert bills.fen(text) == fen
