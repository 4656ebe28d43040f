"""WeChat Pay v3 for a merchant: orders, queries, refunds, notifications, bills, and a payer's page.

Signatures, encryption, error codes, retry plan and bills follow the vendor's documents
(README.md). What stands for the vendor's web console (registering a merchant, rolling the
platform's key) is ours and says so.
"""

from sandbox.frame import App
from sandbox.wechat import bills, console, faults, gate, notices, orders, payer, refunds, store

__all__ = ["routes"]


def routes(app: App) -> None:
    """All addresses of the look-alike."""
    app.store.schema(store.SCHEMA)
    app.faults.register(*faults.FAULTS)
    platform = gate.Platform(app)
    desk = notices.Notices(app, platform)
    orders.routes(app, platform, desk)
    refunds.routes(app, platform)
    bills.routes(app, platform)
    payer.routes(app, desk)
    console.routes(app, platform, desk)
    app.tick(desk.send_due)
    app.tick(lambda: refunds.settle_due(app, desk))
    app.menu.append(("微信支付：订单", "/wechat/"))
