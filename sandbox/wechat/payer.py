"""The payer's side: the page behind a code, and the list of orders."""

import csv
import io
from sqlite3 import Row

from sandbox.frame import App, Request, Response, escape, html, page, redirect, text
from sandbox.wechat.notices import Notices
from sandbox.wechat.orders import OFFER_SECONDS, STATE_WORDS, pay
from sandbox.wechat.store import rfc3339

_COLUMNS = (
    "mchid",
    "out_trade_no",
    "transaction_id",
    "trade_state",
    "total_fen",
    "refunded_fen",
    "success_time",
)


def routes(app: App, desk: Notices) -> None:
    """`/wechat/pay/<prepay>`, `/wechat/orders.csv`."""
    app.route("GET", "/wechat/pay/{prepay}", lambda request: _show(app, request))
    app.route("POST", "/wechat/pay/{prepay}", lambda request: _pay(app, desk, request))
    app.route(
        "POST", "/wechat/orders/{mchid}/{out_trade_no}/pay", lambda request: _pay_number(app, desk, request)
    )
    app.route("GET", "/wechat/orders.csv", lambda _request: _orders_csv(app))


def _find(app: App, request: Request) -> Row | None:
    return app.store.row(
        "SELECT o.*, m.name FROM wx_order o JOIN wx_merchant m USING (mchid) WHERE prepay = ?",
        request.match["prepay"],
    )


def _show(app: App, request: Request) -> Response:
    order = _find(app, request)
    if order is None:
        return html(page("二维码已失效", "<p>这个码不存在，或已被新码取代。</p>", app.menu), 404)
    amount = f"{order['total'] / 100:,.2f}"
    facts = (
        f'<div class="card"><p>{escape(order["description"])}</p><p class="big">¥ {amount}</p>'
        f"<p>收款方：{escape(order['name'])}　商户号 <code>{escape(order['mchid'])}</code></p>"
        f"<p>商户订单号 <code>{escape(order['out_trade_no'])}</code></p></div>"
    )
    return html(page("微信支付（沙盒）", facts + _action(app, order), app.menu))


def _action(app: App, order: Row) -> str:
    if order["state"] != "NOTPAY":
        return f'<p class="card" id="state">{STATE_WORDS[order["state"]]}。可以关闭本页，回到原来的页面。</p>'
    if _stale(app, order):
        return '<p class="card" id="state">这个码已过期，没有扣款。请回到原来的页面重新取码。</p>'
    return '<form method="post" class="card"><button id="pay">支付</button></form>'


def _stale(app: App, order: Row) -> bool:
    return bool(
        order["expires"] <= app.now() or order["offered"] + OFFER_SECONDS[order["trade_type"]] <= app.now()
    )


def _pay(app: App, desk: Notices, request: Request) -> Response:
    order = _find(app, request)
    if order is not None and not _stale(app, order):
        pay(app, desk, order["mchid"], order["out_trade_no"])
    return redirect(request.path)


def _pay_number(app: App, desk: Notices, request: Request) -> Response:
    """For practice worlds, tests and trials that pay many: 204 when paid, 409 when it cannot be."""
    paid_at = float(request.query.get("paid_at") or 0) or None
    paid = pay(app, desk, request.match["mchid"], request.match["out_trade_no"], paid_at)
    return Response(204 if paid else 409)


def _orders_csv(app: App) -> Response:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    rows = app.store.rows(
        "SELECT o.*, coalesce((SELECT sum(r.refund) FROM wx_refund r WHERE r.mchid = o.mchid"
        " AND r.out_trade_no = o.out_trade_no AND r.status = 'SUCCESS'), 0) AS refunded"
        " FROM wx_order o ORDER BY o.mchid, o.made, o.out_trade_no"
    )
    for row in rows:
        writer.writerow(
            [
                row["mchid"],
                row["out_trade_no"],
                row["transaction_id"] or "",
                row["state"],
                row["total"],
                row["refunded"],
                rfc3339(row["paid"]) if row["paid"] else "",
            ]
        )
    return text(out.getvalue(), content_type="text/csv; charset=utf-8")
