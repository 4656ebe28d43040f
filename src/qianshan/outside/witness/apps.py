"""Django app of the witness: answers the log's question and adds the engine's step."""

import importlib

from django.apps import AppConfig


class WitnessConfig(AppConfig):
    """The witness outside."""

    name = "qianshan.outside.witness"
    label = "witness"

    def ready(self) -> None:
        """Register the engine's step."""
        importlib.import_module("qianshan.outside.witness.engine")
