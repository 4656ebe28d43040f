"""The door of sealed data."""

from qianshan.mechanisms.sealed.commands import erase, keep, reveal
from qianshan.mechanisms.sealed.kernel.masks import Policy, mask_name, mask_number, mask_phone
from qianshan.mechanisms.sealed.vault import (
    Erased,
    add_key,
    add_keys,
    blind_candidates,
    blind_index,
    newest,
    seal,
    seal_for_system,
    unseal,
    unseal_for_system,
)

__all__ = [
    "Erased",
    "Policy",
    "add_key",
    "add_keys",
    "blind_candidates",
    "blind_index",
    "erase",
    "keep",
    "mask_name",
    "mask_number",
    "mask_phone",
    "newest",
    "reveal",
    "seal",
    "seal_for_system",
    "unseal",
    "unseal_for_system",
]
