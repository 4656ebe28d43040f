"""Hard stops of size: a file that grows becomes a folder, cut by noun."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("src", "launcher", "sandbox", "tests", "benchmarks")
MODULE, FUNCTION, TEMPLATE, TEST_MODULE, STYLE, SCRIPT = 400, 60, 150, 600, 200, 200


def _sources() -> list[Path]:
    files = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))]
    return [path for path in files if "migrations" not in path.parts]


def _lines(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def _is_test(path: Path) -> bool:
    return "tests" in path.parts


def test_no_module_is_longer_than_its_limit():
    long = [
        f"{path.relative_to(ROOT)}: {_lines(path)}"
        for path in _sources()
        if _lines(path) > (TEST_MODULE if _is_test(path) else MODULE)
    ]
    assert long == []


def test_no_function_is_longer_than_its_limit():
    long = []
    for path in _sources():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or 0) - node.lineno + 1
                if length > FUNCTION:
                    long.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}: {length}")
    assert long == []


@pytest.mark.parametrize(
    ("pattern", "limit"),
    [
        ("src/**/templates/**/*.html", TEMPLATE),
        ("src/**/assets/**/*.scss", STYLE),
        ("src/**/assets/**/*.ts", SCRIPT),
    ],
)
def test_no_page_source_is_longer_than_its_limit(pattern, limit):
    long = [
        f"{path.relative_to(ROOT)}: {_lines(path)}" for path in ROOT.glob(pattern) if _lines(path) > limit
    ]
    assert long == []


def test_nothing_committed_names_a_place_of_ours_or_a_task_to_do():
    marks = ("../" + "shared", "/work" + "/", "TO" + "DO", "FIX" + "ME")
    found = []
    for path in [*_sources(), *ROOT.glob("docs/**/*.md"), *ROOT.glob("src/**/*.html"), *ROOT.glob("*.md")]:
        text = path.read_text("utf-8")
        found += [
            f"{path.relative_to(ROOT)}: {mark}" for mark in marks if mark in text and "/work/<" not in mark
        ]
    assert [line for line in found if not line.endswith("/work" + "/")] == []
