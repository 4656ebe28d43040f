"""Real processes are killed in each phase while money moves: nothing is lost, nothing is doubled."""

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connections

from qianshan.mechanisms.sealed.keyring import ensure

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
def test_a_kill_in_each_phase_loses_and_doubles_nothing(fresh_db, tmp_path):
    ensure(tmp_path / "keys.json")
    connections["default"].close()
    env = {
        **os.environ,
        "DATABASE_URL": urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{fresh_db}")),
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        "QIANSHAN_STATE": str(tmp_path),
        "QIANSHAN_KEYS": str(tmp_path / "keys.json"),
        "QIANSHAN_FILES": str(tmp_path / "files"),
        "QIANSHAN_LOG_DIR": str(tmp_path / "log"),
        "QIANSHAN_PRACTICE": "1",
    }
    command = [
        sys.executable,
        "-m",
        "tests.faults.chaos",
        "--gifts",
        "60",
        "--kills",
        "5",
        "--seed",
        "7",
        "--json",
    ]

    done = subprocess.run(
        command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=900, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr
    result = json.loads(done.stdout.splitlines()[-1])
    assert (result["lost"], result["doubled"], result["broken"]) == (0, 0, [])
    assert result["paid"] == result["booked"] >= 60
    assert result["sandbox_fen"] == result["books_fen"]
    assert sum(result["kills"].values()) == 5
