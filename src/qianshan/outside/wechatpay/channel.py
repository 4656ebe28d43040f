"""The channel `wechatpay`: native orders for a scanned code, h5 orders for a phone that jumps.

Source: https://pay.weixin.qq.com/doc/v3/merchant/4012791877 (native), 4012791855 (h5), 4012791859
(query), 4012791860 (close), 4012791862 (refund), 4012791863 (query refund), 4012791866 (bills).
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from urllib.parse import quote

from qianshan.mechanisms.calendar.clock import SHANGHAI, now
from qianshan.mechanisms.channels.port import (
    BillRow,
    ChannelDown,
    ChannelRefused,
    Merchant,
    Method,
    Notice,
    Offer,
    OrderAnswer,
    OrderState,
    OrderWanted,
    RefundAnswer,
    RefundWanted,
)
from qianshan.outside.wechatpay import bills, notification
from qianshan.outside.wechatpay.client import call
from qianshan.outside.wechatpay.words import ORDER_STATES, REFUND_STATES

_OFFERS = {
    Method.SCAN: ("native", "code_url", timedelta(hours=2)),
    Method.JUMP: ("h5", "h5_url", timedelta(minutes=5)),
}
_NO_SUCH_ORDER = {"ORDER_NOT_EXIST", "ORDERNOTEXIST"}
_NO_SUCH_REFUND = {"RESOURCE_NOT_EXISTS"}


class WechatPay:
    """WeChat Pay APIv3."""

    name = "wechatpay"

    def order(self, merchant: Merchant, wanted: OrderWanted) -> Offer:
        """Place an order by native or h5."""
        place, answer_name, lasts = _OFFERS[wanted.method]
        value: dict[str, object] = {
            "appid": merchant.app_id,
            "mchid": merchant.number,
            "description": wanted.description,
            "out_trade_no": wanted.number,
            "time_expire": wanted.expires_at.astimezone(SHANGHAI).isoformat(timespec="seconds"),
            "notify_url": wanted.notify_url,
            "amount": {"total": wanted.amount_fen, "currency": "CNY"},
        }
        if wanted.method is Method.JUMP:
            value["scene_info"] = {"payer_client_ip": wanted.payer_address, "h5_info": {"type": "Wap"}}
        told = call(merchant, "POST", f"/v3/pay/transactions/{place}", value)
        return Offer(_text(told, answer_name), now() + lasts)

    def query(self, merchant: Merchant, number: str) -> OrderAnswer:
        """Ask by our number; an order that the channel never saw is UNKNOWN."""
        target = f"/v3/pay/transactions/out-trade-no/{quote(number, safe='')}?mchid={merchant.number}"
        try:
            told = call(merchant, "GET", target)
        except ChannelRefused as refused:
            if refused.code in _NO_SUCH_ORDER:
                return OrderAnswer(OrderState.UNKNOWN)
            raise
        state = ORDER_STATES.get(_text(told, "trade_state"), OrderState.UNKNOWN)
        if state is not OrderState.PAID:
            return OrderAnswer(state)
        return OrderAnswer(state, notification.payment_of(told))

    def close(self, merchant: Merchant, number: str) -> None:
        """Close by our number; a number that the channel never saw needs no closing."""
        target = f"/v3/pay/transactions/out-trade-no/{quote(number, safe='')}/close"
        try:
            call(merchant, "POST", target, {"mchid": merchant.number})
        except ChannelRefused as refused:
            if refused.code not in {*_NO_SUCH_ORDER, "ORDER_CLOSED"}:
                raise

    def refund(self, merchant: Merchant, wanted: RefundWanted) -> RefundAnswer:
        """Ask for a refund; 200 means accepted, not done."""
        value = {
            "transaction_id": wanted.transaction,
            "out_refund_no": wanted.number,
            "reason": wanted.reason,
            "notify_url": wanted.notify_url,
            "amount": {"refund": wanted.amount_fen, "total": wanted.total_fen, "currency": "CNY"},
        }
        return _refund_answer(call(merchant, "POST", "/v3/refund/domestic/refunds", value))

    def query_refund(self, merchant: Merchant, number: str) -> RefundAnswer | None:
        """Ask by our refund number."""
        try:
            told = call(merchant, "GET", f"/v3/refund/domestic/refunds/{quote(number, safe='')}")
        except ChannelRefused as refused:
            if refused.code in _NO_SUCH_REFUND:
                return None
            raise
        return _refund_answer(told)

    def verify_notification(self, merchant: Merchant, headers: Mapping[str, str], body: bytes) -> Notice:
        """Check and open a notification."""
        return notification.verify(merchant, headers, body)

    def bill(self, merchant: Merchant, day: date) -> Iterable[BillRow]:
        """Payments and refunds of a day; nothing when the channel says there was no business."""
        target = f"/v3/bill/tradebill?bill_date={day.isoformat()}&bill_type=ALL&tar_type=GZIP"
        try:
            told = call(merchant, "GET", target)
        except ChannelRefused as refused:
            if refused.code == "NO_STATEMENT_EXIST":
                return []
            raise
        content = bills.download(merchant, _text(told, "download_url"), _text(told, "hash_value"))
        return bills.trades(content)


def _text(told: Mapping[str, object], name: str) -> str:
    value = told.get(name)
    if not isinstance(value, str) or not value:
        raise ChannelDown(f"the answer has no {name}")
    return value


def _refund_answer(told: Mapping[str, object]) -> RefundAnswer:
    amount, done = told.get("amount"), told.get("success_time")
    if not isinstance(amount, dict) or not isinstance(amount.get("refund"), int):
        raise ChannelDown("the answer has no refund amount")
    return RefundAnswer(
        number=_text(told, "out_refund_no"),
        state=REFUND_STATES[_text(told, "status")],
        channel_number=_text(told, "refund_id"),
        amount_fen=amount["refund"],
        done_at=datetime.fromisoformat(str(done)) if done else None,
    )
