"""`python -m benchmarks NAME [--json]`: run one benchmark; the last line is its result as JSON."""

import argparse
import importlib
import json
import subprocess
import sys
from pathlib import Path

import django

from benchmarks.frame import BenchDatabase, Result


def main() -> None:
    parser = argparse.ArgumentParser(prog="qianshan bench")
    parser.add_argument("name")
    parser.add_argument("--json", action="store_true", help="only the last line")
    options = parser.parse_args()
    django.setup()
    db = BenchDatabase.from_environment()
    result = importlib.import_module(f"benchmarks.{options.name.replace('-', '_')}").bench(db)
    line = _line(options.name, result, db)
    if not options.json:
        print(
            f"{options.name}: ours {result.ours:.4g} {result.unit}, reference {result.reference:.4g} {result.unit},"
        )
        print(f"ratio {line['ratio']}")
    print(json.dumps(line, ensure_ascii=False))


def _line(name: str, result: Result, db: BenchDatabase) -> dict[str, object]:
    settings = {"connections": 1, "threads": 1, **db.settings(), "commit": _commit(), **result.settings}
    return {
        "name": name,
        "ratio": float(f"{result.quotient:.4g}"),
        "ours": float(f"{result.ours:.6g}"),
        "reference": float(f"{result.reference:.6g}"),
        "unit": result.unit,
        "settings": settings,
        "command": f"./qianshan bench {name} --json",
    }


def _commit() -> str:
    here = Path(__file__).parent
    done = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=here, capture_output=True, text=True, check=False
    )
    return done.stdout.strip() or "unknown"


if __name__ == "__main__":
    sys.exit(main())
