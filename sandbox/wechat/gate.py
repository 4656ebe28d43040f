"""The gate: verifies a merchant's request, signs every answer, and words every error."""

import json
import sqlite3
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from sandbox.frame import App, Request, Response
from sandbox.wechat import crypto

_FRESH_SECONDS = 300

Answer = tuple[int, object]


class ApiError(Exception):
    """An error as the vendor words it: HTTP status, code, message, and sometimes the field."""

    def __init__(self, status: int, code: str, message: str, field: str = "") -> None:
        super().__init__(code)
        self.status, self.code, self.message, self.field = status, code, message, field

    def body(self) -> object:
        """The JSON of the answer."""
        value: dict[str, object] = {"code": self.code, "message": self.message}
        if self.field:
            value["detail"] = {"field": self.field, "issue": self.message, "location": "body"}
        return value


@dataclass(frozen=True, slots=True)
class Call:
    """A verified request of a merchant."""

    request: Request
    merchant: sqlite3.Row

    def fields(self) -> dict[str, object]:
        """The JSON body.

        Raises:
            ApiError: it is no JSON object.
        """
        try:
            value = self.request.json()
        except ValueError as error:
            raise ApiError(400, "PARAM_ERROR", "请求体不是合法的 JSON") from error
        if not isinstance(value, dict):
            raise ApiError(400, "PARAM_ERROR", "请求体应为一个对象")
        return value


class Platform:
    """The platform's own keys and its knowledge of merchants."""

    def __init__(self, app: App) -> None:
        self.app = app
        self._cache: dict[str, object] = {}
        self._lock = threading.Lock()
        if self._newest() is None:
            self.roll_key()

    def _newest(self) -> sqlite3.Row | None:
        return self.app.store.row("SELECT * FROM wx_key ORDER BY made DESC LIMIT 1")

    def roll_key(self) -> sqlite3.Row:
        """Make a new platform key; from now on it signs."""
        private, public = crypto.new_key()
        serial = f"PUB_KEY_ID_0{time.time_ns():026d}"
        self.app.store.execute(
            "INSERT INTO wx_key VALUES (?, ?, ?, ?)", serial, private, public, self.app.now()
        )
        return self.key()

    def key(self) -> sqlite3.Row:
        """The key that signs now."""
        newest = self._newest()
        if newest is None:
            raise LookupError("the platform has no key")
        return newest

    def cached(self, load: Callable[[str], object], pem: str) -> object:
        """A key object made once for each PEM."""
        with self._lock:
            if pem not in self._cache:
                self._cache[pem] = load(pem)
            return self._cache[pem]

    def sign(self, *lines: str, body: bytes) -> tuple[str, str]:
        """(serial, signature) by the platform's newest key."""
        key = self.key()
        private = self.cached(crypto.load_private, key["private_pem"])
        return key["serial"], crypto.sign(private, *lines, body=body)  # type: ignore[arg-type]

    def merchant(self, mchid: str) -> sqlite3.Row | None:
        """A merchant by its number."""
        return self.app.store.row("SELECT * FROM wx_merchant WHERE mchid = ?", mchid)

    def verified(self, request: Request) -> Call:
        """Who signed this request.

        Raises:
            ApiError: 401 SIGN_ERROR with what is wrong.
        """
        parts = crypto.authorization_fields(request.header("authorization"))
        wanted = ("mchid", "nonce_str", "signature", "timestamp", "serial_no")
        if any(not parts.get(name) for name in wanted):
            raise ApiError(401, "SIGN_ERROR", "Http 头 Authorization 值格式错误，请参考签名认证文档")
        merchant = self.merchant(parts["mchid"])
        if merchant is None or merchant["serial_no"] != parts["serial_no"]:
            raise ApiError(401, "SIGN_ERROR", "商户证书序列号有误，请使用签名私钥匹配的证书序列号")
        age = abs(self.app.now() - int(parts["timestamp"])) if parts["timestamp"].isdigit() else 1e9
        if age > _FRESH_SECONDS:
            raise ApiError(
                401, "SIGN_ERROR", "Http 头 Authorization 中的 timestamp 与发起请求的时间不得超过 5 分钟"
            )
        public = self.cached(crypto.load_public, merchant["public_key"])
        lines = (request.method, request.target, parts["timestamp"], parts["nonce_str"])
        if not crypto.verifies(public, parts["signature"], *lines, body=request.body):  # type: ignore[arg-type]
            raise ApiError(401, "SIGN_ERROR", "签名错误，请检查后再试")
        return Call(request, merchant)

    def guarded(self, handler: Callable[[Call], Answer]) -> Callable[[Request], Response]:
        """Turn a handler into a route: verify, answer, sign; errors and faults included."""

        def serve(request: Request) -> Response:
            try:
                call = self.verified(request)
                self._burst(request)
                status, value = handler(call)
            except ApiError as error:
                status, value = error.status, error.body()
            return self.answer(status, value, keys=_keys(request))

        return serve

    def _burst(self, request: Request) -> None:
        keys = _keys(request)
        if self.app.faults.take("wechat.too_many", *keys) is not None:
            raise ApiError(429, "FREQUENCY_LIMITED", "频率超限，请求过快")
        if self.app.faults.take("wechat.server_error", *keys) is not None:
            raise ApiError(500, "SYSTEM_ERROR", "系统异常，请稍后重试")
        if (value := self.app.faults.take("wechat.slow", *keys)) is not None:
            time.sleep(float(value or 3))

    def answer(self, status: int, value: object, keys: tuple[str, ...] = ()) -> Response:
        """A signed answer."""
        if self.app.faults.take("wechat.bad_gateway", *keys) is not None:
            return Response(502, b"<html>502 Bad Gateway</html>", {"Content-Type": "text/html"})
        body = b"" if value is None else json.dumps(value, ensure_ascii=False).encode()
        timestamp, nonce = str(int(self.app.now())), crypto.nonce()
        serial, signature = self.sign(timestamp, nonce, body=body)
        if self.app.faults.take("wechat.answer_forged", *keys) is not None:
            signature = signature[::-1].replace("=", "A")[:342] + "=="
        slow = self.app.faults.take("wechat.slow_body", *keys)
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "Request-ID": crypto.nonce(24),
            "Wechatpay-Timestamp": timestamp,
            "Wechatpay-Nonce": nonce,
            "Wechatpay-Serial": serial,
            "Wechatpay-Signature": signature,
            "Wechatpay-Signature-Type": "WECHATPAY2-SHA256-RSA2048",
        }
        return Response(status, body, headers, pause=float(slow or 3) if slow is not None else 0.0)


def _keys(request: Request) -> tuple[str, ...]:
    """Numbers that a fault may be switched on for: of the path, or of the body."""
    found = list(request.match.values())
    if request.body[:1] == b"{":
        try:
            value = json.loads(request.body)
        except ValueError:
            return tuple(found)
        found += [str(value[name]) for name in ("out_trade_no", "out_refund_no") if name in value]
    return tuple(found)
