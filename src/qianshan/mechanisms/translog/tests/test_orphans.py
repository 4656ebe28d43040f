"""A database from before meets the log that was published since: nothing is forked, nothing is hidden."""

from datetime import UTC, datetime

import psycopg
import pytest

from qianshan.mechanisms.acts.api import Actor, NotFound
from qianshan.mechanisms.translog.api import adopt_published, explain_orphan, orphans, proof_for
from qianshan.mechanisms.translog.heads import WouldFork, checkpoint_of, verifier_of
from qianshan.mechanisms.translog.invariants import broken_tiles
from qianshan.mechanisms.translog.kernel.proof_file import read_proof
from qianshan.mechanisms.translog.models import Leaf, Tree
from qianshan.mechanisms.translog.orphans import AlreadyExplained
from qianshan.mechanisms.translog.rebuild import rebuild_tiles
from qianshan.mechanisms.translog.sequence import DatabaseBehind, sequence

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
BY = Actor.system("restore", at=AT)
TABLES = ("translog_leaf", "translog_run", "translog_head", "translog_orphan")


@pytest.fixture
def go_back(fresh_db, owner_dsn):
    """Remember the database's log now; calling it later brings exactly this back."""
    with psycopg.connect(owner_dsn(fresh_db), autocommit=True) as owner:
        for table in (*TABLES, "translog_tree"):
            owner.execute(f"CREATE TABLE old_{table} AS SELECT * FROM {table}")

        def remember():
            for table in (*TABLES, "translog_tree"):
                owner.execute(f"DELETE FROM old_{table}")
                owner.execute(f"INSERT INTO old_{table} SELECT * FROM {table}")

        def back():
            for table in ("translog_leaf", "translog_orphan"):
                owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            for table in (*TABLES, "translog_tree"):
                owner.execute(f"DELETE FROM {table}")
                owner.execute(f"INSERT INTO {table} OVERRIDING SYSTEM VALUE SELECT * FROM old_{table}")
            for table in ("translog_leaf", "translog_orphan"):
                owner.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")

        yield remember, back


def test_a_restored_database_takes_in_what_was_published_since(go_back, log_files, log_gifts):
    remember, back = go_back
    log_gifts(*(f"QS{n}" for n in range(300)))
    sequence(AT)
    log_gifts("waiting")
    remember()
    sequence(AT)
    log_gifts("lost1", "lost2")
    sequence(AT)
    before = checkpoint_of(log_files)
    back()
    with pytest.raises(DatabaseBehind):
        sequence(AT)

    adopted = adopt_published(by=BY)

    assert (adopted.placed, adopted.orphans) == (1, (301, 302))
    assert sequence(AT) == 0
    assert checkpoint_of(log_files) == before
    read_proof(proof_for("gift.booked", "waiting").text, verifier_of(log_files))
    assert [line.index for line in orphans()] == [302, 301]
    log_gifts("after")
    assert sequence(AT) == 1
    assert checkpoint_of(log_files).size == 304
    assert broken_tiles() == []
    assert adopt_published(by=BY).orphans == ()


def test_rows_that_waited_and_were_not_published_get_their_places_later(
    go_back, log_files, log_gifts, fresh_db
):
    remember, back = go_back
    log_gifts("QS1")
    sequence(AT)
    remember()
    log_gifts("lost")
    sequence(AT)
    back()
    log_gifts("new")

    assert adopt_published(by=BY).orphans == (1,)

    assert sequence(AT) == 1
    assert proof_for("gift.booked", "new").index == 2
    assert Leaf.objects.count() == 2


def test_a_database_of_another_log_is_refused(go_back, log_files, log_gifts):
    remember, back = go_back
    log_gifts("QS1")
    sequence(AT)
    remember()
    log_gifts("QS2")
    sequence(AT)
    back()
    Tree.objects.update(root=b"x" * 32)

    with pytest.raises(WouldFork, match="another log"):
        adopt_published(by=BY)


def test_an_orphan_is_explained_once(go_back, log_files, log_gifts):
    remember, back = go_back
    remember()
    log_gifts("lost")
    sequence(AT)
    back()
    adopt_published(by=BY)

    explain_orphan(index=0, explanation="A gift booked after the backup; booked again from the bill.", by=BY)

    assert orphans()[0].explained_at == AT
    with pytest.raises(AlreadyExplained):
        explain_orphan(index=0, explanation="another", by=BY)
    with pytest.raises(NotFound):
        explain_orphan(index=7, explanation="x", by=BY)


def test_damaged_files_are_made_again_from_the_database(fresh_db, log_files, log_gifts):
    log_gifts(*(f"QS{n}" for n in range(600)))
    sequence(AT)
    whole = {
        p.relative_to(log_files.root): p.read_bytes()
        for p in (log_files.root / "tile").rglob("*")
        if p.is_file()
    }
    (log_files.root / "tile/0/000").write_bytes(b"spoiled")
    (log_files.root / "tile/entries/001").unlink()
    assert broken_tiles()

    assert rebuild_tiles() == 600

    assert broken_tiles() == []
    now = {
        p.relative_to(log_files.root): p.read_bytes()
        for p in (log_files.root / "tile").rglob("*")
        if p.is_file()
    }
    assert now == whole


def test_files_are_not_made_again_from_another_database(fresh_db, log_files, log_gifts, owner_dsn):
    log_gifts("QS1", "QS2")
    sequence(AT)
    with psycopg.connect(owner_dsn(fresh_db), autocommit=True) as owner:
        owner.execute("ALTER TABLE translog_leaf DISABLE TRIGGER USER")
        owner.execute(
            "UPDATE translog_leaf SET entry = 'x', hash = sha256('\\x0078'::bytea) WHERE key = 'QS1'"
        )
    before = (log_files.root / "tile/0/000.p/2").read_bytes()

    with pytest.raises(WouldFork, match="nothing was replaced"):
        rebuild_tiles()
    assert (log_files.root / "tile/0/000.p/2").read_bytes() == before
