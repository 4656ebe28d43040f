"""The start page and the fault panel, for people (forms) and for tests (JSON)."""

from sandbox.frame.app import App
from sandbox.frame.http import Request, Response, html, json_answer, redirect, text
from sandbox.frame.pages import escape, page


def routes(app: App) -> None:
    """`/`, `/healthz`, `/faults/`."""
    app.route("GET", "/", lambda _request: html(_start(app)))
    app.route("GET", "/healthz", lambda _request: text("sandbox\n"))
    app.route("GET", "/faults/", lambda request: _show(app, request))
    app.route("POST", "/faults/", lambda request: _switch(app, request))
    app.menu.append(("故障开关", "/faults/"))


def _start(app: App) -> str:
    items = "".join(
        f'<li><a href="{escape(path)}">{escape(label)}</a></li>' for label, path in sorted(app.menu)
    )
    return page("外部系统的替身", f"<p>演练时，平台对着这里收发。</p><ul>{items}</ul>", app.menu)


def _show(app: App, request: Request) -> Response:
    if "json" in request.header("accept"):
        return json_answer(
            {
                "known": [vars_of(fault) for fault in app.faults.known.values()],
                "active": [
                    {"code": code, "key": key, "value": value, "times": times}
                    for code, key, value, times in app.faults.active()
                ],
            }
        )
    return html(page("故障开关", _active(app) + _form(app), app.menu))


def vars_of(fault: object) -> dict[str, str]:
    """A fault's description as JSON."""
    return {name: getattr(fault, name) for name in ("code", "title", "value")}


def _active(app: App) -> str:
    rows = "".join(
        f"<tr><td>{escape(app.faults.known[code].title if code in app.faults.known else code)}<br><code>{escape(code)}</code></td>"
        f"<td>{escape(key) or '全部'}</td><td>{escape(value)}</td><td>{'一直' if times is None else times}</td>"
        f'<td><form method="post"><input type="hidden" name="off" value="1">'
        f'<input type="hidden" name="code" value="{escape(code)}"><input type="hidden" name="key" value="{escape(key)}">'
        "<button>关闭</button></form></td></tr>"
        for code, key, value, times in app.faults.active()
    )
    if not rows:
        return '<p class="card">现在没有打开任何故障。</p>'
    return (
        '<div class="scroll"><table><thead><tr><th>故障</th><th>对象</th><th>取值</th><th>还剩几次</th><th></th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _form(app: App) -> str:
    options = "".join(
        f'<option value="{escape(fault.code)}">{escape(fault.title)}'
        f"{('（取值：' + escape(fault.value) + '）') if fault.value else ''}</option>"
        for fault in app.faults.known.values()
    )
    return (
        '<form method="post" class="card"><h2>打开一个故障</h2>'
        f'<label>故障 <select name="code">{options}</select></label>'
        '<label>只对这个对象（如商户订单号；空 = 全部） <input name="key"></label>'
        '<label>取值 <input name="value"></label>'
        '<label>几次（空 = 一直） <input name="times" inputmode="numeric"></label><button>打开</button></form>'
        '<form method="post"><input type="hidden" name="off" value="all"><button>全部关闭</button></form>'
    )


def _switch(app: App, request: Request) -> Response:
    is_json = "json" in request.header("content-type")
    values = request.json() if is_json else request.form()
    if not isinstance(values, dict):
        return text("400 应为一个对象\n", 400)
    code, key = str(values.get("code") or ""), str(values.get("key") or "")
    times = values.get("times")
    if values.get("off"):
        app.faults.clear("" if values["off"] == "all" else code, key)
    elif code not in app.faults.known:
        return text(f"404 没有名为 {code} 的故障\n", 404)
    else:
        app.faults.switch(
            code, key=key, value=str(values.get("value") or ""), times=int(times) if times else None
        )
    return Response(204) if is_json else redirect("/faults/")
