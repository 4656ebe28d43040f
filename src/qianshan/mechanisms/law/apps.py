"""Django app of the law."""

from django.apps import AppConfig
from django.utils.translation import get_language

from qianshan.mechanisms.law.kernel.statutes import install_language


class LawConfig(AppConfig):
    """Law: articles, dated numbers, checks."""

    name = "qianshan.mechanisms.law"
    label = "law"

    def ready(self) -> None:
        """Let the data's words follow the reader's language, and guard the definitions at start."""
        from qianshan.mechanisms.law import system_checks  # noqa: F401  (registers the checks)

        install_language(lambda: get_language() or "zh-hans")
