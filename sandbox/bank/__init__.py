"""A bank's batch payments by file: takes a batch, pays line by line, gives result files.

No bank's interface is copied here: the format is ours (`README.md`), made of what such files
have in common. A line fails when a person says so on the panel, by a fault, or by the account:
a number that ends in 0000 does not exist, in 1111 is frozen.
"""

from sandbox.bank import panel, work
from sandbox.frame import App, Fault
from sandbox.frame.drop import Drop

__all__ = ["routes"]


def routes(app: App) -> None:
    """All addresses of the look-alike."""
    app.store.schema(work.SCHEMA)
    app.faults.register(
        Fault("bank.fail", "银行：某一行付款失败（对象：付款单号、户名或账号）", "原因代码，如 0101"),
        Fault("bank.hold", "银行：某一行一直处理中（对象同上）"),
        Fault("bank.slow", "银行：某一批晚些执行（对象：批次号）", "秒"),
        Fault("bank.result_twice", "银行：同一结果用两个文件名各给一次（对象：批次号）"),
        Fault("bank.result_late", "银行：结果文件晚给（对象：批次号）", "秒"),
        Fault("bank.wrong_amount", "银行：结果里某一行少 1 分（对象同第一项）"),
        Fault("bank.refuse", "银行：拒收某一批（对象：批次号）", "原因"),
    )
    bank = work.Bank(app)
    bank.drop = Drop(app, "bank", work.key(), bank.take)
    panel.routes(app, bank)
    app.tick(bank.execute_due)
    app.menu.append(("银行：批量付款", "/bank/"))
