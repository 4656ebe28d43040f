"""Pages: what was issued, and the check that stands for pjcy.mof.gov.cn."""

from sandbox.frame import App, Request, Response, escape, html, page, text


def routes(app: App) -> None:
    """`/fiscal/`, `/fiscal/check`, `/fiscal/receipts/<id>.pdf`."""
    app.route("GET", "/fiscal/", lambda _request: html(page("财政电子票据（样张）", _list(app), app.menu)))
    app.route(
        "GET", "/fiscal/check", lambda request: html(page("票据查验（样张）", _check(app, request), app.menu))
    )
    app.route("GET", "/fiscal/receipts/{id}.pdf", lambda request: _pdf(app, request))


def _list(app: App) -> str:
    rows = app.store.rows("SELECT * FROM fiscal_receipt ORDER BY id DESC LIMIT 200")
    if not rows:
        return '<p class="card">还没有开过票据。</p>'
    lines = "".join(
        f'<tr><td><a href="/fiscal/receipts/{row["id"]}.pdf">{row["code"]} {row["number"]}</a><br>校验码 {row["check_code"]}</td>'
        f"<td>{escape(row['payer'])}</td><td>{escape(row['issuer'])}</td><td class=n>{row['total']}</td>"
        f"<td>{'红字，冲 ' + row['red_of'] if row['red_of'] else ('已冲红 ' + row['reversed_by'] if row['reversed_by'] else '有效')}</td></tr>"
        for row in rows
    )
    return (
        '<p><a href="/fiscal/check">查验一张票据</a></p><div class="scroll"><table><thead><tr><th>票据</th><th>交款人</th>'
        f"<th>收款单位</th><th>金额（元）</th><th>状态</th></tr></thead><tbody>{lines}</tbody></table></div>"
    )


def _check(app: App, request: Request) -> str:
    asked = {name: request.query.get(name, "").strip() for name in ("code", "number", "check_code", "amount")}
    labels = {"code": "票据代码", "number": "票据号码", "check_code": "校验码", "amount": "金额（元）"}
    fields = "".join(
        f'<label>{label} <input name="{name}" value="{escape(asked[name])}"></label>'
        for name, label in labels.items()
    )
    form = f'<form class="card">{fields}<button>查验</button></form>'
    if not any(asked.values()):
        return form
    row = app.store.row(
        "SELECT * FROM fiscal_receipt WHERE code = ? AND number = ? AND check_code = ? AND total = ?",
        *asked.values(),
    )
    if row is None:
        return '<p class="card"><b>查无此票</b>：四项须与票面完全一致。</p>' + form
    app.store.execute("UPDATE fiscal_receipt SET checks = checks + 1 WHERE id = ?", row["id"])
    state = f"已冲红（{row['reversed_by']}）" if row["reversed_by"] else "有效"
    return (
        f'<p class="card"><b>查到此票，{state}</b>：{escape(row["issuer"])}，查验第 {row["checks"] + 1} 次。</p>'
        + form
    )


def _pdf(app: App, request: Request) -> Response:
    row = app.store.row("SELECT pdf FROM fiscal_receipt WHERE id = ?", request.match["id"])
    if row is None:
        return text("404 没有这张票据\n", 404)
    return Response(200, bytes(row["pdf"]), {"Content-Type": "application/pdf"})
