"""The signature is the vendor's, and the adapter speaks with the look-alike over HTTP."""

import os
import subprocess
import sys
import threading

import pytest

from qianshan.mechanisms.notices.api import NeverWorks, TryLater
from qianshan.outside.sms.practice import SandboxSms
from qianshan.outside.sms.signature import authorization
from sandbox.build import build
from sandbox.frame.server import make_server

CODE = {"code": "123456", "minutes": "10"}


def test_the_vendors_published_example():
    headers = {
        "host": "ecs.cn-shanghai.aliyuncs.com",
        "x-acs-action": "RunInstances",
        "x-acs-content-sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "x-acs-date": "2023-10-26T10:22:32Z",
        "x-acs-signature-nonce": "3156853299f313e23d1673dc12e1703d",
        "x-acs-version": "2014-05-26",
    }
    query = {
        "RegionId": "cn-shanghai",
        "ImageId": "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd",
    }

    made = authorization(
        method="POST",
        path="/",
        query=query,
        headers=headers,
        key_id="YourAccessKeyId",
        secret="YourAccessKeySecret",
    )

    assert made.endswith("Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0")
    assert "SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;" in made


@pytest.fixture
def provider(tmp_path, settings):
    app = build(tmp_path, base_url="http://127.0.0.1:0")
    server = make_server(app, 0)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    settings.SANDBOX_URL = f"http://127.0.0.1:{server.server_port}"
    yield app
    server.shutdown()
    thread.join()
    server.server_close()


def _send(phone="13885100001"):
    return SandboxSms().send(phone=phone, template="access.code", values=CODE, reference="QS1")


def test_a_message_is_signed_sent_and_arrives(provider):
    assert _send()

    row = provider.store.row("SELECT * FROM sms_message")
    assert row["phone"] == "13885100001"
    assert row["content"].startswith("您的验证码是123456，10分钟内有效。")


@pytest.mark.parametrize("fault", ["sms.limit", "sms.down"])
def test_what_passes_is_tried_again(provider, fault):
    _send()
    provider.faults.switch(fault, times=1)

    with pytest.raises(TryLater):
        _send()
    assert _send()


def test_a_number_that_does_not_exist_is_never_tried_again(provider):
    provider.faults.switch("sms.never", key="13885100001")

    with pytest.raises(NeverWorks, match=r"isv\.MOBILE_NUMBER_ILLEGAL"):
        _send()


def test_nobody_listens(settings):
    settings.SANDBOX_URL = "http://127.0.0.1:9"

    with pytest.raises(TryLater):
        _send()


def test_where_there_is_a_sandbox_nothing_goes_to_the_real_provider():
    code = "from django.conf import settings; print(settings.SMS_BACKEND)"
    env = {**os.environ, "QIANSHAN_SANDBOX_URL": "http://127.0.0.1:9", "PYTHONPATH": "src:."}
    env.pop("QIANSHAN_SMS_BACKEND", None)
    shown = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)

    assert shown.stdout.strip() == "qianshan.outside.sms.practice.SandboxSms"
