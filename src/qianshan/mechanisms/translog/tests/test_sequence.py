"""Leaves get one place each, tiles and checkpoint follow the database, and the log never forks."""

import shutil
import threading
import time
from datetime import UTC, datetime

import psycopg
import pytest
from django.db import connection

from qianshan.mechanisms.merkle.kernel import leaf_hash, root_of
from qianshan.mechanisms.translog import sequence as module
from qianshan.mechanisms.translog.api import proof_for
from qianshan.mechanisms.translog.files import LogFiles, TileDiffers
from qianshan.mechanisms.translog.heads import WouldFork, checkpoint_of, sign_head, verifier_of
from qianshan.mechanisms.translog.kernel.checkpoint import sign_checkpoint
from qianshan.mechanisms.translog.kernel.proof_file import read_proof
from qianshan.mechanisms.translog.kernel.tiles import Tile, unbundle
from qianshan.mechanisms.translog.keys import LogKeyMissing, signer
from qianshan.mechanisms.translog.models import Leaf, Run, Tree
from qianshan.mechanisms.translog.proofs import index_of
from qianshan.mechanisms.translog.sequence import DatabaseBehind, sequence

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


def codes(first, count):
    return [f"QS{n:05d}" for n in range(first, first + count)]


def test_a_logged_gift_gets_a_proof_that_holds(fresh_db, log_files, log_gifts):
    log_gifts("QS1", "QS2", "QS3")
    assert proof_for("gift.booked", "QS2") is None

    assert sequence(AT) == 3

    proof = proof_for("gift.booked", "QS2")
    shown = read_proof(proof.text, verifier_of(log_files))
    assert (proof.index, proof.size, proof.witnesses) == (1, 3, ())
    assert shown.record == b'{"amount_fen":1000,"code":"QS2"}'
    assert proof.record == {"amount_fen": 1000, "code": "QS2"}
    assert proof_for("gift.booked", "QS9") is None


def test_the_origin_of_a_practice_log_cannot_be_taken_for_a_real_one(fresh_db, log_files, log_gifts):
    log_gifts("QS1")
    sequence(AT)

    assert checkpoint_of(log_files).origin == "practice.invalid/tests"


def test_an_idle_round_writes_nothing(fresh_db, log_files, log_gifts):
    assert sequence(AT) == 0
    assert not log_files.root.exists()
    log_gifts("QS1")
    sequence(AT)
    before = {path: path.stat().st_mtime_ns for path in log_files.root.rglob("*") if path.is_file()}

    assert sequence(AT) == 0

    assert {p: p.stat().st_mtime_ns for p in log_files.root.rglob("*") if p.is_file()} == before


def test_many_batches_make_the_tree_of_all_leaves(fresh_db, log_files, log_gifts):
    for first, count in ((0, 1), (1, 254), (255, 1), (256, 300), (556, 5)):
        log_gifts(*codes(first, count))
        assert sequence(AT) == count

    checkpoint = checkpoint_of(log_files)
    entries = [bytes(leaf.entry) for leaf in Leaf.objects.order_by("id")]
    assert checkpoint.size == 561
    assert checkpoint.root == root_of(map(leaf_hash, entries)) == bytes(Tree.objects.get().root)
    bundles = [Tile(-1, 0), Tile(-1, 1), Tile(-1, 2, 49)]
    assert [entry for tile in bundles for entry in unbundle(log_files.read(tile))] == entries
    assert not (log_files.root / "tile/0/000.p").exists()
    for code in ("QS00000", "QS00255", "QS00256", "QS00560"):
        read_proof(proof_for("gift.booked", code).text, verifier_of(log_files))


def test_a_batch_is_bounded_and_the_rest_follows(fresh_db, log_files, log_gifts, monkeypatch):
    monkeypatch.setattr(module, "fresh_leaves", lambda tree: fresh(tree, 100))
    fresh = _original_fresh
    log_gifts(*codes(0, 250))

    assert [sequence(AT) for _ in range(4)] == [100, 100, 50, 0]
    assert checkpoint_of(log_files).size == 250


_original_fresh = module.fresh_leaves


def _open_transaction(count, first):
    """A second connection that has logged and not yet committed."""
    parameters = connection.get_connection_params()
    other = psycopg.connect(**{k: parameters[k] for k in ("host", "user", "password", "dbname")})
    act = other.execute(
        "INSERT INTO acts_act (command, actor_kind, actor_name, origin, reason, at)"
        " VALUES ('tests.slow', 'job', 'tests', '', '', %s) RETURNING id",
        [AT],
    ).fetchone()[0]
    other.execute("SELECT set_config('qs.act', %s, true)", [str(act)])
    for n in range(first, first + count):
        entry = f"slow {n}".encode()
        other.execute(
            "INSERT INTO translog_leaf (kind, key, entry, hash, salt, record)"
            " VALUES ('gift.booked', %s, %s, %s, sha256('s'), '{}')",
            [f"slow{n}", entry, leaf_hash(entry)],
        )
    return other


def test_a_leaf_that_commits_late_below_others_gets_its_place(fresh_db, log_files, log_gifts):
    slow = _open_transaction(2, 0)
    log_gifts("QS1", "QS2")
    assert sequence(AT) == 2
    gaps = Tree.objects.get().gaps
    assert [gap[1] - gap[0] for gap in gaps] == [1]
    assert sequence(AT) == 0

    slow.commit()

    assert sequence(AT) == 2
    assert Tree.objects.get().gaps == []
    assert [index_of(leaf.pk) for leaf in Leaf.objects.order_by("id")] == [2, 3, 0, 1]
    slow.close()


def rounds_until_no_gap():
    """Whoever else runs transactions on this server may hold a gap open for a while."""
    for _ in range(400):
        if not Tree.objects.get().gaps:
            return
        assert sequence(AT) == 0
        time.sleep(0.02)
    raise AssertionError("the gap never closed")


def test_a_rolled_back_leaf_leaves_a_gap_that_closes(fresh_db, log_files, log_gifts):
    slow = _open_transaction(3, 0)
    log_gifts("QS1")
    sequence(AT)
    slow.rollback()
    slow.close()

    rounds_until_no_gap()

    assert checkpoint_of(log_files).size == 1


def test_no_leaf_is_lost_or_doubled_while_four_write_and_one_numbers(fresh_db, log_files, log_gifts):
    def write(lane):
        for n in range(25):
            slow = _open_transaction(2, lane * 1000 + n * 2)
            if n % 5 == 4:
                slow.rollback()
            else:
                slow.commit()
            slow.close()

    threads = [threading.Thread(target=write, args=(lane,)) for lane in range(4)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        sequence(AT)
    for thread in threads:
        thread.join()
    while sequence(AT):
        pass
    rounds_until_no_gap()

    places = sorted(index_of(leaf.pk) for leaf in Leaf.objects.all())
    assert places == list(range(4 * 20 * 2))
    assert checkpoint_of(log_files).size == 160


def test_a_kill_between_database_and_tiles_is_caught_up(fresh_db, log_files, log_gifts, monkeypatch):
    log_gifts(*codes(0, 300))
    sequence(AT)
    log_gifts(*codes(300, 300))

    def killed(*_):
        raise SystemExit

    monkeypatch.setattr(LogFiles, "put_tiles", killed)
    with pytest.raises(SystemExit):
        sequence(AT)
    monkeypatch.undo()
    assert (checkpoint_of(log_files).size, Tree.objects.get().size) == (300, 600)

    sequence(AT)

    assert checkpoint_of(log_files).size == 600
    read_proof(proof_for("gift.booked", "QS00599").text, verifier_of(log_files))


def test_a_kill_between_tiles_and_checkpoint_is_caught_up(fresh_db, log_files, log_gifts, monkeypatch):
    log_gifts(*codes(0, 200))
    sequence(AT)
    log_gifts(*codes(200, 100))

    def killed(*_):
        raise SystemExit

    monkeypatch.setattr(module, "sign_head", killed)
    with pytest.raises(SystemExit):
        sequence(AT)
    monkeypatch.undo()

    sequence(AT)

    assert checkpoint_of(log_files).size == 300


def test_lost_tiles_are_made_again_from_the_database(fresh_db, log_files, log_gifts):
    log_gifts(*codes(0, 600))
    sequence(AT)
    before = str(checkpoint_of(log_files))
    shutil.rmtree(log_files.root)

    sequence(AT)

    assert str(checkpoint_of(log_files)) == before


def test_a_database_from_before_stops_the_log(fresh_db, log_files, log_gifts):
    log_gifts("QS1", "QS2")
    sequence(AT)
    Tree.objects.update(size=1)

    with pytest.raises(DatabaseBehind, match="2 leaves, the database 1"):
        sequence(AT)
    assert checkpoint_of(log_files).size == 2


def test_the_signer_refuses_a_head_that_does_not_extend_the_published_one(fresh_db, log_files, log_gifts):
    log_gifts(*codes(0, 10))
    sequence(AT)
    key = signer(may_make=False)

    with pytest.raises(WouldFork, match="another root"):
        sign_head(log_files, key, 10, b"x" * 32)
    with pytest.raises(WouldFork, match="only 4"):
        sign_head(
            log_files, key, 4, root_of(leaf_hash(bytes(e.entry)) for e in Leaf.objects.order_by("id")[:4])
        )
    assert checkpoint_of(log_files).size == 10


def test_the_signer_refuses_a_head_that_does_not_extend_the_witnessed_one(fresh_db, log_files, log_gifts):
    log_gifts(*codes(0, 10))
    sequence(AT)
    other = sign_checkpoint(signer(may_make=False), 9, b"z" * 32)
    log_files.put_text("witnessed", str(other))
    log_gifts("QSlate")

    with pytest.raises(WouldFork, match="witnessed head of 9 leaves"):
        sequence(AT)
    assert checkpoint_of(log_files).size == 10


def test_a_changed_tile_stops_the_log(fresh_db, log_files, log_gifts):
    log_gifts(*codes(0, 300))
    sequence(AT)
    path = log_files.root / "tile/0/001.p/44"
    spoiled = path.read_bytes()
    path.write_bytes(spoiled[:-1] + bytes([spoiled[-1] ^ 1]))
    log_gifts(*codes(300, 1))

    with pytest.raises(WouldFork, match="another root"):
        sequence(AT)
    assert Tree.objects.get().size == 300
    with pytest.raises(TileDiffers):
        log_files.put_tiles({Tile(0, 0): b"y" * 8192})


def test_a_lost_key_is_never_replaced_by_a_new_one(fresh_db, log_files, log_gifts, settings):
    log_gifts("QS1")
    sequence(AT)
    settings.KEY_FILE.unlink()
    log_gifts("QS2")

    with pytest.raises(LogKeyMissing):
        sequence(AT)


def test_runs_are_as_few_as_the_stretches_of_ids(fresh_db, log_files, log_gifts):
    log_gifts(*codes(0, 50))
    sequence(AT)

    assert list(Run.objects.values_list("first_index", "count")) == [(0, 50)]
