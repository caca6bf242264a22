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
from career_pathways.explorer.serving.whole import refuse_large
from career_pathways.loader.errors import ExportError

from .html import Html, document, element
from .packed_columns import deflated
from .packed_joins import packed_joins
from .packed_map import packed_map, whose
from .packed_words import packed_questions, packed_titles
from .page import ICON, NAME, SCREENS, frame

_BUILT = Path(__file__).parent / "built"

_OF_A_SERVER = frozenset({"/cypher"})
"""The screens that the script has not."""


def one_file(explorers: Sequence[Explorer]) -> str:
    """The page over the editions of a store, of which the first answers.

    Raises ExportError where the built files are not there, StoreError for a map that is too large, InvalidGraph, and
    what Store.run raises.
    """
    refuse_large(explorers[0].store)
    script, style = _built("explorer.js"), _built("explorer.css")
    packed = {
        "titles": packed_titles(),
        "joins": packed_joins(explorers[0]) if len(explorers) > 1 else None,
        "questions": packed_questions(),
    }
    data = [_held("map", packed_map(explorer), **_of_map(explorer)) for explorer in explorers]
    data += [_held(name, text) for name, text in packed.items() if text is not None]
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
    screens = [path for path in SCREENS if path not in _OF_A_SERVER]
    body = element(
        "body",
        element("a", "To the content", href="#main", class_="skip"),
        *frame(
            screens, [element("noscript", element("p", _NO_SCRIPT))], foot=whose(explorers[0])["foot"], fragments=True
        ),
        *data,
        Html(f'<script type="module">{script}</script>'),
    )
    return document(head, body, lang="en-GB")


_NO_SCRIPT = (
    "This file answers by its script, which your browser does not run. The same explorer on a server needs none."
)


def _held(name: str, packed: str, **attributes: str) -> Html:
    """Rule 1."""
    return element("script", Html(deflated(packed)), type="text/plain", data_packed=name, **attributes)


def _of_map(explorer: Explorer) -> dict[str, str]:
    return {f"data_{name}": text for name, text in whose(explorer).items()}


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
