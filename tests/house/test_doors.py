"""Doors and purity, read from the sources: what import-linter cannot say in one contract."""

import ast
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src" / "qianshan"
NOT_SLICES = {"mechanisms", "web", "outside", "project", "practice", "places", "statutes"}
SLICES = {path.name for path in SOURCE.iterdir() if (path / "__init__.py").exists()} - NOT_SLICES
OPEN = {"api", "types"}


def _modules() -> Iterator[tuple[Path, list[str]]]:
    for path in sorted(SOURCE.rglob("*.py")):
        relative = path.relative_to(SOURCE)
        if "tests" in relative.parts or "migrations" in relative.parts:
            continue
        yield relative, list(_imports(ast.parse(path.read_text("utf-8"))))


def _imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_of_another_slice_one_imports_its_door_only():
    wrong = []
    for path, names in _modules():
        for name in names:
            parts = name.split(".")
            if (
                parts[0] != "qianshan"
                or len(parts) < 3
                or parts[1] not in SLICES
                or parts[1] == path.parts[0]
            ):
                continue
            if parts[2] not in OPEN and path.parts[0] != "project":
                wrong.append(f"{path}: {name}")
    assert wrong == []


def test_checks_and_kernels_import_no_django():
    wrong = [
        f"{path}: {name}"
        for path, names in _modules()
        if {"kernel", "checks"} & {part.removesuffix(".py") for part in path.parts}
        for name in names
        if name.split(".")[0] == "django"
    ]
    assert wrong == []


def test_commands_import_nothing_from_outside():
    wrong = [
        f"{path}: {name}"
        for path, names in _modules()
        if "commands" in path.parts and "management" not in path.parts
        for name in names
        if name.startswith("qianshan.outside")
    ]
    assert wrong == []


def test_only_the_edge_asks_the_clock():
    edge = {"jobs.py", "clock.py", "engine.py", "middleware.py"}
    below = {"commands", "checks", "kernel", "facts.py", "models.py", "models", "queries.py", "procedures"}
    wrong = [
        f"{path}: {name}"
        for path, names in _modules()
        if below & set(path.parts) and path.name not in edge and "management" not in path.parts
        for name in names
        if name.startswith("qianshan.mechanisms.calendar.clock")
        and not name.endswith((".clock", "date_of", "SHANGHAI"))
    ]
    assert wrong == []
