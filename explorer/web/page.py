"""The frame of every page: what it is called, the ways to the others, and whose the map is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from .html import Html, Part, document, element
from .links import address

NAME = "Career Pathways"

ACCESSIBILITY = (
    "These pages are made to meet WCAG 2.2 at level AA: they work by keyboard, every drawing has its table or list, "
    "nothing is said by colour alone and nothing has to be dragged, and text can be made larger and spaced wider.",
    "Tests try every screen in Chromium, at widths of 1440, 768 and 360 pixels, light and dark: the rules of axe-core, "
    "the contrast of text (4.5) and borders (3), targets of 24 pixels, 320 pixels with the text spacing of WCAG, "
    "forced colours, what Tab reaches, the focus and the title after each step, what is announced, and print.",
    "Not tried: any screen reader, and other browsers. On a phone the arrows of the map are not drawn; its list "
    "says the same. The wide tables of some questions are scrolled sideways on a tablet. Whatever you cannot use "
    "is a fault: please report it to whoever you have the program from.",
)
"""What is promised of the pages, how it is tried, and what is not (web/src/screens/about.ts, docs/web.md)."""

ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#0b4f8a"/>'
    '<path d="M7 25V19h6v-6h6V7h6v18z" fill="#fff"/></svg>\n'
)
"""The picture for the tab."""

SCRIPT = "served.js"
"""What shows the same screens in the place of the pages, where it can."""

SCREENS = {
    "/search": "Search",
    "/next": "What can I do next?",
    "/before": "What leads here?",
    "/path": "How do I get there?",
    "/reach": "Where can it lead?",
    "/compare": "Compare",
    "/map": "The map",
    "/gaps": "Gaps",
    "/shared": "Shared",
    "/questions": "Questions",
    "/cypher": "Cypher",
    "/editions": "Editions",
    "/about": "About",
}
"""All screens that are led to from everywhere."""

_FIRST = frozenset({"/search", "/next", "/before", "/path", "/reach", "/map"})
"""Those that stand at the head of each page; the others stand at its foot."""


class Map(NamedTuple):
    """The map that a page is about."""

    edition: str
    editions: Sequence[str]
    foot: str
    """Whose it is, and where its progressions come from."""
    notice: str | None = None


def page(title: str, *main: Part, at: str, of: Map | None, scripted: bool) -> str:
    """A page: `title` says where one is, `at` is its address among SCREENS. `scripted`: whether there is a script."""
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", NAME if title == NAME else f"{title} – {NAME}"),
        element("link", rel="stylesheet", href="/explorer.css"),
        element("link", rel="icon", href="/icon.svg", type="image/svg+xml"),
        element("script", type="module", src=f"/{SCRIPT}") if scripted else None,
    )
    body = element(
        "body",
        element("a", "To the content", href="#main", class_="skip"),
        *frame(SCREENS, [*_notices(of), *main], foot=of.foot if of else None, at=at),
    )
    return document(head, body, lang="en-GB")


def frame(
    paths: Iterable[str], main: Iterable[Part], *, foot: str | None, at: str = "", fragments: bool = False
) -> list[Part]:
    """What stands on a page, whose head and foot lead to screens.

    `foot`: whose the map is; `fragments`: whether the screens are parts of one file.
    """

    def leading(first: bool) -> Html:
        links = [
            element("a", SCREENS[path], href=lead(path), aria_current="page" if path == at else None)
            for path in paths
            if (path in _FIRST) is first
        ]
        label = "Questions" if first else "More"
        return element("nav", element("ul", *(element("li", link) for link in links)), aria_label=label)

    def lead(path: str) -> str:
        return f"#{address(path)}" if fragments else address(path)

    return [
        element("header", element("a", NAME, href=lead("/"), class_="name"), leading(True)),
        element("main", *main, id="main", tabindex="-1"),
        element("footer", leading(False), element("p", foot) if foot else None),
    ]


def _notices(of: Map | None) -> list[Part]:
    if of is None:
        return []
    notices: list[Part] = [element("p", of.notice, class_="notice", role="status")] if of.notice else []
    if len(of.editions) > 1:
        others = [
            element("a", f"Ask {name}", href=address("/", [("edition", name)]))
            for name in of.editions
            if name != of.edition
        ]
        notices.append(element("p", f"The edition {of.edition} answers. ", *others, class_="soft"))
    return notices
