"""The whole explorer as one HTML file: the built script and style, the packed maps, and nothing that is fetched.

1. What is packed stands deflated in elements of its own, which no browser runs.
2. The page allows itself its own script and style alone, by their hashes, and no request.
3. The same store gives the same bytes.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from career_pathways.explorer.explorer import Explorer
from career_pathways.loader.errors import ExportError

from .html import Html, document, element
from .links import address
from .packed import deflated, packed_joins, packed_map, packed_questions, packed_titles
from .page import NAME, SCREENS

_BUILT = Path(__file__).parent / "built"

ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#0b4f8a"/>'
    '<path d="M7 25V19h6v-6h6V7h6v18z" fill="#fff"/></svg>'
)

OF_A_FILE = ("/search", "/next", "/before", "/path", "/reach")
"""The screens that the script has."""


def one_file(explorers: Sequence[Explorer]) -> str:
    """The page over the editions of a store, of which the first answers.

    Raises ExportError where the built files are not there, InvalidGraph, and what Store.run raises.
    """
    script, style = _built("explorer.js"), _built("explorer.css")
    packed = {
        "titles": packed_titles(),
        "joins": packed_joins(explorers[0]) if len(explorers) > 1 else None,
        "questions": packed_questions(),
    }
    data = [("map", packed_map(explorer)) for explorer in explorers]
    data += [(name, text) for name, text in packed.items() if text is not None]
    policy = (
        f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", NAME),
        Html(f'<link rel="icon" href="data:image/svg+xml,{quote(ICON)}">'),
        Html(f"<style>{style}</style>"),
    )
    links = [element("li", element("a", SCREENS[path], href=f"#{address(path)}")) for path in OF_A_FILE]
    body = element(
        "body",
        element("a", "To the content", href="#main", class_="skip"),
        element(
            "header",
            element("a", NAME, href="#/", class_="name"),
            element("nav", element("ul", *links), aria_label="Questions"),
        ),
        element("main", element("noscript", element("p", _NO_SCRIPT)), id="main", tabindex="-1"),
        element("footer", element("p", FOOTER)),
        *(element("script", Html(deflated(text)), type="text/plain", data_packed=name) for name, text in data),
        Html(f'<script type="module">{script}</script>'),
    )
    return document(head, body, lang="en-GB")


_NO_SCRIPT = (
    "This file answers by its script, which your browser does not run. The same explorer on a server needs none."
)

FOOTER = (
    "From the occupational maps of December 2017, Crown copyright, unless the edition says otherwise. "
    "Progressions are inferred by this project and are no advice of the government."
)
"""Whose the map is, and whose the progressions are."""


def _built(name: str) -> str:
    """A built file, as it may stand within an element."""
    try:
        text = (_BUILT / name).read_text("utf-8")
    except FileNotFoundError as error:
        raise ExportError(f"{name} is not built.", "Build what is in web/, or install the package.") from error
    if found := re.search(r"</(?:script|style)|<!--", text, re.IGNORECASE):
        raise ExportError(f"{name} holds {found[0]}, which no element may.")
    return text


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
