"""Addresses of pages, as links: what is asked there stands in them, by the short names that pages use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from urllib.parse import quote, urlencode

from .html import Html, Part, element

SHORT_OF = {
    "search": {"text": "q"},
    "next": {"occupation": "from"},
    "before": {"occupation": "to"},
    "occupation": {"occupation": "from"},
    "reach": {"occupation": "from"},
    "path": {"origin": "from", "destination": "to"},
}
"""What a page calls a parameter otherwise than the API; `levels` and `in_route` are `level` and `in` everywhere."""

_EVERYWHERE = {"levels": "level", "in_route": "in"}


def short(question: str, name: str) -> str:
    """What the page of a question calls a parameter."""
    return SHORT_OF.get(question, {}).get(name) or _EVERYWHERE.get(name, name)


_EDITION: ContextVar[str | None] = ContextVar("edition", default=None)


@contextmanager
def within(edition: str | None) -> Iterator[None]:
    """While a page is made: all its links stay in an edition, where that is not the one that answers anyhow."""
    token = _EDITION.set(edition)
    try:
        yield
    finally:
        _EDITION.reset(token)


def edition_kept() -> str | None:
    """The edition in which the links of the page stay that is being made."""
    return _EDITION.get()


def address(path: str, given: Iterable[tuple[str, str]] = ()) -> str:
    """The address of a page, what is asked in its query string; in the edition of the page that is being made."""
    pairs, edition = list(given), _EDITION.get()
    if edition is not None and all(name != "edition" for name, _ in pairs):
        pairs.append(("edition", edition))
    query = urlencode(pairs, safe="/,:", quote_via=quote)
    return f"{path}?{query}" if query else path


def occupation_link(text: Part, id_: str) -> Html:
    """A link to an occupation."""
    return element("a", element("bdi", text), href=address("/occupation", [("from", id_)]))


def goes_on(title: str, id_: str) -> Html:
    """What can be asked of an occupation next: from here, to here."""
    return element(
        "span",
        element("a", "From here", href=address("/next", [("from", id_)]), aria_label=f"From here: {title}"),
        " ",
        element("a", "To here", href=address("/before", [("to", id_)]), aria_label=f"To here: {title}"),
        class_="goes-on",
    )
