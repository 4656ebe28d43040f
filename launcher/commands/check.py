"""`./qianshan check [--json]`: invariants over the live data."""

import argparse
import subprocess

from launcher.commands._live import live
from launcher.places import CHECKOUT


def run(arguments: list[str]) -> int:
    """Exit 1 when anything is broken."""
    parser = argparse.ArgumentParser(prog="qianshan check")
    parser.add_argument("--data")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    with live(options.data) as instance:
        command = [str(instance.state.python), "-m", "qianshan.project.manage", "invariants"]
        command += ["--json"] if options.json else []
        return subprocess.run(command, cwd=CHECKOUT, env=instance.env(), check=False).returncode
