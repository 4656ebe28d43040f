"""Django app of the public log."""

from django.apps import AppConfig


class TranslogConfig(AppConfig):
    """Translog: leaves, tiles, checkpoints, proofs."""

    name = "qianshan.mechanisms.translog"
    label = "translog"
