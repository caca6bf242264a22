"""Addresses of pages, as links: what is asked there stands in them, by the short names that pages use."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote, urlencode

from .html import Html, Part, element

SHORT_OF = {
    "search": {"text": "q"},
    "next": {"occupation": "from"},
    "before": {"occupation": "to"},
    "occupation": {"occupation": "from"},
    "reach": {"occupation": "from"},
    "path": {"origin": "from", "destination": "to", "which": "choice"},
}
"""What a page calls a parameter otherwise than the API; `levels` and `in_route` are `level` and `in` everywhere."""

_EVERYWHERE = {"levels": "level", "in_route": "in"}


def short(question: str, name: str) -> str:
    """What the page of a question calls a parameter."""
    everywhere = {} if question == "occupation" else _EVERYWHERE
    return SHORT_OF.get(question, {}).get(name) or everywhere.get(name, name)


def address(path: str, given: Iterable[tuple[str, str]] = ()) -> str:
    """The address of a page, what is asked in its query string."""
    asked = urlencode(list(given), safe="/,:", quote_via=quote)
    return f"{path}?{asked}" if asked else path


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
