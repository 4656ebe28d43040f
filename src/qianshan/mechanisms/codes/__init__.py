"""Numbers that people and systems know things by: our codes, USCC, filing and project numbers."""

from qianshan.mechanisms.codes.kernel.public import is_code, new_code

__all__ = ["is_code", "new_code"]
