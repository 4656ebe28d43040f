"""The door of the public log: what other mechanisms and slices use."""

from qianshan.mechanisms.translog.leaves import PersonalData, add_leaves

__all__ = ["PersonalData", "add_leaves"]
