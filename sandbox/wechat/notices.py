"""Notifications: built, encrypted, signed afresh at each try, and tried again by the vendor's plan."""

import http.client
import json
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from sqlite3 import Row
from urllib.parse import urlsplit

from sandbox.frame import App
from sandbox.wechat import crypto
from sandbox.wechat.gate import Platform
from sandbox.wechat.store import rfc3339

PLAN_SECONDS = (15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10800, 10800, 10800, 21600, 21600)
_TIMEOUT_SECONDS = 5
_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Letter:
    """One try: exact bytes and headers."""

    url: str
    headers: dict[str, str]
    body: bytes


class Notices:
    """Queue of notifications in the store; a pool of threads sends what is due."""

    def __init__(self, app: App, platform: Platform) -> None:
        self.app, self.platform = app, platform
        self._pool = ThreadPoolExecutor(8, thread_name_prefix="wechat-notice")
        self._sending: set[str] = set()
        self._lock = threading.Lock()

    def add(self, event_type: str, number: str, url: str, mchid: str, plain: dict[str, object]) -> None:
        """Queue a notification about an order or refund; faults are taken here and at sending."""
        take = self.app.faults.take
        if take("wechat.notify_never", number) is not None:
            return
        due = self.app.now()
        if (hours := take("wechat.notify_late", number)) is not None:
            due += float(hours or 24) * 3600 / self.app.speed
        copies = 2 if take("wechat.notify_twice", number) is not None else 1
        original = "refund" if event_type.startswith("REFUND") else "transaction"
        summary = {
            "TRANSACTION.SUCCESS": "支付成功",
            "REFUND.SUCCESS": "退款成功",
            "REFUND.CLOSED": "退款关闭",
        }
        for _ in range(copies):
            self.app.store.execute(
                "INSERT INTO wx_notice (id, mchid, number, url, event_type, original_type, summary, plain, made, due)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                str(uuid.uuid4()),
                mchid,
                number,
                url,
                event_type,
                original,
                summary.get(event_type, "退款异常"),
                json.dumps(plain, ensure_ascii=False),
                self.app.now(),
                due,
            )

    def send_due(self) -> None:
        """Send what is due; a notification that is under way is not sent again meanwhile."""
        rows = self.app.store.rows(
            "SELECT * FROM wx_notice WHERE due <= ? ORDER BY due LIMIT ?", self.app.now(), _AT_ONCE
        )
        for row in rows:
            with self._lock:
                if row["id"] in self._sending:
                    continue
                self._sending.add(row["id"])
            self._pool.submit(self._send, row)

    def _send(self, row: Row) -> None:
        try:
            letter = self.letter(row)
            if self.app.faults.take("wechat.notify_probe", row["number"]) is not None:
                headers = {**letter.headers, "Wechatpay-Signature": f"WECHATPAY/SIGNTEST/{crypto.nonce(300)}"}
                post(Letter(letter.url, headers, letter.body))
            answer = post(letter)
            self._note(row, answer)
            self._replay(row, letter)
        finally:
            with self._lock:
                self._sending.discard(row["id"])

    def _replay(self, row: Row, letter: Letter) -> None:
        seconds = self.app.faults.take("wechat.notify_replay", row["number"])
        if seconds is not None:
            timer = threading.Timer(float(seconds or 60) / self.app.speed, post, [letter])
            timer.daemon = True
            timer.start()

    def _note(self, row: Row, answer: str) -> None:
        taken = answer in {"200", "204"}
        attempts = row["attempts"] + 1
        over = taken or attempts > len(PLAN_SECONDS)
        due = None if over else self.app.now() + PLAN_SECONDS[attempts - 1] / self.app.speed
        self.app.store.execute(
            "UPDATE wx_notice SET attempts = ?, due = ?, last = ? WHERE id = ?",
            attempts,
            due,
            answer,
            row["id"],
        )

    def letter(self, row: Row) -> Letter:
        """Encrypt and sign for this try; timestamp and nonce are new each time."""
        take, number = self.app.faults.take, row["number"]
        merchant = self.platform.merchant(row["mchid"])
        if merchant is None:
            raise LookupError(row["mchid"])
        nonce = crypto.nonce(12)
        plain = self._bent(number, json.loads(row["plain"]))
        sealed = crypto.encrypt(
            merchant["api_v3_key"],
            json.dumps(plain, ensure_ascii=False),
            associated=row["original_type"],
            nonce=nonce,
        )
        body = json.dumps(
            {
                "id": row["id"],
                "create_time": rfc3339(row["made"]),
                "resource_type": "encrypt-resource",
                "event_type": row["event_type"],
                "summary": row["summary"],
                "resource": {
                    "original_type": row["original_type"],
                    "algorithm": "AEAD_AES_256_GCM",
                    "ciphertext": sealed,
                    "associated_data": row["original_type"],
                    "nonce": nonce,
                },
            },
            ensure_ascii=False,
        ).encode()
        skew = take("wechat.notify_skew", number)
        at = int(self.app.now()) - (int(skew or 360) if skew is not None else 0)
        return Letter(row["url"], self._headers(number, str(at), body), body)

    def _headers(self, number: str, timestamp: str, body: bytes) -> dict[str, str]:
        nonce = crypto.nonce()
        serial, signature = self.platform.sign(timestamp, nonce, body=body)
        if self.app.faults.take("wechat.notify_wrong_serial", number) is not None:
            serial = "PUB_KEY_ID_0000000000000000000000000000"
        if self.app.faults.take("wechat.notify_forged", number) is not None:
            private, _public = crypto.new_key()
            signature = crypto.sign(crypto.load_private(private), timestamp, nonce, body=body)
        return {
            "Content-Type": "application/json",
            "User-Agent": "Mozilla/4.0",
            "Wechatpay-Serial": serial,
            "Wechatpay-Timestamp": timestamp,
            "Wechatpay-Nonce": nonce,
            "Wechatpay-Signature": signature,
            "Wechatpay-Signature-Type": "WECHATPAY2-SHA256-RSA2048",
        }

    def _bent(self, number: str, plain: dict[str, object]) -> dict[str, object]:
        off = self.app.faults.take("wechat.notify_amount", number)
        amount = plain.get("amount")
        if off is not None and isinstance(amount, dict):
            amount["total"] = int(amount["total"]) + int(off or 1)
        if self.app.faults.take("wechat.notify_merchant", number) is not None:
            plain["mchid"] = "1900000001"
        return plain


def post(letter: Letter) -> str:
    """POST once; the answer's status, or the name of what failed."""
    parts = urlsplit(letter.url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=_TIMEOUT_SECONDS)
    try:
        connection.request("POST", parts.path or "/", letter.body, letter.headers)
        answer = connection.getresponse()
        answer.read(65536)
    except (OSError, http.client.HTTPException) as error:
        return type(error).__name__
    else:
        return str(answer.status)
    finally:
        connection.close()
