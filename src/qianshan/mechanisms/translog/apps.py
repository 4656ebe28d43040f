"""Django app of the public log."""

import importlib

from django.apps import AppConfig


class TranslogConfig(AppConfig):
    """Translog: leaves, tiles, checkpoints, proofs."""

    name = "qianshan.mechanisms.translog"
    label = "translog"

    def ready(self) -> None:
        """Register the engine's step and the invariants."""
        for module in ("engine", "invariants"):
            importlib.import_module(f"qianshan.mechanisms.translog.{module}")
