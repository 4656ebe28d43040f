"""Tables of the look-alike and the words of time that it uses."""

from datetime import UTC, datetime, timedelta, timezone

BEIJING = timezone(timedelta(hours=8))

SCHEMA = """
CREATE TABLE IF NOT EXISTS wx_key (
  serial TEXT PRIMARY KEY, private_pem TEXT NOT NULL, public_pem TEXT NOT NULL, made REAL NOT NULL
);
CREATE TABLE IF NOT EXISTS wx_merchant (
  mchid TEXT PRIMARY KEY, appid TEXT NOT NULL, name TEXT NOT NULL, serial_no TEXT NOT NULL,
  public_key TEXT NOT NULL, api_v3_key TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS wx_order (
  mchid TEXT NOT NULL REFERENCES wx_merchant, out_trade_no TEXT NOT NULL, appid TEXT NOT NULL,
  trade_type TEXT NOT NULL, total INTEGER NOT NULL, description TEXT NOT NULL, attach TEXT NOT NULL,
  notify_url TEXT NOT NULL, expires REAL NOT NULL, prepay TEXT NOT NULL UNIQUE, offered REAL NOT NULL,
  state TEXT NOT NULL DEFAULT 'NOTPAY', transaction_id TEXT UNIQUE, paid REAL, openid TEXT NOT NULL DEFAULT '',
  made REAL NOT NULL, fingerprint TEXT NOT NULL, PRIMARY KEY (mchid, out_trade_no)
);
CREATE INDEX IF NOT EXISTS wx_order_paid ON wx_order (mchid, paid);
CREATE TABLE IF NOT EXISTS wx_refund (
  refund_id TEXT PRIMARY KEY, mchid TEXT NOT NULL, out_refund_no TEXT NOT NULL, out_trade_no TEXT NOT NULL,
  transaction_id TEXT NOT NULL, refund INTEGER NOT NULL, total INTEGER NOT NULL, reason TEXT NOT NULL,
  notify_url TEXT NOT NULL, status TEXT NOT NULL, made REAL NOT NULL, done REAL,
  due REAL, plan TEXT NOT NULL DEFAULT '', UNIQUE (mchid, out_refund_no)
);
CREATE INDEX IF NOT EXISTS wx_refund_due ON wx_refund (due) WHERE due IS NOT NULL;
CREATE TABLE IF NOT EXISTS wx_notice (
  id TEXT PRIMARY KEY, mchid TEXT NOT NULL, number TEXT NOT NULL, url TEXT NOT NULL, event_type TEXT NOT NULL,
  original_type TEXT NOT NULL, summary TEXT NOT NULL, plain TEXT NOT NULL, made REAL NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0, due REAL, last TEXT NOT NULL DEFAULT ''
);
CREATE INDEX IF NOT EXISTS wx_notice_due ON wx_notice (due) WHERE due IS NOT NULL;
"""


def rfc3339(seconds: float) -> str:
    """An instant as the vendor writes it, in Beijing time."""
    return datetime.fromtimestamp(seconds, BEIJING).replace(microsecond=0).isoformat()


def bill_time(seconds: float) -> str:
    """An instant as bills write it."""
    return datetime.fromtimestamp(seconds, BEIJING).strftime("%Y-%m-%d %H:%M:%S")


def day_bounds(day: str) -> tuple[float, float]:
    """Start and end of a Beijing day given as YYYY-MM-DD, as seconds.

    Raises:
        ValueError: it is not a day.
    """
    start = datetime.strptime(day, "%Y-%m-%d").replace(tzinfo=BEIJING)
    return start.astimezone(UTC).timestamp(), (start + timedelta(days=1)).astimezone(UTC).timestamp()
