"""Qianshan (黔善): the Internet charity platform of a province."""
