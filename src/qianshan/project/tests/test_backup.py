"""Backup and restore with the database's own programs: whole, checked, and never a fork."""

import os
import shutil
import subprocess
import sys
import tarfile
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.db import connections

from qianshan.mechanisms.acts.api import Actor, command, subject
from qianshan.mechanisms.acts.chain import broken_chain, chain_acts
from qianshan.mechanisms.acts.door import COMMANDS
from qianshan.mechanisms.acts.models import Act
from qianshan.mechanisms.calendar.clock import now
from qianshan.mechanisms.sealed.keyring import ensure
from qianshan.mechanisms.translog.api import add_leaves, orphans, proof_for, published
from qianshan.mechanisms.translog.invariants import broken_tiles
from qianshan.mechanisms.translog.models import Leaf
from qianshan.mechanisms.translog.sequence import sequence
from qianshan.project.backup.archive import BadBackup, read
from qianshan.project.backup.server import program

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
SOURCE = Path(__file__).resolve().parents[3]


def _programs_are_there():
    try:
        return subprocess.run([program("pg_dump"), "--version"], capture_output=True, check=False).stdout
    except OSError:
        return b""


pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(b" 18" not in _programs_are_there(), reason="no pg_dump of PostgreSQL 18"),
]


@pytest.fixture
def place(settings, tmp_path):
    """State of an installation in a folder of its own."""
    settings.LOG_DIR = tmp_path / "state" / "log"
    settings.FILES_DIR = tmp_path / "state" / "files"
    settings.KEY_FILE = tmp_path / "state" / "keys.json"
    settings.FILES_DIR.mkdir(parents=True)
    ensure(settings.KEY_FILE)
    return tmp_path / "state"


@pytest.fixture
def log_gifts():
    @command("tests.backup.gifts")
    def log_gifts(*codes, by):
        subject("tests.gift", "batch")
        add_leaves("gift.booked", ((code, {"code": code}) for code in codes))

    def log(*codes):
        log_gifts(*codes, by=Actor.job("tests", at=AT))
        sequence(AT)
        chain_acts(AT)

    yield log
    COMMANDS.pop("tests.backup.gifts")


@pytest.fixture
def manage(fresh_db, owner_dsn, place):
    """Run a management command as the owner, in a process of its own, with nobody else connected."""

    def run(*arguments):
        connections["default"].close()
        app = urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{fresh_db}"))
        env = {
            **os.environ,
            "QIANSHAN_ROLE": "owner",
            "DATABASE_OWNER_URL": owner_dsn(fresh_db),
            "DATABASE_URL": app,
            "PYTHONPATH": str(SOURCE),
            "QIANSHAN_LOG_DIR": str(place / "log"),
            "QIANSHAN_FILES": str(place / "files"),
            "QIANSHAN_KEYS": str(place / "keys.json"),
        }
        command = [sys.executable, "-m", "qianshan.project.manage", *map(str, arguments)]
        return subprocess.run(command, env=env, capture_output=True, text=True, check=False)

    return run


def test_a_restore_prints_orphans_and_the_next_checkpoint_extends_the_last(
    manage, place, log_gifts, tmp_path
):
    log_gifts(*(f"QS{n}" for n in range(300)))
    (place / "files" / "ab").mkdir()
    (place / "files" / "ab" / "cd").write_bytes("㵲阳".encode())
    file, keys = tmp_path / "b.tar", tmp_path / "b.keys"

    taken = manage("backup", file, "--keys", keys)
    assert taken.returncode == 0, taken.stderr
    assert "log of 300 leaves" in taken.stdout
    log_gifts("lost1", "lost2")
    (place / "files" / "ab" / "cd").unlink()
    before = published().checkpoint
    given = manage("restore", file)

    assert given.returncode == 0, given.stdout + given.stderr
    assert [line for line in given.stdout.splitlines() if line.startswith("orphaned")] == [
        "orphaned leaf 300",
        "orphaned leaf 301",
    ]
    assert "everything agrees" in given.stdout
    assert Leaf.objects.count() == 300
    assert (place / "files" / "ab" / "cd").read_bytes() == "㵲阳".encode()
    log_gifts("after")
    after = published().checkpoint
    assert (before.size, after.size) == (302, 303)
    assert proof_for("gift.booked", "after").index == 302
    assert [line.index for line in orphans()] == [301, 300]
    assert broken_tiles() == []
    assert broken_chain(now=now()) == []


def test_no_restored_row_passes_for_one_of_a_running_transaction(
    manage, place, log_gifts, tmp_path, fresh_db, owner_dsn
):
    log_gifts("QS1")
    assert manage("backup", tmp_path / "b.tar").returncode == 0
    assert manage("restore", tmp_path / "b.tar").returncode == 0

    with psycopg.connect(owner_dsn(fresh_db)) as owner:
        assert owner.execute(
            "SELECT count(*) FROM acts_act WHERE xid > 0 AND command = 'tests.backup.gifts'"
        ).fetchone() == (0,)


def test_a_lost_folder_comes_back_with_the_backup(manage, place, log_gifts, tmp_path):
    log_gifts(*(f"QS{n}" for n in range(10)))
    assert manage("backup", tmp_path / "b.tar").returncode == 0
    before = str(published().checkpoint)
    shutil.rmtree(place / "log")

    assert manage("restore", tmp_path / "b.tar").returncode == 0

    assert str(published().checkpoint) == before
    assert proof_for("gift.booked", "QS3").size == 10


def test_while_others_are_connected_nothing_is_restored(
    manage, place, log_gifts, tmp_path, fresh_db, owner_dsn
):
    log_gifts("QS1")
    assert manage("backup", tmp_path / "b.tar").returncode == 0
    log_gifts("QS2")

    app = urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{fresh_db}"))
    for dsn in (owner_dsn(fresh_db), app):
        with psycopg.connect(dsn, application_name="someone"):
            refused = manage("restore", tmp_path / "b.tar")
        assert refused.returncode == 1
        assert "stop ./qianshan up first: connected are someone" in refused.stderr
    assert Leaf.objects.count() == 2


def test_other_keys_are_refused_and_the_right_ones_are_taken(manage, place, log_gifts, tmp_path, settings):
    log_gifts("QS1")
    file, keys = tmp_path / "b.tar", tmp_path / "b.keys"
    assert manage("backup", file, "--keys", keys).returncode == 0
    settings.KEY_FILE.unlink()
    ensure(settings.KEY_FILE)

    refused = manage("restore", file)
    assert refused.returncode == 1
    assert "--keys" in refused.stderr

    assert manage("restore", file, "--keys", keys).returncode == 0
    assert settings.KEY_FILE.read_bytes() == keys.read_bytes()
    assert len(list(place.glob("keys.json.before-*"))) == 1
    assert (keys.stat().st_mode & 0o777, file.stat().st_mode & 0o777) == (0o600, 0o600)


def test_a_backup_of_another_log_is_refused(manage, place, log_gifts, tmp_path, settings):
    log_gifts("QS1")
    assert manage("backup", tmp_path / "b.tar").returncode == 0
    shutil.rmtree(place / "log")
    log_gifts("QS2", "QS3")
    (place / "log" / "vkey").write_text("other.invalid+11111111+" + "A" * 44)

    refused = manage("restore", tmp_path / "b.tar")

    assert refused.returncode == 1
    assert Leaf.objects.count() == 3


def test_a_damaged_backup_is_refused_before_anything_is_changed(manage, place, log_gifts, tmp_path):
    log_gifts("QS1")
    file = tmp_path / "b.tar"
    assert manage("backup", file).returncode == 0
    whole = file.read_bytes()
    manifest = read(file, None)
    with tarfile.open(file) as tar:
        spot = tar.getmember("database.dump").offset_data + 2000

    for damage in (
        whole[:spot] + bytes([whole[spot] ^ 1]) + whole[spot + 1 :],
        whole[: len(whole) // 2],
        b"hello",
    ):
        file.write_bytes(damage)
        with pytest.raises(BadBackup):
            read(file, None)
        assert manage("restore", file).returncode == 1
    assert manifest.log_size == 1
    assert Act.objects.filter(command="tests.backup.gifts").count() == 1


def test_what_was_written_after_the_backup_is_gone_and_what_was_before_is_there(
    manage, place, log_gifts, tmp_path
):
    log_gifts("QS1")
    assert manage("backup", tmp_path / "b.tar").returncode == 0
    log_gifts("QS2")

    assert manage("restore", tmp_path / "b.tar").returncode == 0

    assert list(Leaf.objects.values_list("key", flat=True)) == ["QS1"]
    log_gifts("QS3")
    assert sorted(Leaf.objects.values_list("key", flat=True)) == ["QS1", "QS3"]
