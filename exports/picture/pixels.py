"""The picture of a part in pixels: PNG."""

from __future__ import annotations

from typing import BinaryIO
from xml.sax.saxutils import quoteattr

import resvg_py

from career_pathways.exports.part import Part
from career_pathways.loader.errors import ExportError, WrongExport

from .lettering import FONTS
from .map_picture import picture

_LONGEST = 32_767
"""Pixels a side: many programs open no more."""
_MOST = 60_000_000
"""Pixels of all: that takes some six seconds to draw, and half a gigabyte."""


def png(part: Part, out: BinaryIO) -> None:
    """Write the picture of map_picture.py as PNG, in double size where that is not too large.

    Its letters are those of the machine's fonts. Raises ExportError where no font is found, WrongExport where the
    picture is too large for what opens PNG.
    """
    text, width, height = picture(part)
    side, area = max(width, height), width * height
    if side > _LONGEST or area > _MOST:
        raise WrongExport(
            f"A picture of {width:,} by {height:,} pixels is too large for PNG:",
            "choose a route or a pathway, or export svg",
        )
    zoom = 2 if 2 * side <= _LONGEST and 4 * area <= _MOST else 1
    if not _has_fonts():
        cure = "install DejaVu Sans, Liberation Sans or Noto Sans, or export svg"
        raise ExportError("PNG needs a font, and none was found:", cure)
    out.write(_rendered(text, zoom))


def _rendered(text: str, zoom: int) -> bytes:
    # the last of FONTS stands for any other font; where none of the rest is there, this one may be
    return bytes(resvg_py.svg_to_bytes(svg_string=text, zoom=zoom, sans_serif_family="Noto Sans"))


def _has_fonts() -> bool:
    """Whether letters are drawn: without a font, resvg leaves them out and says nothing."""
    one, none = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20" font-family={quoteattr(FONTS)}>'
        f'<text y="15">{letters}</text></svg>'
        for letters in ("a", "")
    )
    return _rendered(one, 1) != _rendered(none, 1)
