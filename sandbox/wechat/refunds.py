"""Refunds: accepted at once, done a moment later, sometimes abnormal or closed."""

import secrets
from sqlite3 import Row

from sandbox.frame import App
from sandbox.wechat.gate import Answer, ApiError, Call, Platform
from sandbox.wechat.notices import Notices
from sandbox.wechat.orders import find
from sandbox.wechat.store import rfc3339

_USUAL_SECONDS = 0.2


def routes(app: App, platform: Platform) -> None:
    """`/v3/refund/domestic/refunds…`."""
    app.route("POST", "/v3/refund/domestic/refunds", platform.guarded(lambda call: _refund(app, call)))
    app.route(
        "GET",
        "/v3/refund/domestic/refunds/{out_refund_no}",
        platform.guarded(lambda call: _query(app, call)),
    )


def _refund(app: App, call: Call) -> Answer:
    fields = call.fields()
    number = str(fields.get("out_refund_no") or "")
    refund, total = _amounts(fields)
    with app.store.writing():
        order = _order(app, call, fields)
        old = _find(app, call.merchant["mchid"], number)
        if old is not None:
            return 200, told(_same(old, refund, order))
        _check(app, order, number, refund, total)
        _insert(app, order, fields, refund)
    done = _find(app, call.merchant["mchid"], number)
    if done is None:
        raise LookupError(number)
    return 200, told(done)


def _amounts(fields: dict[str, object]) -> tuple[int, int]:
    amount = fields.get("amount")
    if not isinstance(amount, dict) or amount.get("currency") != "CNY":
        raise ApiError(400, "PARAM_ERROR", "退款币种只支持 CNY", "/body/amount/currency")
    refund, total = amount.get("refund"), amount.get("total")
    if not isinstance(refund, int) or not isinstance(total, int) or refund < 1:
        raise ApiError(400, "PARAM_ERROR", "退款金额与原订单金额须为正整数，单位为分", "/body/amount")
    return refund, total


def _order(app: App, call: Call, fields: dict[str, object]) -> Row:
    column = "transaction_id" if fields.get("transaction_id") else "out_trade_no"
    order = find(app, call.merchant["mchid"], column, str(fields.get(column) or ""))
    if order is None or not order["transaction_id"]:
        raise ApiError(404, "RESOURCE_NOT_EXISTS", "订单不存在，或未支付")
    if not 1 <= len(str(fields.get("out_refund_no") or "")) <= 64:
        raise ApiError(400, "PARAM_ERROR", "商户退款单号须为 1 至 64 个字符", "/body/out_refund_no")
    return order


def _same(old: Row, refund: int, order: Row) -> Row:
    if old["refund"] != refund or old["out_trade_no"] != order["out_trade_no"]:
        raise ApiError(400, "INVALID_REQUEST", "请求参数与已有退款单不一致")
    return old


def _check(app: App, order: Row, number: str, refund: int, total: int) -> None:
    if total != order["total"]:
        raise ApiError(400, "INVALID_REQUEST", "订单金额与退款请求中的原订单金额不一致")
    if refunded(app, order) + refund > order["total"]:
        raise ApiError(400, "INVALID_REQUEST", "累计退款金额超过订单金额")
    keys = (number, order["out_trade_no"])
    if app.faults.take("wechat.refund_not_enough", *keys) is not None:
        raise ApiError(403, "NOT_ENOUGH", "基本账户余额不足，请充值后重新发起")


def refunded(app: App, order: Row) -> int:
    """What was refunded, or is on its way."""
    row = app.store.row(
        "SELECT coalesce(sum(refund), 0) FROM wx_refund WHERE mchid = ? AND out_trade_no = ? AND status <> 'CLOSED'",
        order["mchid"],
        order["out_trade_no"],
    )
    return int(row[0]) if row else 0


def _insert(app: App, order: Row, fields: dict[str, object], refund: int) -> None:
    number, now = str(fields["out_refund_no"]), app.now()
    plan, due = _plan(app, number, order["out_trade_no"])
    app.store.execute(
        "INSERT INTO wx_refund VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'PROCESSING', ?, NULL, ?, ?)",
        f"503{int(now):010d}{secrets.randbelow(10**16):016d}",
        order["mchid"],
        number,
        order["out_trade_no"],
        order["transaction_id"],
        refund,
        order["total"],
        str(fields.get("reason") or ""),
        str(fields.get("notify_url") or ""),
        now,
        now + due / app.speed,
        plan,
    )


def _plan(app: App, *keys: str) -> tuple[str, float]:
    if app.faults.take("wechat.refund_closed", *keys) is not None:
        return "CLOSED", _USUAL_SECONDS
    if (value := app.faults.take("wechat.refund_abnormal", *keys)) is not None:
        return f"ABNORMAL {value or 5}", _USUAL_SECONDS
    if (value := app.faults.take("wechat.refund_slow", *keys)) is not None:
        return "SUCCESS", float(value or 30)
    return "SUCCESS", _USUAL_SECONDS


def settle_due(app: App, desk: Notices) -> None:
    """Let refunds that are due take their next state, and notify it."""
    for due in app.store.rows("SELECT refund_id FROM wx_refund WHERE due <= ? LIMIT 200", app.now()):
        with app.store.writing():
            row = app.store.row(
                "SELECT * FROM wx_refund WHERE refund_id = ? AND due <= ?", due["refund_id"], app.now()
            )
            if row is not None:
                _settle(app, desk, row)


def _settle(app: App, desk: Notices, row: Row) -> None:
    status, _, then = row["plan"].partition(" ")
    later = app.now() + float(then) / app.speed if status == "ABNORMAL" else None
    app.store.execute(
        "UPDATE wx_refund SET status = ?, done = ?, due = ?, plan = 'SUCCESS' WHERE refund_id = ?",
        status,
        app.now() if status == "SUCCESS" else None,
        later,
        row["refund_id"],
    )
    if status == "SUCCESS":
        app.store.execute(
            "UPDATE wx_order SET state = 'REFUND' WHERE mchid = ? AND out_trade_no = ?",
            row["mchid"],
            row["out_trade_no"],
        )
    fresh = _find(app, row["mchid"], row["out_refund_no"])
    if fresh is not None and row["notify_url"]:
        desk.add(f"REFUND.{status}", row["out_refund_no"], row["notify_url"], row["mchid"], _notified(fresh))


def _find(app: App, mchid: str, number: str) -> Row | None:
    return app.store.row("SELECT * FROM wx_refund WHERE mchid = ? AND out_refund_no = ?", mchid, number)


def _query(app: App, call: Call) -> Answer:
    row = _find(app, call.merchant["mchid"], call.request.match["out_refund_no"])
    if row is None:
        raise ApiError(404, "RESOURCE_NOT_EXISTS", "退款单不存在")
    return 200, told(row)


def told(row: Row) -> dict[str, object]:
    """A refund as request and query tell it."""
    value: dict[str, object] = {
        "refund_id": row["refund_id"],
        "out_refund_no": row["out_refund_no"],
        "transaction_id": row["transaction_id"],
        "out_trade_no": row["out_trade_no"],
        "channel": "ORIGINAL",
        "user_received_account": "支付用户零钱",
        "create_time": rfc3339(row["made"]),
        "status": row["status"],
        "funds_account": "AVAILABLE",
        "amount": {
            "total": row["total"],
            "refund": row["refund"],
            "payer_total": row["total"],
            "payer_refund": row["refund"],
            "settlement_refund": row["refund"],
            "settlement_total": row["total"],
            "discount_refund": 0,
            "currency": "CNY",
        },
    }
    if row["done"]:
        value["success_time"] = rfc3339(row["done"])
    return value


def _notified(row: Row) -> dict[str, object]:
    """A refund as the notification tells it: `refund_status` instead of `status`."""
    value: dict[str, object] = {
        "mchid": row["mchid"],
        "transaction_id": row["transaction_id"],
        "out_trade_no": row["out_trade_no"],
        "refund_id": row["refund_id"],
        "out_refund_no": row["out_refund_no"],
        "refund_status": row["status"],
        "user_received_account": "支付用户零钱",
        "amount": {
            "total": row["total"],
            "refund": row["refund"],
            "payer_total": row["total"],
            "payer_refund": row["refund"],
        },
    }
    if row["done"]:
        value["success_time"] = rfc3339(row["done"])
    return value
