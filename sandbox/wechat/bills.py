"""Bills of a day: trades and fund flow, as the vendor writes them (backticks, yuan, four blocks)."""

import gzip
import hashlib
from dataclasses import dataclass
from sqlite3 import Row

from sandbox.frame import App, Response
from sandbox.wechat import crypto
from sandbox.wechat.gate import Answer, ApiError, Call, Platform
from sandbox.wechat.store import bill_time, day_bounds

TRADE_HEAD = [
    "交易时间",
    "公众账号ID",
    "商户号",
    "特约商户号",
    "设备号",
    "微信订单号",
    "商户订单号",
    "用户标识",
    "交易类型",
    "交易状态",
    "付款银行",
    "货币种类",
    "应结订单金额",
    "代金券金额",
    "微信退款单号",
    "商户退款单号",
    "退款金额",
    "充值券退款金额",
    "退款类型",
    "退款状态",
    "商品名称",
    "商户数据包",
    "手续费",
    "费率",
    "订单金额",
    "申请退款金额",
    "费率备注",
]
TRADE_TOTALS = "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额"
FLOW_HEAD = [
    "记账时间",
    "微信支付业务单号",
    "资金流水单号",
    "业务名称",
    "业务类型",
    "收支类型",
    "收支金额(元)",
    "账户结余(元)",
    "资金变更提交申请人",
    "备注",
    "业务凭证号",
]
FLOW_TOTALS = "资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额"
_DOWNLOAD_SECONDS = 300


@dataclass(frozen=True, slots=True)
class _Trade:
    """A payment, or a refund, on a day."""

    order: Row
    at: float
    refund: Row | None = None


def routes(app: App, platform: Platform) -> None:
    """`/v3/bill/…` and the download of what they name."""
    files: dict[str, tuple[float, bytes]] = {}
    app.route("GET", "/v3/bill/tradebill", platform.guarded(lambda call: _trade_bill(app, call, files)))
    app.route("GET", "/v3/bill/fundflowbill", platform.guarded(lambda call: _flow_bill(app, call, files)))

    def download(call: Call) -> Response:
        found = files.get(call.request.query.get("token", ""))
        if found is None or found[0] < app.now():
            raise ApiError(400, "INVALID_REQUEST", "下载地址已失效，请重新申请账单")
        return Response(200, found[1], {"Content-Type": "text/plain"})

    app.route("GET", "/v3/billdownload/file", lambda request: _plain(platform, request, download))


def _plain(platform: Platform, request, download) -> Response:  # type: ignore[no-untyped-def]
    """The request is signed, the answer is not."""
    try:
        return download(platform.verified(request))  # type: ignore[no-any-return]
    except ApiError as error:
        return platform.answer(error.status, error.body())


def _day(app: App, call: Call) -> tuple[float, float]:
    try:
        start, end = day_bounds(call.request.query.get("bill_date", ""))
    except ValueError as error:
        raise ApiError(400, "PARAM_ERROR", "bill_date 须为 yyyy-MM-dd", "/query/bill_date") from error
    if not app.now() - 93 * 86400 < end <= app.now() + 86400:
        raise ApiError(400, "INVALID_REQUEST", "只能查询三个月内的账单")
    return start, end


def _offer(app: App, call: Call, text: str, files: dict[str, tuple[float, bytes]]) -> Answer:
    content = text.encode()
    digest = hashlib.sha1(content).hexdigest()
    if app.faults.take("wechat.bill_hash") is not None:
        digest = hashlib.sha1(content + b"x").hexdigest()
    packed = gzip.compress(content) if call.request.query.get("tar_type") == "GZIP" else content
    token = crypto.nonce()
    files[token] = (app.now() + _DOWNLOAD_SECONDS, packed)
    url = f"{app.base_url}/v3/billdownload/file?token={token}"
    return 200, {"hash_type": "SHA1", "hash_value": digest, "download_url": url}


def _trades(app: App, mchid: str, start: float, end: float) -> list[_Trade]:
    paid = [
        _Trade(row, row["paid"])
        for row in app.store.rows(
            "SELECT * FROM wx_order WHERE mchid = ? AND paid >= ? AND paid < ?", mchid, start, end
        )
    ]
    back = []
    for row in app.store.rows(
        "SELECT * FROM wx_refund WHERE mchid = ? AND made >= ? AND made < ? AND status <> 'CLOSED'",
        mchid,
        start,
        end,
    ):
        order = app.store.row(
            "SELECT * FROM wx_order WHERE mchid = ? AND out_trade_no = ?", mchid, row["out_trade_no"]
        )
        if order is not None:
            back.append(_Trade(order, row["made"], row))
    return sorted(paid + back, key=lambda trade: trade.at)


def _yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"


def _trade_bill(app: App, call: Call, files: dict[str, tuple[float, bytes]]) -> Answer:
    start, end = _day(app, call)
    kind = call.request.query.get("bill_type", "ALL")
    trades = [t for t in _trades(app, call.merchant["mchid"], start, end) if _wanted(t, kind)]
    trades = [t for t in trades if app.faults.take("wechat.bill_missing", t.order["out_trade_no"]) is None]
    if not trades or app.faults.take("wechat.bill_none") is not None:
        raise ApiError(400, "NO_STATEMENT_EXIST", "账单文件不存在")
    rows = [_trade_row(trade) for trade in trades]
    if app.faults.take("wechat.bill_unknown") is not None:
        trades.append(trades[0])
        stranger = {"微信订单号": f"4200{int(app.now()):024d}", "商户订单号": f"UNKNOWN{int(app.now())}"}
        rows.append({**rows[0], **stranger})
    head = list(TRADE_HEAD)
    if app.faults.take("wechat.bill_renamed") is not None:
        head[head.index("商户订单号")] = "商家订单编号"
    if app.faults.take("wechat.bill_inserted") is not None:
        head.insert(2, "门店号")
    return _offer(app, call, _written(head, rows, TRADE_TOTALS, _trade_totals(trades)), files)


def _wanted(trade: _Trade, kind: str) -> bool:
    return kind == "ALL" or (kind == "REFUND") == (trade.refund is not None)


def _trade_row(trade: _Trade) -> dict[str, str]:
    order, refund = trade.order, trade.refund
    return {
        "交易时间": bill_time(trade.at),
        "公众账号ID": order["appid"],
        "商户号": order["mchid"],
        "特约商户号": "0",
        "微信订单号": order["transaction_id"],
        "商户订单号": order["out_trade_no"],
        "商家订单编号": order["out_trade_no"],
        "用户标识": order["openid"],
        "交易类型": order["trade_type"],
        "交易状态": "REFUND" if refund else "SUCCESS",
        "付款银行": "OTHERS",
        "货币种类": "CNY",
        "应结订单金额": "0.00" if refund else _yuan(order["total"]),
        "代金券金额": "0.00",
        "微信退款单号": refund["refund_id"] if refund else "0",
        "商户退款单号": refund["out_refund_no"] if refund else "0",
        "退款金额": _yuan(refund["refund"]) if refund else "0.00",
        "充值券退款金额": "0.00",
        "退款类型": "ORIGINAL" if refund else "",
        "退款状态": refund["status"] if refund else "",
        "商品名称": order["description"].replace(",", "，"),
        "商户数据包": order["attach"].replace(",", "，"),
        "手续费": "0.00000",
        "费率": "0.00%",
        "订单金额": "0.00" if refund else _yuan(order["total"]),
        "申请退款金额": _yuan(refund["refund"]) if refund else "0.00",
    }


def _trade_totals(trades: list[_Trade]) -> list[str]:
    paid = sum(t.order["total"] for t in trades if t.refund is None)
    back = sum(t.refund["refund"] for t in trades if t.refund is not None)
    return [str(len(trades)), _yuan(paid), _yuan(back), "0.00", "0.00000", _yuan(paid), _yuan(back)]


def _written(head: list[str], rows: list[dict[str, str]], totals: str, sums: list[str]) -> str:
    lines = [",".join(head)]
    lines += [",".join("`" + row.get(name, "") for name in head) for row in rows]
    lines += [totals, ",".join("`" + value for value in sums)]
    return "\ufeff" + "\r\n".join(lines) + "\r\n"


def _flow_bill(app: App, call: Call, files: dict[str, tuple[float, bytes]]) -> Answer:
    start, end = _day(app, call)
    mchid = call.merchant["mchid"]
    balance = sum(_signed(trade) for trade in _trades(app, mchid, 0.0, start))
    rows, income, spent = [], [], []
    for trade in _trades(app, mchid, start, end):
        amount = _signed(trade)
        balance += amount
        (income if amount > 0 else spent).append(abs(amount))
        rows.append(_flow_row(trade, amount, balance))
    if not rows or app.faults.take("wechat.bill_none") is not None:
        raise ApiError(400, "NO_STATEMENT_EXIST", "账单文件不存在")
    sums = [str(len(rows)), str(len(income)), _yuan(sum(income)), str(len(spent)), _yuan(sum(spent))]
    return _offer(app, call, _written(FLOW_HEAD, rows, FLOW_TOTALS, sums), files)


def _signed(trade: _Trade) -> int:
    return -int(trade.refund["refund"]) if trade.refund is not None else int(trade.order["total"])


def _flow_row(trade: _Trade, amount: int, balance: int) -> dict[str, str]:
    number = trade.refund["refund_id"] if trade.refund is not None else trade.order["transaction_id"]
    proof = trade.refund["out_refund_no"] if trade.refund is not None else trade.order["out_trade_no"]
    return {
        "记账时间": bill_time(trade.at),
        "微信支付业务单号": number,
        "资金流水单号": "FL" + number,
        "业务名称": "退款" if amount < 0 else "交易",
        "业务类型": "退款" if amount < 0 else "交易",
        "收支类型": "支出" if amount < 0 else "收入",
        "收支金额(元)": _yuan(abs(amount)),
        "账户结余(元)": ("-" if balance < 0 else "") + _yuan(abs(balance)),
        "资金变更提交申请人": "system",
        "业务凭证号": proof,
    }
