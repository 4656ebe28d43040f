"""Putting the application together: every package of `sandbox/` that has `routes(app)`."""

import importlib
import pkgutil
from pathlib import Path

import sandbox
from sandbox.frame import App, panel

_NOT_LOOKALIKES = ("frame", "tests")


def lookalikes() -> list[str]:
    """Names of the packages that stand for an outside system."""
    return sorted(
        found.name
        for found in pkgutil.iter_modules(sandbox.__path__)
        if found.ispkg and found.name not in _NOT_LOOKALIKES
    )


def build(data: Path, *, base_url: str, speed: float = 1.0) -> App:
    """An application with every look-alike, its state in the folder `data`."""
    app = App(data, base_url=base_url, speed=speed)
    panel.routes(app)
    for name in lookalikes():
        importlib.import_module(f"sandbox.{name}").routes(app)
    return app
