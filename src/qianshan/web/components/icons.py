"""Icons from the sprite, and the round mark of an organisation."""

from functools import cache
from pathlib import Path

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from qianshan.web.components.library import register

ASSETS = Path(__file__).parents[1] / "assets"


@cache
def icon_names() -> frozenset[str]:
    """The icons that the sprite holds: the lines of assets/icons*.txt."""
    lines = (line for path in ASSETS.glob("icons*.txt") for line in path.read_text().splitlines())
    return frozenset(name for line in lines if (name := line.split("#")[0].strip()))


@register.simple_tag
def icon(name: str, *, size: str = "") -> SafeString:
    """Draw an icon; it decorates a word and is never read aloud.

    Raises:
        ValueError: the sprite has no such icon; add its Tabler name to assets/icons.txt.
    """
    if name not in icon_names():
        raise ValueError(f"icon “{name}” is not in assets/icons.txt; add its Tabler name there")
    large = " qs-icon-large" if size == "large" else ""
    return format_html(
        '<svg class="qs-icon{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        large,
        static("built/icons.svg"),
        name,
    )


@register.simple_tag
def mark(short_name: str, *, platform: bool = False, size: str = "") -> SafeString:
    """Draw the mark of a charity (round) or a platform (square): two characters of its name."""
    classes = "qs-mark"
    classes += " qs-mark-platform" if platform else ""
    classes += f" qs-mark-{size}" if size else ""
    return format_html('<span class="{}" aria-hidden="true">{}</span>', classes, short_name[:2])
