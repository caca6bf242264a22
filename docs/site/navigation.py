"""The tree of pages at the side of each page, made once a folder: to make it anew for each takes as long as the pages.

Sphinx and Furo are given the tree without a page that is the current one, and that page is marked in what they made.
"""

from __future__ import annotations

import posixpath
import re
from typing import Any

from sphinx.application import Sphinx

_kept: dict[str, str] = {}
"""The tree of each folder."""


def keep_tree(app: Sphinx, name: str, template: str, context: dict[str, Any], tree: Any) -> None:  # noqa: ARG001
    """Give Furo the tree of the page's folder; Sphinx calls it before Furo asks."""
    made = context["toctree"]

    def kept(**options: Any) -> str:
        folder, last = posixpath.split(name)
        if folder not in _kept:
            _kept[folder] = _without_current(made(**options) or "", f"{last}.html")
        return _kept[folder]

    context["toctree"] = kept


def _without_current(tree: str, file: str) -> str:
    """A tree as it is of no page."""
    plain = tree.replace('<ul class="current">', "<ul>").replace(' current">', '">')
    return plain.replace('"current reference internal" href="#"', f'"reference internal" href="{file}"')


def with_current(page: str, file: str) -> str:
    """A page's HTML with it as the current one of its tree, and what holds it open."""
    link = '"><a class="reference internal" href="'
    page = re.sub(
        rf'<li class="(toctree-l\d(?: has-children)?){link}{re.escape(file)}">',
        r'<li class="\1 current current-page"><a class="current reference internal" href="#">',
        page,
        count=1,
    )
    is_index = r'<li class="toctree-l1 has-children current current-page"><a class="[^"]*" href="#">[^<]*</a><input '
    holds = r'<li class="toctree-l1 has-children"><a class="reference internal" href="index.html">[^<]*</a><input '
    return re.sub(f"{is_index}|{holds}", r'\g<0>checked="" ', page, count=1)
