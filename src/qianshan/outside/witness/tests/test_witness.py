"""The log and its witness: signatures come, forks are refused, a lost folder cannot begin another log."""

import shutil
import threading
import urllib.request
from datetime import UTC, datetime

import psycopg
import pytest

from qianshan.mechanisms.acts.api import Actor, command, subject
from qianshan.mechanisms.acts.door import COMMANDS
from qianshan.mechanisms.merkle.kernel import leaf_hash, root_of
from qianshan.mechanisms.translog.api import WitnessState, add_leaves, proof_for, published, witnessed
from qianshan.mechanisms.translog.files import LogFiles
from qianshan.mechanisms.translog.heads import WouldFork
from qianshan.mechanisms.translog.kernel.checkpoint import sign_checkpoint
from qianshan.mechanisms.translog.kernel.note import BadNote
from qianshan.mechanisms.translog.keys import signer
from qianshan.mechanisms.translog.models import Leaf
from qianshan.mechanisms.translog.sequence import sequence
from qianshan.outside.witness.client import WitnessRefuses, WitnessSilent
from qianshan.outside.witness.engine import cosign_newest
from sandbox.build import build
from sandbox.frame.server import make_server

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
NAME = "witness.invalid/federation"


@pytest.fixture
def sandbox(tmp_path):
    app = build(tmp_path / "sandbox", base_url="http://127.0.0.1:0")
    server = make_server(app, 0)
    app.base_url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield app
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def log(fresh_db, settings, tmp_path, sandbox):
    """Log some gifts and number them."""
    settings.LOG_DIR = tmp_path / "log"
    settings.KEY_FILE = tmp_path / "keys.json"
    settings.INSTANCE = "tests"
    settings.SANDBOX_URL = sandbox.base_url

    @command("tests.witness.gifts")
    def log_gifts(*codes, by):
        subject("tests.gift", "batch")
        add_leaves("gift.booked", ((code, {"code": code}) for code in codes))

    def log(*codes):
        log_gifts(*codes, by=Actor.job("tests", at=AT))
        sequence(AT)

    yield log
    COMMANDS.pop("tests.witness.gifts")


def test_the_witness_signs_each_new_head_and_proofs_carry_its_line(log):
    log("QS1", "QS2")
    assert cosign_newest(AT) == 1
    assert cosign_newest(AT) == 0
    log("QS3")

    assert proof_for("gift.booked", "QS1").witnesses == (NAME,)
    assert proof_for("gift.booked", "QS3").witnesses == ()
    assert cosign_newest(AT) == 1

    proof = proof_for("gift.booked", "QS3")
    assert (proof.size, proof.witnesses) == (3, (NAME,))
    assert str(published().checkpoint) == str(witnessed())
    assert WitnessState.last() == WitnessState(AT, 3, "")


def test_what_the_witness_shows_is_what_we_published(log, sandbox):
    log("QS1")
    cosign_newest(AT)

    with urllib.request.urlopen(f"{sandbox.base_url}/witness/checkpoint", timeout=5) as answer:
        assert answer.read().decode() == str(published().checkpoint)


def test_without_a_witness_the_log_goes_on(log, settings):
    settings.SANDBOX_URL = ""
    log("QS1")

    assert cosign_newest(AT) == 0
    assert proof_for("gift.booked", "QS1").witnesses == ()


@pytest.mark.parametrize(("fault", "error"), [("witness.silent", WitnessSilent), ("witness.forged", BadNote)])
def test_a_silent_or_false_witness_is_told_and_asked_again(log, sandbox, fault, error):
    log("QS1")
    sandbox.faults.switch(fault, times=1)

    with pytest.raises(error):
        cosign_newest(AT)
    assert witnessed() is None
    assert WitnessState.last().trouble

    assert cosign_newest(AT) == 1
    assert (witnessed().size, WitnessState.last().trouble) == (1, "")


def test_a_lost_witnessed_head_is_fetched_again(log, settings):
    log("QS1", "QS2")
    cosign_newest(AT)
    (settings.LOG_DIR / "witnessed").unlink()
    log("QS3")

    assert cosign_newest(AT) == 1
    assert witnessed().size == 3


def _cut_database(dsn, size):
    """The database of an older backup, from before the leaves at `size` and above."""
    entries = [bytes(e) for e in Leaf.objects.order_by("id").values_list("entry", flat=True)[:size]]
    first = Leaf.objects.order_by("id").values_list("id", flat=True)[0]
    with psycopg.connect(dsn) as owner:
        owner.execute("DELETE FROM translog_run")
        owner.execute("DELETE FROM translog_head")
        owner.execute(
            "INSERT INTO translog_run (first_index, first_leaf, count) VALUES (0, %s, %s)", [first, size]
        )
        owner.execute(
            "UPDATE translog_tree SET size = %s, root = %s, high = 1000, gaps = '[]'",
            [size, root_of(map(leaf_hash, entries))],
        )


def test_an_older_database_with_a_lost_folder_cannot_publish_another_log(log, settings, owner_dsn, fresh_db):
    log("QS1", "QS2", "QS3")
    cosign_newest(AT)
    _cut_database(owner_dsn(fresh_db), 2)
    shutil.rmtree(settings.LOG_DIR)

    with pytest.raises(WouldFork, match="witnessed head has 3 leaves, this one only 2"):
        sequence(AT)

    assert published() is None


def test_with_a_lost_folder_and_a_silent_witness_nothing_is_signed(log, settings, sandbox):
    log("QS1")
    cosign_newest(AT)
    shutil.rmtree(settings.LOG_DIR)
    settings.SANDBOX_URL = "http://127.0.0.1:9"

    with pytest.raises(WitnessSilent):
        sequence(AT)
    assert published() is None

    settings.SANDBOX_URL = sandbox.base_url
    sequence(AT)
    assert published().checkpoint.size == 1


def test_a_witness_that_has_seen_another_log_of_ours_refuses(log, settings):
    log("QS1", "QS2", "QS3")
    cosign_newest(AT)
    key = signer(may_make=False)
    (settings.LOG_DIR / "witnessed").unlink()
    LogFiles.current().put_text("checkpoint", str(sign_checkpoint(key, 3, b"f" * 32)))

    with pytest.raises(WitnessRefuses, match="422"):
        cosign_newest(AT)

    assert "422" in WitnessState.last().trouble
    assert witnessed().root != b"f" * 32
