"""The scanner finds what it looks for in every form, else its silence says nothing."""

import base64

import pytest

from tests.privacy.scan import Mark, found_in

NAME, PHONE = Mark("name", "麻㵲阳"), Mark("phone", "19911110001")


@pytest.mark.parametrize(
    "content",
    [
        "捐赠人：麻㵲阳。".encode(),
        "麻㵲阳".encode("gb18030"),
        b"\\x" + "麻㵲阳".encode().hex().encode(),
        b"\\x" + "麻㵲阳".encode().hex().upper().encode(),
        b"MA WU YANG",
        b'{"name": "\\u9ebb\\u3d72\\u9633"}',
        *[base64.b64encode(b"x" * lead + "麻㵲阳".encode() + b"yyyy") for lead in range(4)],
        b"tel:19911110001",
        base64.b64encode(b'{"phone": "19911110001"}'),
    ],
)
def test_a_mark_is_found_in_every_form(content):
    assert found_in(b"before " + content + b" after", [NAME, PHONE])


@pytest.mark.parametrize("content", ["麻*阳".encode(), b"199****0001", b"ma wang", b""])
def test_a_mask_is_no_mark(content):
    assert found_in(content, [NAME, PHONE]) == []
