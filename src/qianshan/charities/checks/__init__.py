"""Statutory checks of the charities; imported here so that they are registered."""

from qianshan.charities.checks import qualification, recognition

__all__ = ["qualification", "recognition"]
