"""What can go wrong at the channel; the key of each is the merchant's order or refund number."""

from sandbox.frame import Fault

FAULTS = (
    Fault("wechat.pay_at_once", "下单应答返回之前就已支付并通知"),
    Fault("wechat.notify_twice", "同时通知两次"),
    Fault("wechat.notify_never", "从不通知"),
    Fault("wechat.notify_late", "晚些才通知", "小时，空为 24"),
    Fault("wechat.notify_probe", "先发一个签名错误的探测（SIGNTEST）"),
    Fault("wechat.notify_wrong_serial", "通知用未知的公钥编号"),
    Fault("wechat.notify_forged", "通知的签名是伪造的"),
    Fault("wechat.notify_replay", "一分钟后把同样的字节再发一次", "秒，空为 60"),
    Fault("wechat.notify_skew", "通知的时间戳偏差", "秒，空为 360"),
    Fault("wechat.notify_amount", "通知的金额与订单不同", "差几分，空为 1"),
    Fault("wechat.notify_merchant", "通知写的是别的商户号"),
    Fault("wechat.order_used", "下单时答商户订单号重复"),
    Fault("wechat.too_many", "答 429 频率超限"),
    Fault("wechat.server_error", "答 500 系统错误"),
    Fault("wechat.bad_gateway", "答 502，不是 JSON，没有签名"),
    Fault("wechat.slow", "应答慢", "秒，空为 3"),
    Fault("wechat.slow_body", "应答正文发到一半停住", "秒，空为 3"),
    Fault("wechat.answer_forged", "应答的签名是伪造的"),
    Fault("wechat.refund_slow", "退款处理得慢", "秒，空为 30"),
    Fault("wechat.refund_abnormal", "退款异常，过后成功", "秒，空为 5"),
    Fault("wechat.refund_closed", "退款被关闭"),
    Fault("wechat.refund_not_enough", "退款时答余额不足"),
    Fault("wechat.bill_missing", "对账单缺这一笔"),
    Fault("wechat.bill_unknown", "对账单多出不认识的一笔"),
    Fault("wechat.bill_renamed", "对账单改了列名"),
    Fault("wechat.bill_inserted", "对账单插入新列"),
    Fault("wechat.bill_hash", "对账单的 SHA1 不对"),
    Fault("wechat.bill_none", "答当日没有账单"),
)
