"""The witness signs what extends, refuses what forks, and keeps what it signed over a restart."""

import base64
import hashlib

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from sandbox.build import build
from sandbox.frame.http import Request
from sandbox.witness.note import extends, key_id, parse_head, vkey

ORIGIN = "log.invalid/tests"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()
LEAVES = [hashlib.sha256(b"\0" + bytes([n])).digest() for n in range(40)]


def node(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


def head_of(leaves):
    if len(leaves) <= 1:
        return leaves[0] if leaves else hashlib.sha256(b"").digest()
    cut = 1
    while cut * 2 < len(leaves):
        cut *= 2
    return node(head_of(leaves[:cut]), head_of(leaves[cut:]))


def proof(old, leaves, *, whole=True):
    if old == len(leaves):
        return [] if whole else [head_of(leaves)]
    cut = 1
    while cut * 2 < len(leaves):
        cut *= 2
    if old <= cut:
        return [*proof(old, leaves[:cut], whole=whole), head_of(leaves[cut:])]
    return [*proof(old - cut, leaves[cut:], whole=False), head_of(leaves[:cut])]


def checkpoint(leaves, origin=ORIGIN, key=KEY):
    body = f"{origin}\n{len(leaves)}\n{base64.b64encode(head_of(leaves)).decode()}\n"
    public = key.public_key().public_bytes_raw()
    line = base64.b64encode(key_id(origin, 1, public) + key.sign(body.encode())).decode()
    return f"{body}\n— {origin} {line}\n"


@pytest.fixture
def post(tmp_path):
    app = build(tmp_path, base_url="http://127.0.0.1:0")

    def post(path, body):
        return app.answer(Request("POST", path, path, {}, {}, body.encode()))

    post.again = lambda: build(tmp_path, base_url="http://127.0.0.1:0")
    post("/witness/logs", vkey(ORIGIN, 1, PUBLIC))
    return post


def add(post, old, leaves, given=None, **more):
    path = given if given is not None else (proof(old, leaves) if old else [])
    lines = "".join(base64.b64encode(hashed).decode() + "\n" for hashed in path)
    return post("/witness/add-checkpoint", f"old {old}\n{lines}\n{checkpoint(leaves, **more)}")


def test_it_signs_a_first_head_and_one_that_extends_it(post):
    first, second = add(post, 0, LEAVES[:7]), add(post, 7, LEAVES[:30])

    assert (first.status, second.status) == (200, 200)
    name, _, line = second.body.decode().removeprefix("— ").strip().partition(" ")
    raw = base64.b64decode(line)
    told = post("/witness/logs", vkey(ORIGIN, 1, PUBLIC)).body.decode().strip()
    public = base64.b64decode(told.split("+", 2)[2])[1:]
    text = checkpoint(LEAVES[:30]).split("\n\n")[0] + "\n"
    message = f"cosignature/v1\ntime {int.from_bytes(raw[4:12], 'big')}\n{text}"
    Ed25519PublicKey.from_public_bytes(public).verify(raw[12:], message.encode())
    assert raw[:4] == key_id(name, 4, public)


def test_it_never_signs_a_fork(post):
    add(post, 0, LEAVES[:7])
    forked = [*LEAVES[:3], LEAVES[39], *LEAVES[4:12]]

    assert add(post, 7, forked).status == 422
    assert add(post, 7, [*LEAVES[:6], LEAVES[39]], []).status == 422
    assert add(post, 7, LEAVES[:12]).status == 200


def test_it_tells_the_size_that_it_knows(post):
    add(post, 0, LEAVES[:7])

    answer = add(post, 5, LEAVES[:12])

    assert (answer.status, answer.body, answer.headers["Content-Type"]) == (409, b"7\n", "text/x.tlog.size")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("", 400),
        ("old 0\n", 400),
        ("old 00\n\n" + checkpoint(LEAVES[:3]), 400),
        ("old x\n\n" + checkpoint(LEAVES[:3]), 400),
        ("old 9\n\n" + checkpoint(LEAVES[:3]), 400),
        ("old 0\n" + "A\n" * 70 + "\n" + checkpoint(LEAVES[:3]), 400),
        ("old 0\n\n" + checkpoint(LEAVES[:3], origin="other.invalid"), 404),
        ("old 0\n\n" + checkpoint(LEAVES[:3], key=Ed25519PrivateKey.from_private_bytes(b"x" * 32)), 403),
        ("old 0\n\n" + checkpoint(LEAVES[:3]).replace("\n3\n", "\n4\n"), 403),
    ],
)
def test_what_is_wrong_gets_the_status_of_the_specification(post, body, status):
    assert post("/witness/add-checkpoint", body).status == status


def test_a_log_cannot_change_its_key(post):
    other = Ed25519PrivateKey.generate().public_key().public_bytes_raw()

    assert post("/witness/logs", vkey(ORIGIN, 1, other)).status == 409


def test_it_remembers_after_a_restart(post):
    add(post, 0, LEAVES[:7])
    again = post.again()

    answer = again.answer(Request("GET", "/witness/checkpoint", "/witness/checkpoint", {}, {}, b""))
    origin = hashlib.sha256(ORIGIN.encode()).hexdigest()
    same = again.answer(Request("GET", f"/witness/{origin}/checkpoint", "", {}, {}, b""))

    assert parse_head(answer.body.decode()).size == 7
    assert same.body == answer.body


@pytest.mark.parametrize("old", range(1, 40))
def test_its_own_arithmetic_agrees_with_the_definition(old):
    head = parse_head(checkpoint(LEAVES))

    assert extends(old, head_of(LEAVES[:old]), head, proof(old, LEAVES))
    assert not extends(old, head_of(LEAVES[1 : old + 1]), head, proof(old, LEAVES))
    assert not extends(old, head_of(LEAVES[:old]), head, [*proof(old, LEAVES), LEAVES[0]])
    assert not extends(old, head_of(LEAVES[:old]), head, proof(old, LEAVES)[:-1])
