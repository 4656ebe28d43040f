"""Our signatures and decryption agree with what the vendor published."""

import pytest
from cryptography.hazmat.primitives import serialization

from qianshan.mechanisms.channels.port import Forged
from qianshan.outside.wechatpay import notification, signing
from qianshan.outside.wechatpay.tests import vectors


def _public() -> str:
    key = signing.private_key(vectors.KEY).public_key()
    return key.public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    ).decode()


def test_the_string_to_sign_is_the_vendors():
    assert signing.message(*vectors.REQUEST) == vectors.REQUEST_MESSAGE


def test_the_signature_is_the_vendors():
    assert signing.sign(vectors.KEY, vectors.SOURCE) == vectors.SIGNATURE


def test_the_vendors_signature_verifies_and_a_changed_one_does_not():
    assert signing.verifies(_public(), vectors.SIGNATURE, vectors.SOURCE)
    assert not signing.verifies(_public(), vectors.SIGNATURE, b"sourcE")
    assert not signing.verifies(_public(), "no base64", vectors.SOURCE)
    assert not signing.verifies(_public(), "", vectors.SOURCE)


def test_the_vendors_ciphertext_opens():
    assert notification.decrypt(vectors.AEAD["key"], vectors.AEAD) == vectors.AEAD_PLAIN


def test_another_key_does_not_open_it():
    with pytest.raises(Forged):
        notification.decrypt("testAPIv3Key0001", vectors.AEAD)


def test_an_unknown_algorithm_is_said():
    with pytest.raises(ValueError, match="AEAD_AES_256_GCM"):
        notification.decrypt(vectors.AEAD["key"], {**vectors.AEAD, "algorithm": "AES"})


def test_an_authorization_header_carries_its_five_parts():
    header = signing.authorization(
        merchant_number="1900009191",
        serial="1DDE55AD",
        pem=vectors.KEY,
        method="GET",
        target="/v3/certificates",
        at=1554208460,
        body=b"",
    )

    scheme, _, rest = header.partition(" ")
    parts = dict(part.split("=", 1) for part in rest.split(","))
    assert scheme == "WECHATPAY2-SHA256-RSA2048"
    assert sorted(parts) == ["mchid", "nonce_str", "serial_no", "signature", "timestamp"]
    assert signing.verifies(
        _public(),
        parts["signature"].strip('"'),
        signing.message("GET", "/v3/certificates", "1554208460", parts["nonce_str"].strip('"'), b""),
    )
