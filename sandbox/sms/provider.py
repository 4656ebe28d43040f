"""SendSms as the provider answers it."""

import hashlib
import hmac
import json
import re
import secrets
import sqlite3
from datetime import UTC, datetime
from urllib.parse import parse_qsl, quote

from sandbox.frame import App, Request, Response, json_answer, text

KEYS = {"sandbox-sms": "sandbox-sms-secret"}
_AUTHORIZATION = re.compile(
    r"ACS3-HMAC-SHA256 Credential=(?P<key>[^,]+),SignedHeaders=(?P<headers>[^,]+),Signature=(?P<signature>[0-9a-f]{64})"
)
_FRESH_SECONDS = 900
_MOBILE = re.compile(r"1[3-9]\d{9}")
_PLACE = re.compile(r"\$\{(\w+)\}")


class Refused(Exception):
    """The provider's error: HTTP status, code, message."""

    def __init__(self, code: str, message: str, status: int = 200) -> None:
        super().__init__(code)
        self.code, self.message, self.status = code, message, status


def routes(app: App) -> None:
    """The provider's one address and the submitting of templates."""
    app.route("POST", "/aliyun-sms/", lambda request: _answer(app, request))
    app.route("POST", "/sms/templates", lambda request: _submit(app, request))


def _answer(app: App, request: Request) -> Response:
    number = secrets.token_hex(16).upper()
    if app.faults.take("sms.down") is not None:
        return text("503 Service Unavailable\n", 503)
    try:
        _verify(app, request)
        biz_id = _send(app, dict(parse_qsl(request.target.partition("?")[2], keep_blank_values=True)))
    except Refused as refused:
        return json_answer(
            {"Code": refused.code, "Message": refused.message, "RequestId": number}, refused.status
        )
    return json_answer({"Code": "OK", "Message": "OK", "RequestId": number, "BizId": biz_id})


def _verify(app: App, request: Request) -> None:
    """Compute the signature anew from what arrived."""
    found = _AUTHORIZATION.fullmatch(request.header("authorization"))
    if found is None:
        raise Refused("IncompleteSignature", "Authorization 缺失或格式不对", 400)
    secret = KEYS.get(found["key"])
    if secret is None:
        raise Refused("InvalidAccessKeyId.NotFound", "AccessKeyId 不存在", 404)
    names = found["headers"].split(";")
    body_hash = hashlib.sha256(request.body).hexdigest()
    if request.header("x-acs-content-sha256") != body_hash or "host" not in names:
        raise Refused("SignatureDoesNotMatch", "请求体摘要不符", 400)
    query = sorted(parse_qsl(request.target.partition("?")[2], keep_blank_values=True))
    canonical = "\n".join(
        [
            request.method,
            request.path,
            "&".join(f"{quote(k, safe='-_.~')}={quote(v, safe='-_.~')}" for k, v in query),
            "".join(f"{name}:{request.header(name).strip()}\n" for name in names),
            found["headers"],
            body_hash,
        ]
    )
    to_sign = "ACS3-HMAC-SHA256\n" + hashlib.sha256(canonical.encode()).hexdigest()
    expected = hmac.new(secret.encode(), to_sign.encode(), hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected, found["signature"]):
        raise Refused("SignatureDoesNotMatch", "签名不符", 400)
    _fresh(app, request)


def _fresh(app: App, request: Request) -> None:
    try:
        dated = datetime.strptime(request.header("x-acs-date"), "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError as error:
        raise Refused("InvalidTimeStamp.Format", "x-acs-date 格式不对", 400) from error
    if abs(dated.timestamp() - app.now()) > _FRESH_SECONDS:
        raise Refused("InvalidTimeStamp.Expired", "时间戳超过 15 分钟", 400)
    try:
        app.store.execute(
            "INSERT INTO sms_nonce VALUES (?, ?)", request.header("x-acs-signature-nonce"), app.now()
        )
    except sqlite3.IntegrityError as error:
        raise Refused("SignatureNonceUsed", "随机数已用过", 400) from error
    app.store.execute("DELETE FROM sms_nonce WHERE at < ?", app.now() - 2 * _FRESH_SECONDS)


def _send(app: App, fields: dict[str, str]) -> str:
    phone = fields.get("PhoneNumbers", "")
    if not _MOBILE.fullmatch(phone) or app.faults.take("sms.never", phone) is not None:
        raise Refused("isv.MOBILE_NUMBER_ILLEGAL", f"{phone} 手机号码格式错误")
    if app.faults.take("sms.limit", phone) is not None:
        raise Refused("isv.BUSINESS_LIMIT_CONTROL", "触发流控")
    template = app.store.row("SELECT * FROM sms_template WHERE code = ?", fields.get("TemplateCode", ""))
    if template is None:
        raise Refused("isv.SMS_TEMPLATE_ILLEGAL", "模板不合法（不存在或未审核通过）")
    if template["sign"] != fields.get("SignName"):
        raise Refused("isv.SMS_SIGNATURE_ILLEGAL", "签名不合法")
    content = _fill(template["content"], fields.get("TemplateParam", "{}"))
    biz_id = f"{int(app.now() * 1000)}^0"
    times = 2 if app.faults.take("sms.twice", phone) is not None else 1
    for _ in range(times):
        app.store.execute(
            "INSERT INTO sms_message (at, phone, sign, template, content, out_id, biz_id)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            *(app.now(), phone, template["sign"], template["code"], content, fields.get("OutId", ""), biz_id),
        )
    return biz_id


def _fill(content: str, parameters: str) -> str:
    try:
        values = json.loads(parameters)
    except ValueError as error:
        raise Refused("isv.INVALID_JSON_PARAM", "参数格式错误，应为 JSON") from error
    missing = [name for name in _PLACE.findall(content) if name not in values]
    if missing:
        raise Refused("isv.TEMPLATE_MISSING_PARAMETERS", f"模板缺少变量 {missing}")
    return _PLACE.sub(lambda place: str(values[place[1]]), content)


def _submit(app: App, request: Request) -> Response:
    """Take a template as approved: this stands for the provider's console."""
    try:
        fields = json.loads(request.body)
        row = [str(fields[name]) for name in ("code", "sign", "content")]
    except (KeyError, TypeError, ValueError) as error:
        return text(f"缺少或写错了字段：{error}\n", 400)
    app.store.execute(
        "INSERT INTO sms_template VALUES (?, ?, ?)"
        " ON CONFLICT (code) DO UPDATE SET sign = excluded.sign, content = excluded.content",
        *row,
    )
    return json_answer({"code": row[0]})
