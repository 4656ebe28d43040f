"""The SMS look-alike verifies the vendor's signature and shows what arrived."""

import hashlib
import hmac
import json
import threading
import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta
from urllib.parse import quote, urlencode

import pytest

from sandbox.build import build
from sandbox.frame.server import make_server

SECRET = "sandbox-sms-secret"
FIELDS = {
    "PhoneNumbers": "13885100001",
    "SignName": "黔善",
    "TemplateCode": "SMS_1",
    "TemplateParam": json.dumps({"code": "123456"}),
    "OutId": "QS1",
}


@pytest.fixture
def app(tmp_path):
    return build(tmp_path, base_url="http://127.0.0.1:0")


@pytest.fixture
def url(app):
    server = make_server(app, 0)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    address = f"http://127.0.0.1:{server.server_port}"
    template = {"code": "SMS_1", "sign": "黔善", "content": "验证码${code}，见 http://localhost/a?b=1。"}
    _ask(urllib.request.Request(address + "/sms/templates", json.dumps(template).encode()))
    yield address
    server.shutdown()
    thread.join()
    server.server_close()


def _ask(request):
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def _send(url, *, secret=SECRET, key="sandbox-sms", at=None, nonce="n1", **changed):
    """Sign by hand, as the vendor's document says."""
    query = sorted((FIELDS | changed).items())
    canonical_query = "&".join(f"{quote(k, safe='-_.~')}={quote(v, safe='-_.~')}" for k, v in query)
    headers = {
        "host": url.removeprefix("http://"),
        "x-acs-action": "SendSms",
        "x-acs-content-sha256": hashlib.sha256(b"").hexdigest(),
        "x-acs-date": (at or datetime.now(UTC)).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "x-acs-signature-nonce": nonce,
        "x-acs-version": "2017-05-25",
    }
    names = ";".join(sorted(headers))
    lines = "".join(f"{name}:{headers[name]}\n" for name in sorted(headers))
    canonical = f"POST\n/aliyun-sms/\n{canonical_query}\n{lines}\n{names}\n{hashlib.sha256(b'').hexdigest()}"
    to_sign = "ACS3-HMAC-SHA256\n" + hashlib.sha256(canonical.encode()).hexdigest()
    signature = hmac.new(secret.encode(), to_sign.encode(), hashlib.sha256).hexdigest()
    headers["Authorization"] = (
        f"ACS3-HMAC-SHA256 Credential={key},SignedHeaders={names},Signature={signature}"
    )
    target = f"{url}/aliyun-sms/?{urlencode(query)}"
    return _ask(urllib.request.Request(target, b"", headers, method="POST"))


def _code(answer):
    return json.loads(answer[1])["Code"]


def test_a_signed_message_arrives_in_its_phone(url):
    assert _code(_send(url)) == "OK"

    _, page = _ask(f"{url}/sms/?phone=13885100001")
    assert "【黔善】验证码123456" in page
    assert '<a href="http://localhost/a?b=1">' in page
    messages = json.loads(_ask(f"{url}/sms/messages.json?phone=13885100001")[1])["messages"]
    assert [(one["phone"], one["out_id"]) for one in messages] == [("13885100001", "QS1")]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"secret": "wrong"}, "SignatureDoesNotMatch"),
        ({"key": "nobody"}, "InvalidAccessKeyId.NotFound"),
        ({"at": datetime.now(UTC) - timedelta(minutes=16)}, "InvalidTimeStamp.Expired"),
        ({"PhoneNumbers": "110"}, "isv.MOBILE_NUMBER_ILLEGAL"),
        ({"TemplateCode": "SMS_9"}, "isv.SMS_TEMPLATE_ILLEGAL"),
        ({"SignName": "别人"}, "isv.SMS_SIGNATURE_ILLEGAL"),
        ({"TemplateParam": "{}"}, "isv.TEMPLATE_MISSING_PARAMETERS"),
        ({"TemplateParam": "{"}, "isv.INVALID_JSON_PARAM"),
    ],
)
def test_what_the_provider_refuses(url, changed, code):
    assert _code(_send(url, **changed)) == code
    assert json.loads(_ask(f"{url}/sms/messages.json")[1])["messages"] == []


def test_a_nonce_counts_once(url):
    assert _code(_send(url)) == "OK"
    assert _code(_send(url)) == "SignatureNonceUsed"


def test_faults_for_one_phone(app, url):
    app.faults.switch("sms.limit", key="13885100001", times=1)
    assert _code(_send(url, nonce="a")) == "isv.BUSINESS_LIMIT_CONTROL"
    assert _code(_send(url, nonce="b")) == "OK"
    app.faults.switch("sms.down", times=1)
    assert _send(url, nonce="c")[0] == 503


def test_content_cannot_carry_markup(url):
    _send(url, TemplateParam=json.dumps({"code": "<script>"}))

    assert "<script>" not in _ask(f"{url}/sms/")[1]
