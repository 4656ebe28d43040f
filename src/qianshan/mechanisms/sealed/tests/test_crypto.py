"""Sealed blobs open only for their person and purpose; indexes differ by purpose; masks follow the table."""

import pytest

from qianshan.mechanisms.sealed.kernel.crypto import CannotOpen, close, keyed_hash, new_key, open_
from qianshan.mechanisms.sealed.kernel.masks import Policy, mask_name, mask_number, mask_phone

KEY = new_key()


def test_a_blob_opens_with_its_key_and_binding():
    blob = close(KEY, "王㵲".encode(), b"person:1:name")

    assert open_(KEY, blob, b"person:1:name").decode() == "王㵲"
    assert blob[0] == 1


@pytest.mark.parametrize(
    ("key", "change", "binding"),
    [
        (new_key(), None, b"person:1:name"),
        (KEY, None, b"person:2:name"),
        (KEY, None, b"person:1:phone"),
        (KEY, 20, b"person:1:name"),
        (KEY, 0, b"person:1:name"),
    ],
    ids=["another key", "another person", "another purpose", "a changed byte", "a changed version"],
)
def test_anything_else_is_refused(key, change, binding):
    blob = bytearray(close(KEY, b"secret", b"person:1:name"))
    if change is not None:
        blob[change] ^= 1

    with pytest.raises(CannotOpen):
        open_(key, bytes(blob), binding)


@pytest.mark.parametrize("blob", [b"", b"\x01", b"\x01" + b"x" * 12])
def test_a_short_blob_is_refused(blob):
    with pytest.raises(CannotOpen):
        open_(KEY, blob, b"")


def test_equal_texts_of_two_purposes_do_not_look_equal():
    assert keyed_hash(KEY, "phone", "1") == keyed_hash(KEY, "phone", "1")
    assert keyed_hash(KEY, "phone", "1") != keyed_hash(KEY, "id_number", "1")


@pytest.mark.parametrize(
    ("name", "policy", "shown"),
    [
        ("张小三", Policy.DONOR, "张*三"),
        ("张三", Policy.DONOR, "张*"),
        ("张", Policy.DONOR, "张*"),
        ("欧阳修文", Policy.DONOR, "欧阳*文"),
        ("欧阳修", Policy.DONOR, "欧阳*"),
        ("欧阳", Policy.DONOR, "欧*"),
        ("㵲 水生", Policy.DONOR, "㵲*生"),
        ("Mary Ann", Policy.DONOR, "M*n"),
        ("王大明", Policy.BENEFICIARY, "王*"),
        ("王小明", Policy.MINOR, ""),
        ("  ", Policy.DONOR, ""),
    ],
)
def test_names_are_masked_by_policy(name, policy, shown):
    assert mask_name(name, policy) == shown


def test_numbers_are_masked():
    assert mask_phone("13885100001") == "138****0001"
    assert mask_phone("0851-8600") == "****00"
    assert mask_number("6222020000001234567") == "****4567"
    assert mask_number("12") == "****"
