"""The product's WSGI door with the storing of notifications marked."""

from qianshan.project.wsgi import application  # isort: skip  (makes the apps ready)

from qianshan.mechanisms.channels import door
from tests.faults.marks import mark_of, marked

_mark = mark_of("web")
_mark.say("idle")
door._verify_and_store = marked(_mark, "storing", door._verify_and_store, linger=0.02)

__all__ = ["application"]
