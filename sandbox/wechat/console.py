"""What stands for the vendor's web console. Ours, not the vendor's: merchants, keys, orders."""

import json
import re
import secrets

from cryptography.hazmat.primitives import serialization

from sandbox.frame import App, Request, Response, escape, html, json_answer, page, redirect, text
from sandbox.wechat.gate import Platform
from sandbox.wechat.notices import Notices
from sandbox.wechat.orders import STATE_WORDS, find, pay
from sandbox.wechat.refunds import refunded
from sandbox.wechat.store import bill_time

_LISTED = 200


def routes(app: App, platform: Platform, desk: Notices) -> None:
    """`/wechat/…`: register a merchant, roll the key, look at orders, refund without the platform."""
    app.route("POST", "/wechat/merchants", lambda request: _register(app, platform, request))
    app.route("POST", "/wechat/keys/roll", lambda _request: json_answer(_public(platform, roll=True)))
    app.route("GET", "/wechat/keys", lambda _request: json_answer(_public(platform, roll=False)))
    app.route("GET", "/wechat/", lambda request: _orders(app, request))
    app.route("POST", "/wechat/", lambda request: _act(app, desk, request))
    app.route("GET", "/wechat/notices.json", lambda request: _notices(app, request))


def _public(platform: Platform, *, roll: bool) -> dict[str, str]:
    key = platform.roll_key() if roll else platform.key()
    return {"public_key_id": key["serial"], "public_key": key["public_pem"]}


def _register(app: App, platform: Platform, request: Request) -> Response:
    """Take a merchant's number, appid, certificate serial, public key and APIv3 key."""
    try:
        fields = json.loads(request.body)
        serialization.load_pem_public_key(str(fields["public_key"]).encode())
        if not re.fullmatch(r"\d{8,12}", fields["mchid"]) or len(fields["api_v3_key"].encode()) != 32:
            return text("mchid 须为 8 至 12 位数字，api_v3_key 须为 32 字节\n", 400)
        app.store.execute(
            "INSERT INTO wx_merchant VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (mchid) DO UPDATE SET appid = excluded.appid,"
            " name = excluded.name, serial_no = excluded.serial_no, public_key = excluded.public_key,"
            " api_v3_key = excluded.api_v3_key",
            *(fields[name] for name in ("mchid", "appid", "name", "serial_no", "public_key", "api_v3_key")),
        )
    except (KeyError, TypeError, ValueError) as error:
        return text(f"缺少或写错了字段：{error}\n", 400)
    return json_answer(_public(platform, roll=False))


def _orders(app: App, request: Request) -> Response:
    only = request.query.get("mchid", "")
    rows = app.store.rows(
        "SELECT o.*, m.name FROM wx_order o JOIN wx_merchant m USING (mchid) WHERE ? IN ('', mchid)"
        " ORDER BY o.made DESC LIMIT ?",
        only,
        _LISTED,
    )
    lines = "".join(
        f"<tr><td>{bill_time(row['made'])}</td><td>{escape(row['name'])}<br><code>{escape(row['mchid'])}</code></td>"
        f"<td><code>{escape(row['out_trade_no'])}</code><br>{escape(row['description'])}</td>"
        f'<td class="n">{row["total"] / 100:,.2f}</td><td>{STATE_WORDS[row["state"]]}</td>'
        f"<td>{_buttons(row)}</td></tr>"
        for row in rows
    )
    body = (
        f'<p>最近 {len(rows)} 笔。<a href="/wechat/orders.csv">全部订单（CSV）</a></p><div class="scroll"><table><thead><tr>'
        "<th>下单时间</th><th>收款方</th><th>订单</th><th>金额（元）</th><th>状态</th><th></th></tr></thead>"
        f"<tbody>{lines}</tbody></table></div>"
    )
    return html(page("微信支付：订单", body, app.menu))


def _buttons(row) -> str:  # type: ignore[no-untyped-def]
    if row["state"] == "NOTPAY":
        return f'<a href="/wechat/pay/{escape(row["prepay"])}">付款页</a>'
    if row["state"] in {"SUCCESS", "REFUND"}:
        return (
            f'<form method="post"><input type="hidden" name="mchid" value="{escape(row["mchid"])}">'
            f'<input type="hidden" name="number" value="{escape(row["out_trade_no"])}">'
            "<button>在商户平台上直接退款</button></form>"
        )
    return ""


def _act(app: App, desk: Notices, request: Request) -> Response:
    """Refund the whole rest without a request of the platform: it shows in the bill only."""
    fields = request.form()
    order = find(app, fields.get("mchid", ""), "out_trade_no", fields.get("number", ""))
    if order is None:
        return text("404 没有这笔订单\n", 404)
    if order["state"] == "NOTPAY":
        pay(app, desk, order["mchid"], order["out_trade_no"])
        return redirect("/wechat/")
    rest = order["total"] - refunded(app, order)
    if rest:
        now = app.now()
        app.store.execute(
            "INSERT INTO wx_refund VALUES (?, ?, ?, ?, ?, ?, ?, '商户平台退款', '', 'SUCCESS', ?, ?, NULL, '')",
            f"503{int(now):010d}{secrets.randbelow(10**16):016d}",
            order["mchid"],
            f"CONSOLE{secrets.token_hex(8)}",
            order["out_trade_no"],
            order["transaction_id"],
            rest,
            order["total"],
            now,
            now,
        )
    return redirect("/wechat/")


def _notices(app: App, request: Request) -> Response:
    """What was notified about a number, for tests: event, tries, last answer, whether more will come."""
    rows = app.store.rows(
        "SELECT event_type, attempts, last, due IS NOT NULL AS waiting FROM wx_notice WHERE number = ? ORDER BY made",
        request.query.get("number", ""),
    )
    return json_answer([dict(row) for row in rows])
