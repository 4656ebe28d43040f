"""Plain pages with the mark of the sandbox. No script, nothing from another host."""

from html import escape

__all__ = ["escape", "page", "table"]

_STYLE = """
body{font:16px/1.7 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;margin:0;color:#222;background:#f6f4ef}
header{background:repeating-linear-gradient(135deg,#5b4a1e 0 14px,#4c3e18 14px 28px);color:#fff;padding:10px 20px}
header a{color:#ffe9b0;margin-right:16px} main{max-width:1000px;margin:20px auto;padding:0 16px}
table{border-collapse:collapse;width:100%;background:#fff} td,th{border:1px solid #d8d2c4;padding:6px 10px;text-align:left;vertical-align:top}
td.n{text-align:right;font-variant-numeric:tabular-nums} button{font:inherit;padding:8px 18px;min-height:44px}
.card{background:#fff;border:1px solid #d8d2c4;padding:16px 20px;margin:16px 0} .big{font-size:32px;font-weight:700}
label{display:block;margin:8px 0} input,select{font:inherit;padding:6px 8px} code{word-break:break-all}
.scroll{overflow-x:auto}
"""


def page(title: str, body: str, menu: list[tuple[str, str]] | None = None) -> str:
    """A page of the sandbox; `body` is HTML already escaped by its author."""
    links = "".join(f'<a href="{escape(path)}">{escape(label)}</a>' for label, path in menu or [])
    return (
        '<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)} · 沙盒 sandbox</title><style>{_STYLE}</style></head><body>"
        f"<header><strong>沙盒 sandbox</strong>　这里没有真钱，也没有真的外部系统　{links}</header>"
        f"<main><h1>{escape(title)}</h1>{body}</main></body></html>"
    )


def table(head: list[str], rows: list[list[str]]) -> str:
    """A table of escaped cells."""
    top = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    lines = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<div class="scroll"><table><thead><tr>{top}</tr></thead><tbody>{lines}</tbody></table></div>'
