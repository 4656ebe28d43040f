"""Django app of the acts."""

from django.apps import AppConfig
from django.utils.translation import gettext

from qianshan.mechanisms.words import install_translator


class ActsConfig(AppConfig):
    """Acts: the trace of every command."""

    name = "qianshan.mechanisms.acts"
    label = "acts"

    def ready(self) -> None:
        """Let sentences of pure code speak the reader's language."""
        install_translator(gettext)
