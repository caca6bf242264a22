"""What Furo and docutils leave undone in their HTML for whoever listens to a page or has no mouse."""

from __future__ import annotations

import re
from pathlib import Path

from navigation import with_current

_REPLACED = {
    ' role="heading"': "",  # above the lists of the sidebar: without a level, and before the heading of the page
    '<aside class="sidebar-drawer">': '<aside class="sidebar-drawer" aria-label="Pages">',
    '<aside class="toc-drawer">': '<aside class="toc-drawer" aria-label="On this page">',
    '<aside class="toc-drawer no-toc">': '<aside class="toc-drawer no-toc" aria-label="On this page">',
    '<div id="search-results"></div>': '<h1>Search</h1>\n<div id="search-results"></div>',
}
_HEADING_OF_NOTHING = re.compile(r"<th[^>]*>(<p></p>)?</th>")
_OPTION = re.compile(r'<span class="pre">(--?\w)')
_CLOSED = r'</span><span class="closing">\1</span>'
_SIGNATURE = re.compile(r'<dt class="sig.*?</dt>', re.DOTALL)


def mend(site: Path) -> None:
    """Mend every page of a site."""
    for file in site.rglob("*.html"):
        file.write_text(with_current(mended(file.read_text("utf-8")), file.name), "utf-8")


def mended(page: str) -> str:
    """A page with names for its landmarks, lists that are lists, and options that no end of a line parts."""
    for found, better in _REPLACED.items():
        page = page.replace(found, better)
    page = _OPTION.sub(r'<span class="pre whole">\1', page)
    return _SIGNATURE.sub(_without_list, _HEADING_OF_NOTHING.sub("<td></td>", page))


def _without_list(signature: re.Match[str]) -> str:
    """A signature, whose parameters stand in a list without terms, each in a line of its own all the same."""
    lines = re.sub(r"\s*<dl[^>]*>", '<span class="parameters">', signature[0])
    lines = re.sub(r'\s*</dl>\s*(.*?)(?=<a class="headerlink"|</dt>)', _CLOSED, lines, flags=re.DOTALL)
    return lines.replace("<dd>", '<span class="parameter">').replace("</dd>", "</span>")
