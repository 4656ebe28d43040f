"""A log of the test's own: folder, key, and a command that writes leaves."""

from datetime import UTC, datetime

import pytest

from qianshan.mechanisms.acts.api import Actor, command, subject
from qianshan.mechanisms.acts.door import COMMANDS
from qianshan.mechanisms.translog.api import add_leaves
from qianshan.mechanisms.translog.files import LogFiles

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
BY = Actor.job("tests", at=AT)


@pytest.fixture
def log_files(settings, tmp_path):
    settings.LOG_DIR = tmp_path / "log"
    settings.KEY_FILE = tmp_path / "keys.json"
    settings.INSTANCE = "tests"
    return LogFiles(tmp_path / "log")


@pytest.fixture
def log_gifts():
    """A command that logs some gifts by their codes."""

    @command("tests.translog.gifts")
    def log_gifts(*codes, by=BY):
        subject("tests.gift", "batch")
        return add_leaves("gift.booked", ((code, {"code": code, "amount_fen": 1000}) for code in codes))

    yield lambda *codes: log_gifts(*codes, by=BY)
    COMMANDS.pop("tests.translog.gifts")
