"""The stand-alone verifier, which shares no line with the product, agrees about good and bad proofs."""

import base64
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from qianshan.mechanisms.translog.api import proof_for
from qianshan.mechanisms.translog.heads import checkpoint_of
from qianshan.mechanisms.translog.kernel.note import COSIGNATURE, Signature, Verifier, cosigned_message
from qianshan.mechanisms.translog.sequence import sequence
from qianshan.mechanisms.translog.witnessing import keep_witnessed, pin_witness

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
VERIFY = Path(__file__).resolve().parents[5] / "docs" / "verify" / "verify.py"
KEY = Ed25519PrivateKey.from_private_bytes(b"w" * 32)
WITNESS = Verifier("witness.invalid/tests", COSIGNATURE, KEY.public_key().public_bytes_raw())


@pytest.fixture
def proof(fresh_db, log_files, log_gifts):
    """The text of a witnessed proof of gift QS00007 in a log of 300."""
    log_gifts(*(f"QS{n:05d}" for n in range(300)))
    sequence(AT)
    pin_witness(WITNESS)
    checkpoint = checkpoint_of(log_files)
    value = (1_790_000_000).to_bytes(8, "big") + KEY.sign(
        cosigned_message(checkpoint.note.text, 1_790_000_000)
    )
    keep_witnessed(checkpoint.with_cosignatures((Signature(WITNESS.name, WITNESS.key_id, value),)))
    return proof_for("gift.booked", "QS00007").text


def run(text, log_files, *arguments):
    path = log_files.root / "QS00007.tlog-proof"
    path.write_text(text, encoding="utf-8")
    command = [
        sys.executable,
        "-I",
        str(VERIFY),
        str(path),
        "--log",
        str(log_files.root / "vkey"),
        *arguments,
    ]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def test_it_proves_the_record_and_names_the_witness(proof, log_files):
    done = run(proof, log_files, "--witness", str(WITNESS))

    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines() == [
        "PROVED: entry 7 of 300",
        'record: {"amount_fen":1000,"code":"QS00007"}',
        "witnesses: witness.invalid/tests",
    ]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("index 7", "index 8", "not in the tree"),
        ("\n300\n", "\n301\n", "does not fit"),
        ("tlog-proof@v1", "tlog-proof@v9", "not a tlog-proof"),
        ("practice.invalid", "province.invalid", "a proof of province.invalid"),
        ("index 7\n", "index 7\nAAAA\n", "NOT PROVED"),
    ],
)
def test_it_refuses_what_was_changed(proof, log_files, old, new, says):
    done = run(proof.replace(old, new, 1), log_files)

    assert done.returncode == 1
    assert "NOT PROVED" in done.stdout
    assert says in done.stdout


def test_it_refuses_another_amount_and_a_forged_witness(proof, log_files):
    lines = proof.split("\n")
    extra = base64.b64decode(lines[1].removeprefix("extra ")).decode()
    lines[1] = "extra " + base64.b64encode(extra.replace("1000", "9000").encode()).decode()
    assert "not what the entry committed to" in run("\n".join(lines), log_files).stdout

    other = Ed25519PrivateKey.from_private_bytes(b"v" * 32)
    name, text = WITNESS.name, proof.split("\n\n", 1)[1].rsplit("\n\n", 1)[0] + "\n"
    forged = Signature(name, WITNESS.key_id, b"\0" * 8 + other.sign(cosigned_message(text, 0)))
    kept = proof[: proof.index(f"— {name}")]
    assert "does not fit" in run(kept + forged.line(), log_files, "--witness", str(WITNESS)).stdout


def test_it_is_short_and_needs_nothing():
    source = VERIFY.read_text(encoding="utf-8")

    assert len(source.splitlines()) <= 150
    assert "qianshan." not in source
    assert "cryptography" not in source
