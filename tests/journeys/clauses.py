"""Coverage by clause: `docs/clauses.md` is written from the marks that the journeys carry.

A journey carries `@pytest.mark.clause("10.2", persona="…", page="/desk/…")` for each clause that it
shows. `page` is the start of a path that the journey must open while it runs: if it does not, it
fails (see conftest), so a line of the document cannot outlive what it claims.
Run `python -m tests.journeys.clauses` to write the document; a house test compares it.
"""

import ast
import csv
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "docs" / "clauses.md"


@dataclass(frozen=True, order=True)
class Shown:
    """One clause shown by one journey."""

    clause: str
    persona: str
    page: str
    test: str


def order(clause: str) -> tuple[int, int | str, int]:
    """Sort 1.2 before 1.10, and the S-clauses last."""
    if clause.startswith("S"):
        return (99, clause, 0)
    chapter, _, number = clause.partition(".")
    return (int(chapter), int(number or 0), 0)


def document(shown: list[Shown], names: dict[str, str]) -> str:
    """The page that `docs/clauses.md` must equal."""
    lines = [
        "# Clauses of the guidance, as shown by journeys",
        "",
        "Written from the journeys in `tests/journeys` by `python -m tests.journeys.clauses`; CI fails when it is stale,",
        "and a journey fails that opens no page of its clause. A clause that is not listed is not covered yet.",
        "",
        "| clause | what it says | persona | page | journey |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {item.clause} | {names.get(item.clause, '')} | {item.persona} | `{item.page}` | `{item.test}` |"
        for item in sorted(shown, key=lambda s: (order(s.clause), s.test, s.persona))
    ]
    return "\n".join(lines) + "\n"


def clause_names() -> dict[str, str]:
    """Clause number → its short Chinese name, from our copy of the list."""
    path = ROOT / "src" / "qianshan" / "statutes" / "clauses.tsv"
    with path.open(encoding="utf-8") as file:
        return {row["id"]: row["clause (short, zh)"] for row in csv.DictReader(file, delimiter="\t")}


def shown() -> list[Shown]:
    """What the marks of all journeys say."""
    found = []
    for path in sorted(Path(__file__).parent.glob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                found += [
                    item for mark in node.decorator_list for item in _of(mark, f"{path.stem}::{node.name}")
                ]
    return found


def _of(mark: ast.expr, test: str) -> list[Shown]:
    if not isinstance(mark, ast.Call) or not ast.unparse(mark.func).endswith("mark.clause"):
        return []
    named = {keyword.arg: ast.literal_eval(keyword.value) for keyword in mark.keywords}
    return [Shown(ast.literal_eval(clause), named["persona"], named["page"], test) for clause in mark.args]


if __name__ == "__main__":
    DOCUMENT.write_text(document(shown(), clause_names()), "utf-8")
