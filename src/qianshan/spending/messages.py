"""What beneficiaries and staff are told by SMS."""

from qianshan.mechanisms.notices.api import register_template

ASK = "spending.ask"
ASK_AGENT = "spending.ask_agent"
BANK_FAILED = "spending.bank_failed"


def register() -> None:
    """Make the templates known; called once by the app."""
    register_template(
        ASK,
        "%(charity)s为您办理的“%(purpose)s”已付款。请打开链接，告诉我们收到了没有：%(link)s 本短信由省慈善平台发送，慈善组织看不到此链接。",
        provider_code="SMS_SPENDING_ASK",
    )
    register_template(
        ASK_AGENT,
        "%(charity)s为%(surname)s家办理的“%(purpose)s”已付款。请您代为核实并填写：%(link)s 须上传签收单照片。",
        provider_code="SMS_SPENDING_AGENT",
    )
    register_template(
        BANK_FAILED,
        "付款单%(code)s被银行退回：%(reason)s。款项没有付出，请核对收款账户后重新起草。",
        provider_code="SMS_SPENDING_FAILED",
    )
