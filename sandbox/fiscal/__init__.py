"""The finance department's receipt system: issues, reverses, checks. Our reading (`README.md`); every receipt is a 样张."""

from sandbox.fiscal import desk, work
from sandbox.frame import App, Fault
from sandbox.frame.drop import Drop

__all__ = ["routes"]


def routes(app: App) -> None:
    """All addresses of the look-alike."""
    app.store.schema(work.SCHEMA)
    app.faults.register(
        Fault("fiscal.refuse", "财政票据：拒绝开票（对象：申请编号或开票单位）", "原因代码，如 0203"),
        Fault("fiscal.slow", "财政票据：晚些开票（对象：申请编号）", "秒"),
        Fault("fiscal.twice", "财政票据：同一结果用两个文件名各给一次（对象：申请编号）"),
        Fault("fiscal.wrong_amount", "财政票据：票面少 1 分（对象：申请编号）"),
        Fault("fiscal.wrong_payer", "财政票据：票面交款人写错（对象：申请编号）"),
        Fault("fiscal.no_pdf", "财政票据：结果里没有 PDF（对象：申请编号）"),
    )
    office = work.Office(app)
    office.drop = Drop(app, "fiscal", work.key(), office.take)
    desk.routes(app)
    app.menu.append(("财政电子票据", "/fiscal/"))
