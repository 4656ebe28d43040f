"""What access tells people by SMS."""

from qianshan.mechanisms.notices.api import register_template

register_template(
    "access.code",
    "您的验证码是%(code)s，%(minutes)s分钟内有效。请勿告诉他人；工作人员不会向您索要。",
    provider_code="SMS_QS_CODE",
)
register_template(
    "access.invitation",
    "%(organisation)s邀请您开通黔善账号，请在%(days)s天内打开链接设置密码：%(link)s",
    provider_code="SMS_QS_INVITE",
)
register_template(
    "access.recovery",
    "您的黔善账号已由两名管理员核准恢复，请在24小时内打开链接重设密码和动态口令：%(link)s",
    provider_code="SMS_QS_RECOVER",
)
register_template(
    "access.purse",
    "今日验证码短信已发%(count)s条，上限%(purse)s条，请检查是否被滥用。",
    provider_code="SMS_QS_PURSE",
)
