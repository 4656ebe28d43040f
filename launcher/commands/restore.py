"""`./qianshan restore FILE [--keys FILE]`: the body is Django's command of the same name."""

import argparse
import subprocess
from pathlib import Path

from launcher.commands._live import live
from launcher.places import CHECKOUT


def run(arguments: list[str]) -> int:
    """Run it with the owner's login and the server's programs at hand, then erase again whom the backup brought back."""
    parser = argparse.ArgumentParser(prog="qianshan restore")
    parser.add_argument("--data")
    parser.add_argument("--keys", type=Path)
    parser.add_argument("file", type=Path)
    options = parser.parse_args(arguments)
    with live(options.data) as instance:
        command = [
            str(instance.state.python),
            "-m",
            "qianshan.project.manage",
            "restore",
            str(options.file.resolve()),
        ]
        command += ["--keys", str(options.keys.resolve())] if options.keys else []
        binaries = str(instance.cluster.binaries) if instance.cluster else ""
        env = instance.env(owner=True, QIANSHAN_PG_BIN=binaries)
        done = subprocess.run(command, cwd=CHECKOUT, env=env, check=False).returncode
        if done == 0:
            erase = [str(instance.state.python), "-m", "qianshan.project.manage", "keys", "--apply-erasures"]
            done = subprocess.run(erase, cwd=CHECKOUT, env=instance.env(), check=False).returncode
        return done
