"""Dispatch: the first word is a command; none lists them."""

import importlib
import sys
from types import ModuleType

from launcher.places import Trouble

COMMANDS = {
    "up": "start everything and open the practice province (first start installs what is missing)",
    "test": "run every check and test that CI runs; arguments go to pytest",
    "check": "look for broken invariants in the live data",
    "bench": "measure: `bench NAME [--json]`, `bench --list`",
    "chaos": "kill processes at random while gifts come in, and count",
    "sql": "run an SQL file: `sql [--role app|owner] FILE`",
    "backup": "write a backup: `backup FILE [--keys FILE]`",
    "restore": "restore a backup: `restore FILE [--keys FILE]`",
    "words": "collect the sentences of the catalogues: `words [--check]`",
    "manage": "run one of Django's commands against the running instance",
}


def module_of(command: str) -> ModuleType:
    """The module that carries out a command."""
    return importlib.import_module(f"launcher.commands.{command}")


def usage() -> str:
    """The list that a bare `./qianshan` prints."""
    lines = [f"  {name:<9} {text}" for name, text in COMMANDS.items()]
    return "\n".join(
        [
            "./qianshan COMMAND",
            "",
            *lines,
            "",
            "Every command takes --data DIR (default: this checkout's own).",
        ]
    )


def main(argv: list[str]) -> int:
    """Run one command; returns the exit code."""
    if not argv or argv[0] in ("-h", "--help", "help"):
        print(usage())
        return 0
    command, *arguments = argv
    if command not in COMMANDS:
        print(f"There is no command {command!r}.\n\n{usage()}", file=sys.stderr)
        return 2
    try:
        return int(module_of(command).run(arguments))
    except Trouble as trouble:
        print(f"qianshan: {trouble}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
