"""The phones: what arrived, newest first, by number; links can be followed."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from sandbox.frame import App, Request, Response, escape, html, json_answer, page

_LISTED = 100
_LINK = re.compile(r"https?://[^\s，。）)]+")
_SHANGHAI = ZoneInfo("Asia/Shanghai")


def routes(app: App) -> None:
    """`/sms/` for people, `/sms/messages.json` for tests."""
    app.route("GET", "/sms/", lambda request: _page(app, request))
    app.route("GET", "/sms/messages.json", lambda request: _json(app, request))


def _rows(app: App, request: Request) -> list[dict[str, object]]:
    phone, after = request.query.get("phone", ""), request.query.get("after", "0")
    rows = app.store.rows(
        "SELECT * FROM sms_message WHERE ? IN ('', phone) AND id > ? ORDER BY id DESC LIMIT ?",
        *(phone, int(after) if after.isdigit() else 0, _LISTED),
    )
    return [dict(row) for row in rows]


def _json(app: App, request: Request) -> Response:
    return json_answer({"messages": _rows(app, request)})


def _page(app: App, request: Request) -> Response:
    phone = request.query.get("phone", "")
    cards = "".join(_card(row) for row in _rows(app, request))
    body = (
        "<p>这里是各人手机上收到的短信。真实环境中，短信由服务商送达。</p>"
        '<form method="get" action="/sms/"><label>手机号 '
        f'<input name="phone" inputmode="numeric" autocomplete="off" value="{escape(phone)}"></label>'
        "<button>只看这个号码</button></form>"
        f"{cards or '<p>还没有短信。</p>'}"
    )
    return html(page("手机短信", body, app.menu))


def _card(row: dict[str, object]) -> str:
    at = datetime.fromtimestamp(float(str(row["at"])), _SHANGHAI).strftime("%Y-%m-%d %H:%M:%S")
    number = escape(str(row["phone"]))
    content = _linked(f"【{row['sign']}】{row['content']}")
    return (
        f'<article class="card"><strong><a href="/sms/?phone={number}">{number}</a></strong>'
        f" <small>{at}</small><p>{content}</p></article>"
    )


def _linked(content: str) -> str:
    parts, last = [], 0
    for found in _LINK.finditer(content):
        url = escape(found[0])
        parts.append(escape(content[last : found.start()]) + f'<a href="{url}">{url}</a>')
        last = found.end()
    return "".join(parts) + escape(content[last:])
