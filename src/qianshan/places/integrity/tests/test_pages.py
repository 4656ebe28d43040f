"""The log over HTTP, the integrity page, the self-check in a real browser."""

import json
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qianshan.mechanisms.acts.api import Actor, command, subject
from qianshan.mechanisms.acts.door import COMMANDS
from qianshan.mechanisms.translog.api import add_leaves, proof_for
from qianshan.mechanisms.translog.sequence import sequence
from qianshan.places.integrity.jobs import run_check
from qianshan.places.integrity.models import CheckRun

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


@pytest.fixture
def log(fresh_db, settings, tmp_path):
    """A log of 300 gifts."""
    settings.LOG_DIR = tmp_path / "log"
    settings.KEY_FILE = tmp_path / "keys.json"

    @command("tests.integrity.gifts")
    def log_gifts(*, by):
        subject("tests.gift", "batch")
        add_leaves("gift.booked", ((f"QS{n}", {"code": f"QS{n}", "amount_fen": 1000}) for n in range(300)))

    try:
        log_gifts(by=Actor.job("tests", at=AT))
    finally:
        COMMANDS.pop("tests.integrity.gifts")
    sequence(AT)
    return settings.LOG_DIR


def test_the_log_is_served_as_the_specification_says(log, client):
    checkpoint = client.get("/log/checkpoint")
    tile = client.get("/log/tile/0/000")
    partial = client.get("/log/tile/0/001.p/44")
    entries = client.get("/log/tile/entries/001.p/44")

    assert checkpoint["Content-Type"] == "text/plain; charset=utf-8"
    assert checkpoint["Cache-Control"] == "public, max-age=2"
    assert b"".join(checkpoint).decode().split("\n")[1] == "300"
    assert tile["Content-Type"] == "application/octet-stream"
    assert "immutable" in tile["Cache-Control"]
    assert (len(b"".join(tile)), len(b"".join(partial))) == (8192, 44 * 32)
    assert b'"type":"gift.booked"' in b"".join(entries)
    assert b"".join(client.get("/log/vkey")).decode().startswith("practice.invalid/")


@pytest.mark.parametrize(
    "path",
    [
        "/log/tile/0/002",
        "/log/tile/0/000.p/12/x",
        "/log/tile/../checkpoint",
        "/log/tile/0/%2e%2e/%2e%2e/checkpoint",
        "/log/tile/0/000.p/256",
        "/log/tile/x/000",
        "/log/witnesses",
        "/log/tile/0/000/000",
    ],
)
def test_what_is_not_there_is_not_found(log, client, path):
    assert client.get(path).status_code == 404


def test_tiles_are_only_read(log, client):
    assert client.post("/log/checkpoint").status_code == 405


def test_the_page_says_when_nothing_was_logged_or_checked(fresh_db, settings, tmp_path, client):
    settings.LOG_DIR = tmp_path / "log"

    page = client.get("/integrity/").content.decode()

    assert "日志里还没有存证" in page
    assert "还没有检查过" in page


def test_the_page_shows_the_head_and_the_last_check(log, client):
    run_check()

    page = client.get("/integrity/").content.decode()
    english = client.get("/en/integrity/").content.decode()

    assert "<b>300</b>" in page
    assert "全部成立" in page or "项都成立" in page
    assert "The hourly check" in english
    assert json.loads(client.get("/integrity/integrity.json").content)["log"]["size"] == 300


def test_the_page_names_what_is_broken(log, client):
    path = log / "tile/0/000"
    path.write_bytes(b"x" + path.read_bytes()[1:])
    run = run_check()

    page = client.get("/integrity/").content.decode()

    assert list(run.broken) == ["log.tiles"]
    assert "tile/0/000" in page
    assert CheckRun.objects.count() == 1


def test_the_stand_alone_verifier_is_served_as_it_is(log, client):
    source = b"".join(client.get("/log/verify.py"))

    assert source == (Path(__file__).resolve().parents[5] / "docs/verify/verify.py").read_bytes()


def test_the_check_can_be_kept_as_one_file(log, client):
    answer = client.get("/log/verify/qianshan-verify.html")

    page = answer.content.decode()
    assert "attachment" in answer["Content-Disposition"]
    assert "practice.invalid/" in page
    assert "src=" not in page.split("<script>")[0]
    assert "http://www" not in page


CHECK = """
const file = new File([%s], "QS7.tlog-proof");
const box = new DataTransfer(); box.items.add(file);
const input = document.querySelector('[data-verify="file"]');
input.files = box.files;
input.dispatchEvent(new Event("change"));
setTimeout(() => {
  const good = document.querySelector('[data-verify="good"]');
  const reason = [...document.querySelectorAll("[data-reason]")].find((line) => !line.hidden);
  const bad = document.querySelector('[data-verify="bad"]');
  document.title = !good.hidden ? "PROVED " + document.querySelector('[data-verify="record"]').textContent.replace(/\\s+/g, "")
    : bad.hidden ? "NOTHING" : "NOT PROVED " + reason.dataset.reason;
}, 400);
"""


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("chromium"), reason="no Chromium on this machine")
@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda text: text, 'PROVED {"amount_fen":1000,"code":"QS7"}'),
        (lambda text: text.replace("index 7", "index 8"), "NOT PROVED path"),
        (lambda text: text.replace("\n300\n", "\n299\n"), "NOT PROVED signature"),
        (lambda text: text.replace("practice.invalid", "other.invalid"), "NOT PROVED other-log"),
        (lambda text: "hello", "NOT PROVED not-a-proof"),
    ],
)
def test_the_kept_file_checks_a_proof_in_a_browser_without_a_network(log, client, tmp_path, spoil, says):
    page = client.get("/log/verify/qianshan-verify.html").content.decode()
    if "data-verify" not in page.split("<script>")[1]:
        pytest.skip("the assets are not built")
    text = spoil(proof_for("gift.booked", "QS7").text)
    file = tmp_path / "verify.html"
    file.write_text(page.replace("</body>", f"<script>{CHECK % json.dumps(text)}</script></body>"), "utf-8")
    flags = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
    ]
    command = ["chromium", *flags, f"--user-data-dir={tmp_path / 'profile'}", "--virtual-time-budget=3000"]

    done = subprocess.run(
        [*command, "--dump-dom", f"file://{file}"], capture_output=True, text=True, timeout=90, check=False
    )

    assert f"<title>{says}".replace('"', "&quot;") in done.stdout.replace('"', "&quot;")
