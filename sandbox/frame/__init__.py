"""What every look-alike stands on: HTTP, state in SQLite, faults, pages. Standard library only."""

from sandbox.frame.app import App
from sandbox.frame.faults import Fault
from sandbox.frame.http import Request, Response, html, json_answer, redirect, text
from sandbox.frame.pages import escape, page

__all__ = [
    "App",
    "Fault",
    "Request",
    "Response",
    "escape",
    "html",
    "json_answer",
    "page",
    "redirect",
    "text",
]
