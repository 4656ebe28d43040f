"""The channel's words for states, in ours.

Source: https://pay.weixin.qq.com/doc/v3/merchant/4012791859 (trade_state), 4012791863 (refund status).
"""

from qianshan.mechanisms.channels.port import OrderState, RefundState

ORDER_STATES = {
    "SUCCESS": OrderState.PAID,
    "REFUND": OrderState.PAID,
    "NOTPAY": OrderState.OPEN,
    "USERPAYING": OrderState.OPEN,
    "PAYERROR": OrderState.OPEN,
    "CLOSED": OrderState.CLOSED,
    "REVOKED": OrderState.CLOSED,
}

REFUND_STATES = {
    "SUCCESS": RefundState.DONE,
    "PROCESSING": RefundState.PROCESSING,
    "ABNORMAL": RefundState.ABNORMAL,
    "CLOSED": RefundState.CLOSED,
}
