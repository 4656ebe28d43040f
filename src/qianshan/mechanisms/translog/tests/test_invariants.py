"""What `check` finds when database, files and witness do not tell one history."""

from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from qianshan.mechanisms.calendar.clock import now
from qianshan.mechanisms.translog.invariants import broken_tiles, broken_witness
from qianshan.mechanisms.translog.kernel.checkpoint import sign_checkpoint
from qianshan.mechanisms.translog.kernel.note import COSIGNATURE, Signature, Verifier, cosigned_message
from qianshan.mechanisms.translog.keys import signer
from qianshan.mechanisms.translog.models import Tree
from qianshan.mechanisms.translog.sequence import sequence
from qianshan.mechanisms.translog.witnessing import WitnessState, pin_witness

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


@pytest.fixture
def log(fresh_db, log_files, log_gifts):
    """A log of 300 leaves in two batches."""
    log_gifts(*(f"QS{n}" for n in range(250)))
    sequence(AT)
    log_gifts(*(f"QS{n}" for n in range(250, 300)))
    sequence(AT)
    assert broken_tiles() == []
    return log_files


def places(broken):
    return [place.where for place in broken]


def test_an_empty_log_is_whole(fresh_db, log_files):
    assert broken_tiles() == []
    assert broken_witness() == []


@pytest.mark.parametrize("tile", ["tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1", "tile/entries/000"])
def test_a_changed_tile_is_named(log, tile):
    path = log.root / tile
    data = path.read_bytes()
    path.write_bytes(bytes([data[0] ^ 1]) + data[1:])

    assert tile in places(broken_tiles())


@pytest.mark.parametrize("tile", ["tile/0/000", "tile/entries/001.p/44"])
def test_a_missing_tile_is_named(log, tile):
    (log.root / tile).unlink()

    assert tile in places(broken_tiles())


def test_a_leaf_that_the_owner_changed_is_found(log, owner_dsn, fresh_db):
    with psycopg.connect(owner_dsn(fresh_db), autocommit=True) as owner:
        owner.execute("ALTER TABLE translog_leaf DISABLE TRIGGER USER")
        owner.execute("ALTER TABLE translog_leaf DROP CONSTRAINT translog_leaf_hash")
        owner.execute("UPDATE translog_leaf SET entry = 'x' WHERE key = 'QS7'")

    assert "tile/entries/000" in places(broken_tiles())


def test_a_leaf_that_the_owner_removed_is_found(log, owner_dsn, fresh_db):
    with psycopg.connect(owner_dsn(fresh_db), autocommit=True) as owner:
        owner.execute("ALTER TABLE translog_leaf DISABLE TRIGGER USER")
        owner.execute("DELETE FROM translog_leaf WHERE key = 'QS7'")

    assert places(broken_tiles()) == ["database"]


def test_a_database_from_before_is_found(log):
    Tree.objects.update(size=250)

    assert places(broken_tiles()) == ["checkpoint"]


def test_a_forged_checkpoint_is_found(log):
    text = log.text("checkpoint")
    log.put_text("checkpoint", text.replace("\n300\n", "\n299\n"))

    assert places(broken_tiles()) == ["checkpoint"]


def test_a_checkpoint_with_another_root_is_found(log):
    log.put_text("checkpoint", str(sign_checkpoint(signer(may_make=False), 300, b"x" * 32)))

    assert places(broken_tiles()) == ["checkpoint"]


def _witness_signs(checkpoint):
    key = Ed25519PrivateKey.from_private_bytes(b"w" * 32)
    verifier = Verifier("witness.invalid", COSIGNATURE, key.public_key().public_bytes_raw())
    pin_witness(verifier)
    value = (1).to_bytes(8, "big") + key.sign(cosigned_message(checkpoint.note.text, 1))
    return checkpoint.with_cosignatures((Signature(verifier.name, verifier.key_id, value),))


def test_a_witnessed_head_that_is_no_beginning_is_a_fork(log):
    key = signer(may_make=False)
    log.put_text("witnessed", str(_witness_signs(sign_checkpoint(key, 100, b"x" * 32))))

    assert places(broken_witness()) == ["checkpoint"]


def test_a_witnessed_head_without_the_witness_or_ahead_of_us_is_found(log):
    key = signer(may_make=False)
    _witness_signs(sign_checkpoint(key, 1, b"x" * 32))
    log.put_text("witnessed", str(sign_checkpoint(key, 100, b"x" * 32)))
    assert places(broken_witness()) == ["witnessed"]

    log.put_text("witnessed", str(_witness_signs(sign_checkpoint(key, 301, b"x" * 32))))
    assert places(broken_witness()) == ["witnessed"]


def test_a_silent_witness_is_named_after_an_hour_and_a_refusing_one_at_once(log):
    key = signer(may_make=False)
    _witness_signs(sign_checkpoint(key, 1, b"x" * 32))
    for ago, trouble, found in (
        (timedelta(minutes=50), "http://w timed out", []),
        (timedelta(minutes=70), "http://w timed out", ["witness"]),
        (timedelta(minutes=1), "http://w answered 422 not consistent", ["witness"]),
    ):
        WitnessState(now() - ago, 0, trouble).keep()
        assert places(broken_witness()) == found
