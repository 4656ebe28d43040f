"""The panel: batches and their lines; a person fails, holds or releases a line; a list for checks."""

import csv
import io
import time

from sandbox.bank.files import yuan
from sandbox.bank.work import REASONS, Bank
from sandbox.frame import App, Request, Response, escape, html, page, redirect, text

_STATES = {"S": "已付", "F": "失败", "P": "处理中"}


def routes(app: App, bank: Bank) -> None:
    """`/bank/`, `/bank/batches/<number>/`, `/bank/payments.csv`."""
    app.route("GET", "/bank/", lambda _request: html(page("银行：批量付款", _batches(app), app.menu)))
    app.route("GET", "/bank/batches/{number}/", lambda request: _batch(app, bank, request))
    app.route("POST", "/bank/batches/{number}/", lambda request: _decide(app, bank, request))
    app.route("GET", "/bank/payments.csv", lambda _request: _payments(app))


def _batches(app: App) -> str:
    rows = app.store.rows(
        "SELECT b.number, b.payer, b.ref, count(*) n, sum(l.amount_fen) total, sum(l.state = 'S') paid,"
        " sum(l.state = 'F') failed FROM bank_batch b JOIN bank_line l ON l.batch = b.number"
        " GROUP BY b.number ORDER BY b.received DESC LIMIT 200"
    )
    if not rows:
        return '<p class="card">还没有收到付款批次。</p>'
    lines = "".join(
        f'<tr><td><a href="/bank/batches/{escape(row["number"])}/">{escape(row["number"])}</a></td>'
        f"<td>{escape(row['payer'])}</td><td>{row['n']}</td><td class=n>{yuan(row['total'])}</td>"
        f"<td>已付 {row['paid']}，失败 {row['failed']}</td></tr>"
        for row in rows
    )
    return (
        "<p>收到的批次约 3 秒后执行。账号以 0000 结尾的不存在，以 1111 结尾的已冻结；"
        '其他情形用<a href="/faults/">故障开关</a>。</p><div class="scroll"><table><thead><tr><th>批次号</th>'
        f"<th>付款人</th><th>笔数</th><th>合计（元）</th><th>结果</th></tr></thead><tbody>{lines}</tbody></table></div>"
        '<p><a href="/bank/payments.csv">全部付款（CSV）</a></p>'
    )


def _batch(app: App, bank: Bank, request: Request) -> Response:
    lines = bank.lines(request.match["number"])
    if not lines:
        return text("404 没有这个批次\n", 404)
    options = "".join(f'<option value="{code}">{code} {reason}</option>' for code, reason in REASONS.items())
    rows = "".join(
        f"<tr><td>{escape(str(line['ref']))}</td><td>{escape(str(line['payee']))}<br>{escape(str(line['account']))}"
        f"<br>{escape(str(line['bank']))}</td><td class=n>{yuan(int(str(line['amount_fen'])))}</td>"
        f"<td>{escape(str(line['purpose']))}</td><td>{_STATES[str(line['state'])]} {escape(REASONS.get(str(line['code']), ''))}"
        f"{_buttons(str(line['ref']), options) if line['state'] == 'P' else ''}</td></tr>"
        for line in lines
    )
    body = (
        '<div class="scroll"><table><thead><tr><th>付款编号</th><th>收款人</th><th>金额（元）</th><th>摘要</th><th>状态</th>'
        f"</tr></thead><tbody>{rows}</tbody></table></div>"
    )
    return html(page(f"批次 {request.match['number']}", body, app.menu))


def _buttons(ref: str, options: str) -> str:
    return (
        f'<form method="post"><input type="hidden" name="ref" value="{escape(ref)}">'
        '<button name="do" value="pay">付款</button> <button name="do" value="hold">先挂起</button>'
        f'<label>失败原因 <select name="code">{options}</select></label><button name="do" value="fail">失败</button></form>'
    )


def _decide(app: App, bank: Bank, request: Request) -> Response:
    form = request.form()
    ref, do = form.get("ref", ""), form.get("do", "")
    if do == "hold":
        app.faults.switch("bank.hold", key=ref)
    else:
        app.faults.clear("bank.hold", ref)
        with app.store.writing():
            bank.decide(ref, "S" if do == "pay" else "F", form.get("code", "0199") if do == "fail" else "")
            app.store.execute(
                "UPDATE bank_batch SET due = min(due, ?) WHERE number = ?",
                time.time(),
                request.match["number"],
            )
    return redirect(request.path)


def _payments(app: App) -> Response:
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(["ref", "batch", "amount_fen", "state", "txn", "paid_at", "code"])
    for row in app.store.rows("SELECT * FROM bank_line ORDER BY rowid"):
        rows.writerow(
            [row[name] for name in ("ref", "batch", "amount_fen", "state", "txn", "paid_at", "code")]
        )
    return text("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
