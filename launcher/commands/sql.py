"""`./qianshan sql [--role app|owner] FILE`: run a file against the data."""

import argparse
from pathlib import Path

from launcher.commands._live import live
from launcher.places import Trouble


def run(arguments: list[str]) -> int:
    """Errors are shown with their SQLSTATE and do not stop the file."""
    parser = argparse.ArgumentParser(prog="qianshan sql")
    parser.add_argument("--data")
    parser.add_argument("--role", choices=("app", "owner"), default="app")
    parser.add_argument("file", type=Path)
    options = parser.parse_args(arguments)
    if not options.file.is_file():
        raise Trouble(f"there is no file {options.file}.")
    with live(options.data) as instance:
        if instance.cluster is None:
            raise Trouble("sql works on the embedded database; with DATABASE_URL use psql.")
        return instance.cluster.sql_file(options.file.resolve(), options.role)
