"""The public side: a list of filings and one filing, as on the national site."""

import json

from sandbox.frame import App, Request, Response, escape, html, page, text

_LABELS = {
    "aaex9103": "活动名称",
    "aaex9102": "备案编号",
    "aaex9101": "慈善组织",
    "aaex9116": "统一社会信用代码",
    "aaex9105": "起始日期",
    "aaex9106": "结束日期",
    "aaex9104": "募捐目的",
    "aaex9111": "受益人范围",
    "aaex9112": "款物用途",
    "aaex9173": "募捐目标（元）",
    "aaex9176": "管理成本说明",
    "aaex9113": "募捐成本",
    "aaex9114": "剩余财产处理",
    "aaex9131": "备案日期",
}
_STATES = {"confirmed": "已公开", "differs": "已公开（编号不同）", "unknown": "查无"}


def routes(app: App) -> None:
    """`/charity_china/`, `/charity_china/filings/<number>/`."""
    app.route(
        "GET", "/charity_china/", lambda _request: html(page("慈善中国：方案备案", _list(app), app.menu))
    )
    app.route("GET", "/charity_china/filings/{number}/", lambda request: _one(app, request))


def _list(app: App) -> str:
    rows = app.store.rows("SELECT * FROM charity_china_filing ORDER BY at DESC LIMIT 200")
    if not rows:
        return '<p class="card">还没有收到方案备案。</p>'
    lines = "".join(
        f'<tr><td><a href="/charity_china/filings/{escape(row["number"])}/">{escape(row["national"] or row["number"])}</a></td>'
        f"<td>{escape(json.loads(row['fields'])['aaex9103'])}</td><td>{escape(json.loads(row['fields'])['aaex9101'])}</td>"
        f"<td>{_STATES[row['state']]}</td></tr>"
        for row in rows
    )
    return (
        '<div class="scroll"><table><thead><tr><th>备案编号</th><th>活动名称</th><th>慈善组织</th><th>状态</th></tr></thead>'
        f"<tbody>{lines}</tbody></table></div>"
    )


def _one(app: App, request: Request) -> Response:
    row = app.store.row("SELECT * FROM charity_china_filing WHERE number = ?", request.match["number"])
    if row is None:
        return text("404 没有这个备案\n", 404)
    fields = {**json.loads(row["fields"]), "aaex9102": row["national"] or "（查无）"}
    lines = "".join(
        f'<tr><th scope="row">{label}</th><td>{escape(fields.get(code, ""))}</td></tr>'
        for code, label in _LABELS.items()
    )
    return html(page(fields["aaex9103"], f'<div class="scroll"><table>{lines}</table></div>', app.menu))
