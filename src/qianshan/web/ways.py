"""Links of the footer and of the account menu, into which slices register theirs."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from qianshan.mechanisms.words import Words

_foot: dict[str, list[tuple[int, str, Words]]] = {}
_account: list[tuple[int, str, Words, str]] = []


@dataclass(frozen=True, slots=True)
class Way:
    """One link that exists."""

    name: str
    href: str
    icon: str = ""


@dataclass(frozen=True, slots=True)
class WayColumn:
    """A column of the footer."""

    name: str
    ways: tuple[Way, ...]


def add_foot_way(column: str, url_name: str, words: Words, *, order: int) -> None:
    """Register a link of the public footer under a column's msgid."""
    _foot.setdefault(column, []).append((order, url_name, words))


def add_account_way(url_name: str, words: Words, *, icon: str, order: int) -> None:
    """Register a link of the account menu (my posts, sign out)."""
    _account.append((order, url_name, words, icon))


def foot_ways() -> list[WayColumn]:
    """The columns of the footer with the links that exist."""
    columns = []
    for name, entries in _foot.items():
        ways = [
            Way(str(words), href)
            for _, url, words in sorted(entries, key=lambda entry: entry[0])
            if (href := _href(url))
        ]
        if ways:
            columns.append(WayColumn(str(Words(name)), tuple(ways)))
    return columns


def account_ways() -> list[Way]:
    """The links of the account menu that exist."""
    return [
        Way(str(words), href, icon)
        for _, url, words, icon in sorted(_account, key=lambda entry: entry[0])
        if (href := _href(url))
    ]


def _href(url_name: str) -> str:
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""
