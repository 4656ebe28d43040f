"""Django app of the project: commands of an installation, system checks."""

import importlib

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """Wiring; has no tables."""

    name = "qianshan.project"
    label = "project"

    def ready(self) -> None:
        """Reach the outside systems that the settings name, and chain the trace."""
        from qianshan.project.outside import wire

        wire()
        importlib.import_module("qianshan.project.chain")
