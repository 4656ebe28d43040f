"""The national charity information system: takes filings, tells numbers, shows them to the public."""

from sandbox.charity_china import pages, work
from sandbox.frame import App, Fault
from sandbox.frame.drop import Drop

__all__ = ["routes"]


def routes(app: App) -> None:
    """All addresses of the look-alike."""
    app.store.schema(work.SCHEMA)
    app.faults.register(
        Fault("charity_china.differ", "慈善中国：编号与省里不同（对象：备案编号）", "三位序号，如 099"),
        Fault("charity_china.unknown", "慈善中国：回说没有这个备案（对象：备案编号）"),
        Fault("charity_china.refuse", "慈善中国：拒收（对象：备案编号）", "原因"),
        Fault("charity_china.late", "慈善中国：晚些回编号（对象：备案编号）", "秒"),
    )
    register = work.Register(app)
    register.drop = Drop(app, "charity_china", work.key(), register.take)
    pages.routes(app)
    app.menu.append(("慈善中国：方案备案", "/charity_china/"))
