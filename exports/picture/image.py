"""A picture, and how it stands in HTML."""

from __future__ import annotations

from base64 import b64encode
from html import escape
from typing import NamedTuple


class Picture(NamedTuple):
    """A picture, and its size in pixels."""

    svg: str
    width: int
    height: int


def image(svg: str, words: str) -> str:
    """A picture as an element that holds all of it. `words`: what is read out in its place.

    It is no SVG among the HTML: of a notebook that is not trusted, as one that was just downloaded, Jupyter would show
    the letters of that alone, run together. Nothing of an image runs, and nothing of it mixes with the page.
    """
    held = b64encode(svg.encode("utf-8")).decode("ascii")
    return f'<img alt="{escape(words)}" src="data:image/svg+xml;base64,{held}" />'
