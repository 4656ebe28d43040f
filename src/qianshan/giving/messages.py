"""What giving tells people by SMS, and under which approved template."""

from qianshan.mechanisms.notices.api import register_template

BOOKED = "giving.booked"
REFUNDED = "giving.refunded"


def register() -> None:
    """Make the templates known."""
    register_template(
        BOOKED,
        "您捐给“%(project)s”的%(amount)s元已入账，捐赠编号%(code)s。看每一分钱的去向：%(link)s",
        provider_code="SMS_QS_BOOKED",
    )
    register_template(
        REFUNDED,
        "您捐给“%(project)s”的%(amount)s元已由支付渠道原路退回，捐赠编号%(code)s。",
        provider_code="SMS_QS_REFUNDED",
    )
