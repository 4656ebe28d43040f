#!/usr/bin/env python3
"""Check a .tlog-proof of Qianshan's public log, off line, with nothing but Python 3.8 or later.

    python3 verify.py FILE.tlog-proof --log VKEY [--witness VKEY ...]

It prints what was logged if, and only if, the record in the file is what the entry committed to, the
entry stands in the tree under the signed head, and the log's key signed that head. Exit 1 otherwise.
VKEY is a verifier key as text, or a file that holds it. This file shares no code with the product.
Sources: RFC 6962, RFC 8032, C2SP signed-note, tlog-checkpoint, tlog-cosignature, tlog-proof.
"""
import argparse, base64, hashlib, json, sys
from pathlib import Path

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)

class Fails(Exception):
    """What does not hold, in words."""

def demand(holds, why):
    if not holds:
        raise Fails(why)

def unbase64(text):
    return base64.b64decode(text, validate=True)

def recover_x(y, sign):
    demand(y < P, "a point is not on the curve")
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    demand((x * x - square) % P == 0 and not (x == 0 and sign), "a point is not on the curve")
    return P - x if x & 1 != sign else x

def point(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    x = recover_x(y, sign)
    return x, y, 1, x * y % P

def add(a, b):
    A, B = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    C, E = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = B - A, E - C, E + C, B + A
    return e * f % P, g * h % P, f * g % P, e * h % P

def times(n, p):
    total = (0, 1, 1, 0)
    while n:
        if n & 1:
            total = add(total, p)
        p, n = add(p, p), n >> 1
    return total

BASE = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))

def signed(public, message, signature):
    if len(signature) != 64 or int.from_bytes(signature[32:], "little") >= L:
        return False
    a, r = point(public), point(signature[:32])
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    left, right = times(int.from_bytes(signature[32:], "little"), BASE), add(r, times(h, a))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 == (left[1] * right[2] - right[1] * left[2]) % P

def read_key(text):
    name, key_id, material = text.strip().split("+", 2)
    raw = unbase64(material)
    demand(hashlib.sha256(name.encode() + b"\n" + raw).hexdigest()[:8] == key_id, f"{name}: the key's id is wrong")
    return name, bytes.fromhex(key_id), raw[0], raw[1:]


def signed_by(body, lines, key):
    """Whether this key signed; a line that claims it falsely fails."""
    name, key_id, kind, public = key
    found = False
    for line in lines:
        dash, who, value = line.split(" ")
        raw = unbase64(value)
        if dash != "\u2014" or who != name or raw[:4] != key_id:
            continue
        message, value = body.encode(), raw[4:]
        if kind == 4:
            message = f"cosignature/v1\ntime {int.from_bytes(value[:8], 'big')}\n".encode() + message
            value = value[8:]
        demand(signed(public, message, value), f"the signature of {name} does not fit")
        found = True
    return found


def root_from(leaf, index, size, path):
    here, last, node = index, size - 1, leaf
    for sibling in path:
        demand(last > 0, "the path is too long")
        if here & 1 or here == last:
            node = hashlib.sha256(b"\1" + sibling + node).digest()
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            node = hashlib.sha256(b"\1" + node + sibling).digest()
        here, last = here >> 1, last >> 1
    demand(last == 0, "the path is too short")
    return node


def verify(text, log, witnesses):
    """Return the record, the index, the size of the tree and the witnesses that signed its head."""
    head, checkpoint = text.split("\n\n", 1)
    lines = head.split("\n")
    demand(lines[0] == "c2sp.org/tlog-proof@v1", "this is not a tlog-proof")
    demand(lines[1].startswith("extra ") and lines[2].startswith("index "), "the proof is not complete")
    extra = json.loads(unbase64(lines[1][6:]))
    entry, record = extra["entry"].encode(), extra["record"].encode()
    commitment = hashlib.sha256(bytes.fromhex(extra["salt"]) + record).hexdigest()
    demand(json.loads(entry)["commitment"] == commitment, "the record is not what the entry committed to")
    body, signatures = checkpoint.rsplit("\n\n", 1)
    body, signatures = body + "\n", signatures.rstrip("\n").split("\n")
    origin, size, root = body.split("\n")[:3]
    demand(origin == log[0], f"this is a proof of {origin}, not of {log[0]}")
    demand(signed_by(body, signatures, log), f"{origin} did not sign this head")
    index, size = int(lines[2][6:]), int(size)
    demand(0 <= index < size, "there is no such entry in this tree")
    path = [unbase64(line) for line in lines[3:]]
    node = root_from(hashlib.sha256(b"\0" + entry).digest(), index, size, path)
    demand(node == unbase64(root), "the entry is not in the tree under this head")
    return record, index, size, [key[0] for key in witnesses if signed_by(body, signatures, key)]


def main():
    parser = argparse.ArgumentParser(description="Check a .tlog-proof off line.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--log", required=True)
    parser.add_argument("--witness", action="append", default=[])
    options = parser.parse_args()
    key = lambda text: read_key(Path(text).read_text() if Path(text).is_file() else text)
    try:
        text, witnesses = options.file.read_text(encoding="utf-8"), [key(text) for text in options.witness]
        record, index, size, seen = verify(text, key(options.log), witnesses)
    except (Fails, ValueError, KeyError, IndexError, TypeError, UnicodeDecodeError) as error:
        print(f"NOT PROVED: {error}")
        return 1
    print(f"PROVED: entry {index} of {size}\nrecord: {record.decode()}\nwitnesses: {', '.join(seen) or 'none'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
