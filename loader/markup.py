"""Marked-up text as plain lines whose characters know where they stand in the source. beautifulsoup only here."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from .coverage import Claim, Owner, spans_of
from .errors import ReadingError
from .source import SourceText, Span

_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--.*?-->", re.DOTALL)
_ENTITY = re.compile(r"&(#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_INLINE = frozenset({"a", "abbr", "b", "em", "font", "i", "small", "span", "strong", "sub", "sup", "u"})
_ITALIC = frozenset({"em", "i"})
_NOWHERE = -1
_BULLET = re.compile(r"(?P<indent>\s*)(?P<mark>[-*•·])\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text as a reader of the page would see it. Slicing gives the Line of those characters."""

    text: str
    offsets: tuple[int, ...]
    """Where each character of `text` stands in the source; -1 for the space that joins two lines."""
    italics: tuple[bool, ...]
    """Whether each character of `text` is set in italics."""
    indent: int | None = None
    """The white space before the bullet; None for a line without a bullet."""

    def __getitem__(self, part: slice) -> Line:
        """The characters of a slice, as a Line."""
        return Line(self.text[part], self.offsets[part], self.italics[part], self.indent)

    def __bool__(self) -> bool:
        """Whether there is anything but white space."""
        return bool(self.text.strip())

    @property
    def folded(self) -> str:
        """The text with white space folded and none at either end."""
        return " ".join(self.text.split())

    def strip(self) -> Line:
        """Without the white space at either end."""
        start = len(self.text) - len(self.text.lstrip())
        return self[start : max(start, len(self.text.rstrip()))]

    @property
    def span(self) -> Span:
        """From the first character to the last, markup between them included. The line must hold some."""
        return Span(self.offsets[0], self.offsets[-1] + 1)

    def claims(self, owner: Owner) -> Iterator[Claim]:
        """One claim for each run of neighbouring characters; markup between them is not claimed."""
        for span in spans_of(offset for offset in self.offsets if offset != _NOWHERE):
            yield Claim(span, owner)


def join(first: Line, second: Line) -> Line:
    """The two lines as one, with a space between them that stands nowhere in the source."""
    return Line(
        f"{first.text} {second.text}",
        (*first.offsets, _NOWHERE, *second.offsets),
        (*first.italics, False, *second.italics),
        first.indent,
    )


def read_lines(source: SourceText, span: Span) -> tuple[list[Line], list[Claim]]:
    """The lines that a span of marked-up text shows, and the claims of its markup and bullets.

    A line ends at a line end, at `<br>` and at every element that is not inline; empty lines are left out.
    Raises ReadingError where the parser gave text that does not stand in the source.
    """
    raw = source.quote(span)
    lines: list[Line] = []
    text, offsets, italics = "", list[int](), list[bool]()
    claims: list[Claim] = []
    position = 0
    block: Tag | None = None

    def end_line() -> None:
        nonlocal text
        line = Line(text, tuple(offsets), tuple(italics))
        if bullet := _BULLET.match(text):
            claims.extend(line[bullet.start("mark") : bullet.end("mark")].claims(Owner.SEPARATOR))
            rest = line[bullet.end() :]
            line = Line(rest.text, rest.offsets, rest.italics, len(bullet["indent"]))
        if line:
            lines.append(line)
        text = ""
        offsets.clear()
        italics.clear()

    # lxml drops control characters, so they become spaces before it, one for one.
    soup = BeautifulSoup(_CONTROL.sub(" ", raw), "lxml")
    for node in soup.descendants:
        if isinstance(node, Tag):
            if node.name == "br":
                end_line()
            continue
        if type(node) is not NavigableString:  # a comment, say: markup
            continue
        ancestors = list(node.parents)
        nearest = next(a for a in ancestors if a.name not in _INLINE)
        if nearest is not block:
            end_line()
            block = nearest
        italic = any(a.name in _ITALIC for a in ancestors)
        for char in node:
            position, width = _find(raw, position, char)
            if position < 0:
                line = source.line_of(span.start)
                raise ReadingError(f"line {line}: the markup parser gave {char!r}, which stands nowhere in the cell.")
            if char == "\n":
                end_line()
            else:
                text += char
                offsets.append(span.start + position)
                italics.append(italic)
                claims += [Claim(Span(span.start + position + 1, span.start + position + width), Owner.MARKUP)] * (
                    width > 1
                )
            position += width
    end_line()
    return lines, claims + _markup(raw, span.start)


def _find(raw: str, position: int, char: str) -> tuple[int, int]:
    """Where `char` stands next in `raw` outside of tags, from `position` on, and how many characters it takes there.

    (-1, 0) where it does not.
    """
    while position < len(raw):
        if tag := _TAG.match(raw, position):
            position = tag.end()
            continue
        if (entity := _ENTITY.match(raw, position)) and html.unescape(entity[0]) == char:
            return position, len(entity[0])
        if raw[position] == char or ((raw[position].isspace() or _CONTROL.match(raw[position])) and char.isspace()):
            return position, 1
        position += 1
    return -1, 0


def _markup(raw: str, start: int) -> list[Claim]:
    return [Claim(Span(start + tag.start(), start + tag.end()), Owner.MARKUP) for tag in _TAG.finditer(raw)]
