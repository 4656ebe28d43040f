"""Orders: native and h5, query, close."""

import hashlib
import json
import re
from datetime import datetime
from sqlite3 import Row
from urllib.parse import urlsplit

from sandbox.frame import App
from sandbox.wechat import crypto
from sandbox.wechat.gate import Answer, ApiError, Call, Platform
from sandbox.wechat.notices import Notices
from sandbox.wechat.store import rfc3339

OFFER_SECONDS = {"NATIVE": 7200, "MWEB": 300}
_NUMBER = re.compile(r"[0-9A-Za-z_\-|*]{6,32}\Z")
STATE_WORDS = {"NOTPAY": "订单未支付", "SUCCESS": "支付成功", "REFUND": "转入退款", "CLOSED": "订单已关闭"}


def routes(app: App, platform: Platform, desk: Notices) -> None:
    """`/v3/pay/transactions/…`."""
    place = {"native": "NATIVE", "h5": "MWEB"}
    for name, trade_type in place.items():
        app.route(
            "POST",
            f"/v3/pay/transactions/{name}",
            platform.guarded(lambda call, kind=trade_type: _place(app, desk, call, kind)),
        )
    app.route(
        "GET",
        "/v3/pay/transactions/out-trade-no/{out_trade_no}",
        platform.guarded(lambda call: _query(app, call, "out_trade_no", call.request.match["out_trade_no"])),
    )
    app.route(
        "GET",
        "/v3/pay/transactions/id/{transaction_id}",
        platform.guarded(
            lambda call: _query(app, call, "transaction_id", call.request.match["transaction_id"])
        ),
    )
    app.route(
        "POST",
        "/v3/pay/transactions/out-trade-no/{out_trade_no}/close",
        platform.guarded(lambda call: _close(app, call)),
    )


def _place(app: App, desk: Notices, call: Call, trade_type: str) -> Answer:
    fields = _checked(call, trade_type)
    number = str(fields["out_trade_no"])
    fingerprint = hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()
    prepay = crypto.nonce(24)
    with app.store.writing():
        old = find(app, call.merchant["mchid"], "out_trade_no", number)
        if app.faults.take("wechat.order_used", number) is not None:
            raise ApiError(403, "OUT_TRADE_NO_USED", "商户订单号重复")
        if old is None:
            _insert(app, call, fields, trade_type, fingerprint, prepay)
        else:
            _offer_again(app, old, fingerprint, prepay)
    if app.faults.take("wechat.pay_at_once", number) is not None:
        pay(app, desk, call.merchant["mchid"], number)
        desk.send_due()
    return 200, _offer(app, trade_type, prepay)


def _offer(app: App, trade_type: str, prepay: str) -> dict[str, str]:
    name = "code_url" if trade_type == "NATIVE" else "h5_url"
    return {name: f"{app.base_url}/wechat/pay/{prepay}"}


def _checked(call: Call, trade_type: str) -> dict[str, object]:
    fields = call.fields()
    if fields.get("mchid") != call.merchant["mchid"]:
        raise ApiError(400, "PARAM_ERROR", "mchid 与签名的商户号不一致", "/body/mchid")
    if fields.get("appid") != call.merchant["appid"]:
        raise ApiError(400, "APPID_MCHID_NOT_MATCH", "appid 和 mch_id 不匹配", "/body/appid")
    if not _NUMBER.match(str(fields.get("out_trade_no") or "")):
        raise ApiError(
            400,
            "PARAM_ERROR",
            "输入源“/body/out_trade_no”映射到值字段“商户订单号”字符串规则校验失败",
            "/body/out_trade_no",
        )
    description = str(fields.get("description") or "")
    if not 0 < len(description.encode()) <= 127:
        raise ApiError(400, "PARAM_ERROR", "商品描述不能为空，且不超过 127 字节", "/body/description")
    _check_url(str(fields.get("notify_url") or ""))
    _check_amount(fields.get("amount"))
    if trade_type == "MWEB":
        scene = fields.get("scene_info")
        if not isinstance(scene, dict) or not scene.get("payer_client_ip") or not scene.get("h5_info"):
            raise ApiError(400, "PARAM_ERROR", "H5 下单须有 payer_client_ip 与 h5_info", "/body/scene_info")
    return fields


def _check_url(url: str) -> None:
    parts = urlsplit(url)
    loopback = parts.scheme == "http" and parts.hostname in {"localhost", "127.0.0.1"}
    if not (parts.scheme == "https" or loopback) or parts.query or len(url) > 255:
        raise ApiError(400, "PARAM_ERROR", "通知地址须为 https，不能携带参数", "/body/notify_url")


def _check_amount(amount: object) -> None:
    total = amount.get("total") if isinstance(amount, dict) else None
    if not isinstance(total, int) or isinstance(total, bool) or not 1 <= total <= 100_000_000_00:
        raise ApiError(400, "PARAM_ERROR", "订单总金额须为正整数，单位为分", "/body/amount/total")
    if isinstance(amount, dict) and amount.get("currency", "CNY") != "CNY":
        raise ApiError(400, "PARAM_ERROR", "货币类型只支持 CNY", "/body/amount/currency")


def _insert(
    app: App, call: Call, fields: dict[str, object], trade_type: str, fingerprint: str, prepay: str
) -> None:
    now = app.now()
    expires = now + 7 * 86400
    if fields.get("time_expire"):
        expires = datetime.fromisoformat(str(fields["time_expire"])).timestamp()
    amount = fields["amount"]
    app.store.execute(
        "INSERT INTO wx_order (mchid, out_trade_no, appid, trade_type, total, description, attach, notify_url,"
        " expires, prepay, offered, made, fingerprint) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        call.merchant["mchid"],
        fields["out_trade_no"],
        fields["appid"],
        trade_type,
        amount["total"],  # type: ignore[index]
        fields["description"],
        str(fields.get("attach") or ""),
        fields["notify_url"],
        expires,
        prepay,
        now,
        now,
        fingerprint,
    )


def _offer_again(app: App, old: Row, fingerprint: str, prepay: str) -> None:
    if old["state"] in {"SUCCESS", "REFUND"}:
        raise ApiError(400, "ORDERPAID", "该订单已支付")
    if old["state"] == "CLOSED" or old["expires"] <= app.now():
        raise ApiError(400, "ORDER_CLOSED", "订单已关闭")
    if old["fingerprint"] != fingerprint:
        raise ApiError(400, "INVALID_REQUEST", "请求重入时，参数与首次请求时不一致")
    app.store.execute(
        "UPDATE wx_order SET prepay = ?, offered = ? WHERE mchid = ? AND out_trade_no = ?",
        prepay,
        app.now(),
        old["mchid"],
        old["out_trade_no"],
    )


def find(app: App, mchid: str, column: str, value: str) -> Row | None:
    """An order of a merchant by one of its numbers."""
    return app.store.row(f"SELECT * FROM wx_order WHERE mchid = ? AND {column} = ?", mchid, value)


def _mine(app: App, call: Call, column: str, value: str, mchid: str) -> Row:
    if mchid != call.merchant["mchid"]:
        raise ApiError(400, "PARAM_ERROR", "mchid 与签名的商户号不一致", "/query/mchid")
    order = find(app, mchid, column, value)
    if order is None:
        raise ApiError(404, "ORDER_NOT_EXIST", "订单不存在")
    return order


def _query(app: App, call: Call, column: str, value: str) -> Answer:
    return 200, transaction(app, _mine(app, call, column, value, call.request.query.get("mchid", "")))


def _close(app: App, call: Call) -> Answer:
    number = call.request.match["out_trade_no"]
    with app.store.writing():
        order = _mine(app, call, "out_trade_no", number, str(call.fields().get("mchid") or ""))
        if order["state"] in {"SUCCESS", "REFUND"}:
            raise ApiError(400, "ORDERPAID", "订单已支付，不能关闭")
        app.store.execute(
            "UPDATE wx_order SET state = 'CLOSED' WHERE mchid = ? AND out_trade_no = ?",
            order["mchid"],
            number,
        )
    return 204, None


def transaction(app: App, order: Row) -> dict[str, object]:
    """An order as query and notification tell it."""
    state = order["state"]
    if state == "NOTPAY" and order["expires"] <= app.now():
        state = "CLOSED"
    value: dict[str, object] = {
        "appid": order["appid"],
        "mchid": order["mchid"],
        "out_trade_no": order["out_trade_no"],
        "trade_state": state,
        "trade_state_desc": STATE_WORDS[state],
        "attach": order["attach"],
        "amount": {"total": order["total"], "currency": "CNY"},
    }
    if order["transaction_id"]:
        value |= {
            "transaction_id": order["transaction_id"],
            "trade_type": order["trade_type"],
            "bank_type": "OTHERS",
            "success_time": rfc3339(order["paid"]),
            "payer": {"openid": order["openid"]},
            "amount": {
                "total": order["total"],
                "payer_total": order["total"],
                "currency": "CNY",
                "payer_currency": "CNY",
            },
        }
    return value


def pay(app: App, desk: Notices, mchid: str, number: str, paid_at: float | None = None) -> bool:
    """The payer pays; False when it cannot be paid any more. Paid and queued in one transaction.

    `paid_at` (epoch seconds, not later than now) gives a practice world payments of earlier days.
    """
    with app.store.writing():
        order = find(app, mchid, "out_trade_no", number)
        if order is None or order["state"] != "NOTPAY" or order["expires"] <= app.now():
            return False
        count = app.store.execute(
            "SELECT count(*) FROM wx_order WHERE transaction_id IS NOT NULL"
        ).fetchone()[0]
        now = min(paid_at or app.now(), app.now())
        app.store.execute(
            "UPDATE wx_order SET state = 'SUCCESS', paid = ?, transaction_id = ?, openid = ?"
            " WHERE mchid = ? AND out_trade_no = ?",
            now,
            f"42000{int(now):010d}{count + 1:08d}{int(now * 1000) % 100000:05d}",
            "o" + hashlib.sha256(order["prepay"].encode()).hexdigest()[:27],
            mchid,
            number,
        )
        paid = find(app, mchid, "out_trade_no", number)
        if paid is None:
            raise LookupError(number)
        desk.add("TRANSACTION.SUCCESS", number, paid["notify_url"], mchid, transaction(app, paid))
    return True
