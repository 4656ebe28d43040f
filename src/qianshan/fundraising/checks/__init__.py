"""Statutory checks of fundraising; imported here so that they are registered."""

from qianshan.fundraising.checks import filing, means

__all__ = ["filing", "means"]
