"""The door of divisions: names, paths and what lies within, on a day."""

from qianshan.mechanisms.divisions.loading import load_divisions
from qianshan.mechanisms.divisions.models import NBS, Level
from qianshan.mechanisms.divisions.queries import (
    Place,
    ancestors,
    children,
    code_on,
    codes_within,
    find_places,
    is_within,
    name_path,
    names_of,
    place,
)

__all__ = [
    "NBS",
    "Level",
    "Place",
    "ancestors",
    "children",
    "code_on",
    "codes_within",
    "find_places",
    "is_within",
    "load_divisions",
    "name_path",
    "names_of",
    "place",
]
