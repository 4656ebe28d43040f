"""Coverage by clause: what `docs/clauses.md` says is written by the journeys that ran.

A journey carries `@pytest.mark.clause("10.2", persona="…", page="/desk/…")` for each clause that it
shows. `page` is the start of a path that the journey must have opened while it ran; a picture of that
page is kept for the clause.
"""

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
        "Written by the journeys in `tests/journeys` (`./qianshan test tests/journeys --write-clauses`); CI fails when it",
        "is stale, or when a journey opens no page of its clause. A clause that is not listed is not covered yet.",
        "",
        "| clause | what it says | persona | page | journey |",
        "|---|---|---|---|---|",
    ]
    for item in sorted(shown, key=lambda s: (order(s.clause), s.test, s.persona)):
        lines.append(
            f"| {item.clause} | {names.get(item.clause, '')} | {item.persona} | `{item.page}` | `{item.test}` |"
        )
    return "\n".join(lines) + "\n"


def clause_names() -> dict[str, str]:
    """Clause number → its short Chinese name, from our copy of the list."""
    path = ROOT / "src" / "qianshan" / "statutes" / "clauses.tsv"
    with path.open(encoding="utf-8") as file:
        return {row["id"]: row["clause (short, zh)"] for row in csv.DictReader(file, delimiter="\t")}
