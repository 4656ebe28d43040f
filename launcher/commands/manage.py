"""`./qianshan manage COMMAND …`: one of Django's commands as the application."""

import argparse
import subprocess

from launcher.commands._live import live
from launcher.places import CHECKOUT


def run(arguments: list[str]) -> int:
    """Pass the arguments on."""
    parser = argparse.ArgumentParser(prog="qianshan manage", add_help=False)
    parser.add_argument("--data")
    options, rest = parser.parse_known_args(arguments)
    with live(options.data) as instance:
        command = [str(instance.state.python), "-m", "qianshan.project.manage", *rest]
        return subprocess.run(command, cwd=CHECKOUT, env=instance.env(), check=False).returncode
