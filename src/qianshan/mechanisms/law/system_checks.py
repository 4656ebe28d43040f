"""Definitions are guarded at start: every article and every number that code names must exist."""

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.core.checks import CheckMessage, Error, register

import qianshan
from qianshan.mechanisms.law.kernel.checks import missing_articles
from qianshan.mechanisms.law.kernel.statutes import statutes

_READERS = {"days", "workdays", "months", "years", "bp", "fen", "number", "part", "parameter"}


@register
def law_is_complete(app_configs: Sequence[Any] | None, **_kwargs: Any) -> list[CheckMessage]:
    """The statutes load, every check's article is known, every `law.days("key")` has a row."""
    try:
        keys = {parameter.key for parameter in statutes().parameters}
    except ValueError as wrong:
        return [Error(str(wrong), id="law.E001")]
    errors: list[CheckMessage] = [Error(text, id="law.E002") for text in missing_articles()]
    for path, line, key in named_parameters(Path(qianshan.__file__).parent):
        if key not in keys:
            hint = "add it to src/qianshan/statutes/parameters"
            errors.append(Error(f"{path}:{line}: no parameter {key}", hint=hint, id="law.E003"))
    return errors


def named_parameters(root: Path) -> Iterator[tuple[Path, int, str]]:
    """Every `law.<reader>("literal key")` in the product's source, with file and line."""
    for path in sorted(root.rglob("*.py")):
        text = path.read_text("utf-8")
        if "law." not in text or "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(text)):
            key = _key(node)
            if key is not None:
                yield path, getattr(node, "lineno", 0), key


def _key(node: ast.AST) -> str | None:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or not node.args:
        return None
    owner, first = node.func.value, node.args[0]
    is_law = isinstance(owner, ast.Name) and owner.id == "law" and node.func.attr in _READERS
    if is_law and isinstance(first, ast.Constant) and isinstance(first.value, str):
        return first.value
    return None
