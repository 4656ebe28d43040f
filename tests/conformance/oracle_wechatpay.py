"""Runs in an environment of its own with `wechatpayv3` and nothing of ours: JSON in, JSON out.

`{"gateway", "account": {...}, "calls": [...]}`; each call is answered in order.
"""

import json
import sys
import tempfile
from pathlib import Path

from wechatpayv3 import WeChatPay, WeChatPayType


def client(gateway, account):
    folder = tempfile.mkdtemp()
    pay = WeChatPay(
        wechatpay_type=WeChatPayType.NATIVE,
        mchid=account["mchid"],
        private_key=account["private_key"],
        cert_serial_no=account["serial"],
        apiv3_key=account["api_key"],
        appid=account["appid"],
        notify_url=account["notify_url"],
        cert_dir=folder,
        public_key=account["platform_key"],
        public_key_id=account["platform_key_id"],
    )
    pay._core._gate_way = gateway  # the library has no parameter for it
    Path(folder).rmdir()
    return pay


def run(pay, call):
    what = call.pop("call")
    if what == "callback":
        return pay.callback(call["headers"], call["body"])
    if what == "order":
        status, body = pay.pay(**call)
    elif what == "query":
        status, body = pay.query(**call)
    elif what == "close":
        status, body = pay.close(**call)
    elif what == "refund":
        status, body = pay.refund(**call)
    elif what == "query_refund":
        status, body = pay.query_refund(**call)
    elif what == "trade_bill":
        status, body = pay.trade_bill(**call)
    else:
        raise ValueError(what)
    return {"status": status, "body": json.loads(body) if body else None}


def main():
    asked = json.load(sys.stdin)
    pay = client(asked["gateway"], asked["account"])
    json.dump([run(pay, call) for call in asked["calls"]], sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
