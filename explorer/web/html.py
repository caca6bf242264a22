"""HTML as a tree of elements, written out: every text in it is escaped, and nothing is ever read as HTML.

    page = element("p", "a < b ", element("a", "on", href="/next"))

A name of an attribute is written as Python takes it: `for_`, `aria_label`. What is an address leads within this server,
or to a page of the web.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import NamedTuple, TypeAlias

from career_pathways.loader.errors import visible


class Html(NamedTuple):
    """What is written already."""

    text: str


Part: TypeAlias = "Html | str | int | Iterable[Part] | None"
"""What an element holds: elements, texts, nothing, or several of these."""

_EMPTY = frozenset({"br", "hr", "img", "input", "link", "meta", "wbr"})
"""What holds nothing and has no end."""

_ADDRESSES = frozenset({"href", "src", "action"})


def element(name: str, /, *parts: Part, **attributes: str | int | bool | None) -> Html:
    """An element with what it holds. An attribute that is None or False is left out.

    Raises ValueError for an address that leads to anything but a page.

    >>> element("a", "<script>", href="/next?occupation=a&b", hidden=True).text
    '<a href="/next?occupation=a&amp;b" hidden>&lt;script&gt;</a>'
    """
    head = "".join(
        _attribute(key, value) for key, value in attributes.items() if value is not None and value is not False
    )
    return Html(f"<{name}{head}>" if name in _EMPTY else f"<{name}{head}>{_inner(parts)}</{name}>")


def document(*parts: Part, **attributes: str) -> str:
    """A whole page."""
    return f"<!doctype html>\n{element('html', *parts, **attributes).text}\n"


def _inner(part: Part) -> str:
    if isinstance(part, Html):
        return part.text
    if isinstance(part, str):
        return escape(visible(part), quote=False)
    if part is None:
        return ""
    return str(part) if isinstance(part, int) else "".join(map(_inner, part))


def _attribute(key: str, value: str | int | bool) -> str:
    name = key.rstrip("_").replace("_", "-")
    if name in _ADDRESSES and not _leads_to_a_page(str(value)):
        raise ValueError(f"{name}={value!r} is no address of a page")
    return f" {name}" if value is True else f' {name}="{escape(visible(str(value)))}"'


def _leads_to_a_page(address: str) -> bool:
    return address.startswith(("#", "?", "https://")) or (
        address.startswith("/") and not address.startswith(("//", "/\\"))
    )
