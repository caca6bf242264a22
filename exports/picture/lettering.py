"""Text in a picture. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import category
from xml.sax.saxutils import escape

from career_pathways.exports.text import xml_text

FONTS = "Arial, Helvetica, 'Liberation Sans', 'DejaVu Sans', sans-serif"
"""In the order in which they are looked for."""

LEADING = 4
"""Between the letters of one line and the next."""

_SIZES = {"route": 22, "heading": 15, "title": 13, "name": 12, "text": 12, "reason": 11}
"""Of the letters, by what they are for."""
_BOLD = {"route", "heading", "title", "name"}
_JOINER = "\u200d"


def in_lines(text: str, size: str, width: int) -> list[str]:
    """A text as XML can say it, `folded`."""
    return folded(xml_text(text), size, width)


def folded(text: str, size: str, width: int) -> list[str]:
    """A text in lines that are no wider than `width`; what is wider in one word is broken, after "/" or "-" if it can.

    What several characters make up, a letter with its accents or an emoji with its joiners, stays on one line.

    >>> folded("Contact handler - Emergency Services & NHS Integrated Urgent Care", "title", 196)
    ['Contact handler -', 'Emergency Services', '& NHS Integrated', 'Urgent Care']
    """
    lines = [""]
    for word in text.split():
        joined = f"{lines[-1]} {word}".strip()
        if measured(joined, size) <= width:
            lines[-1] = joined
            continue
        begin = 0
        while begin < len(word):
            end = _line_end(word, begin, size, width)
            lines.append(word[begin:end])
            begin = end
    return [line for line in lines if line] or [""]


def _line_end(word: str, begin: int, size: str, width: int) -> int:
    """Where to break a word so that the letters from `begin` on are no wider than `width`: after one at least.

    It looks at no letter beyond that line, so that twice the word takes twice the time.
    """
    em, end = 0.0, begin
    while end < len(word):
        em += _em(word[end])
        if end > begin and _in_pixels(em, size) > width:
            break
        end += 1
    else:
        return end
    whole = [at for at in range(end, begin, -1) if not _joined(word[at - 1], word[at])]
    return next((at for at in whole if word[at - 1] in "/-"), whole[0] if whole else end)


def _joined(before: str, letter: str) -> bool:
    """Whether a letter makes up one sign with the one before it: by a joiner, as an accent or as a colour of skin."""
    if letter.isascii():
        return False
    return (
        _JOINER in (before, letter)
        or category(letter) in {"Mn", "Me", "Mc"}
        or "\U0001f3fb" <= letter <= "\U0001f3ff"
        or "\U000e0020" <= letter <= "\U000e007f"
    )


def measured(text: str, size: str) -> float:
    """How wide a text may be at most, in the widest of the fonts (Verdana's and DejaVu's letters)."""
    return _in_pixels(sum(map(_em, text)), size)


def _in_pixels(em: float, size: str) -> float:
    return em * _SIZES[size] * (1.15 if size in _BOLD else 1)


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
