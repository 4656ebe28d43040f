"""SMS: the provider's SendSms with its signature, and the phones in which the messages arrive.

Signature, parameters and error codes follow the vendor's documents (README.md); the page of
phones and the submitting of templates are ours and say so.
"""

from sandbox.frame import App, Fault
from sandbox.sms import inbox, provider

__all__ = ["routes"]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS sms_template (code TEXT PRIMARY KEY, sign TEXT NOT NULL, content TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS sms_nonce (nonce TEXT PRIMARY KEY, at REAL NOT NULL);
CREATE TABLE IF NOT EXISTS sms_message (
  id INTEGER PRIMARY KEY, at REAL NOT NULL, phone TEXT NOT NULL, sign TEXT NOT NULL, template TEXT NOT NULL,
  content TEXT NOT NULL, out_id TEXT NOT NULL, biz_id TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS sms_message_phone ON sms_message (phone, id);
"""


def routes(app: App) -> None:
    """All addresses of the look-alike."""
    app.store.schema(_SCHEMA)
    app.faults.register(
        Fault("sms.limit", "短信：超过频率限制（isv.BUSINESS_LIMIT_CONTROL），对象为手机号"),
        Fault("sms.never", "短信：手机号不合法（isv.MOBILE_NUMBER_ILLEGAL），对象为手机号"),
        Fault("sms.down", "短信：服务商不可用（HTTP 503）"),
        Fault("sms.twice", "短信：同一条送达两次，对象为手机号"),
    )
    provider.routes(app)
    inbox.routes(app)
    app.menu.append(("手机短信", "/sms/"))
