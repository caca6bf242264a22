"""Text in a picture. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from career_pathways.exports.text import xml_text

FONTS = "Arial, Helvetica, 'Liberation Sans', 'DejaVu Sans', sans-serif"
"""In the order in which they are looked for."""

LEADING = 4
"""Between the letters of one line and the next."""

_SIZES = {"route": 22, "heading": 15, "title": 13, "name": 12, "text": 12, "reason": 11}
"""Of the letters, by what they are for."""
_BOLD = {"route", "heading", "title", "name"}


def folded(text: str, size: str, width: int) -> list[str]:
    """A text in lines that are no wider than `width`; what is wider in one word is broken, after "/" or "-" if it can.

    >>> folded("Contact handler - Emergency Services & NHS Integrated Urgent Care", "title", 196)
    ['Contact handler -', 'Emergency Services', '& NHS Integrated', 'Urgent Care']
    """
    lines = [""]
    for word in text.split():
        rest = word
        joined = f"{lines[-1]} {rest}".strip()
        if measured(joined, size) <= width:
            lines[-1] = joined
            continue
        while len(rest) > 1 and measured(rest, size) > width:
            fits = next(n for n in range(len(rest) - 1, 0, -1) if n == 1 or measured(rest[:n], size) <= width)
            after = max(rest.rfind(sign, 0, fits) for sign in "/-") + 1 or fits
            lines.append(rest[:after])
            rest = rest[after:]
        lines.append(rest)
    return [line for line in lines if line] or [""]


def measured(text: str, size: str) -> float:
    """How wide a text may be at most, in the widest of the fonts (Verdana's and DejaVu's letters)."""
    return sum(map(_em, text)) * _SIZES[size] * (1.15 if size in _BOLD else 1)


def _em(letter: str) -> float:
    for width, letters in ((0.4, "ijl.,'|:;!"), (0.48, "Ift r()[]/-"), (1.1, "mwMW%@&+=<>~^#_")):
        if letter in letters:
            return width
    if letter.isascii() or letter in "–‘’":
        return 0.8 if letter.isupper() else 0.65
    return 0.9 if letter < "\u0250" else 1.4  # Latin with accents; all else as wide as it comes


def height_of(lines: Sequence[str], size: str) -> int:
    """How much room lines of text take from top to bottom."""
    return len(lines) * (_SIZES[size] + LEADING)


def lettered(size: str, x: int, top: int, lines: Sequence[str], anchor: str = "start") -> str:
    """Lines of text as an SVG element whose class is their size; `anchor`: what of each line stands at `x`."""
    weight = ' font-weight="bold"' if size in _BOLD else ""
    step = _SIZES[size] + LEADING
    spans = "".join(
        f'<tspan x="{x}" y="{top + i * step + _SIZES[size]}">{safe(line)}</tspan>' for i, line in enumerate(lines)
    )
    return f'<text class="{size}" font-size="{_SIZES[size]}"{weight} text-anchor="{anchor}">{spans}</text>\n'


def safe(text: str) -> str:
    """A text as it stands between two tags."""
    return escape(xml_text(text))
