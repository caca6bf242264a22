"""Marked-up text as plain lines, each character with its offset in the source. beautifulsoup only here."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import repeat

from bs4 import BeautifulSoup

from career_pathways.loader.source import SourceText, Span

from .coverage import Claim, Owner, spans_of

_BLOCK = "div|h[1-6]|li|ol|p|table|tbody|td|th|thead|tr|ul"
_INLINE = "a|abbr|b|em|font|i|small|span|strong|sub|sup|u"
_REST = r"""(?:\s(?:"[^"<]*+"|'[^'<]*+'|[^<>"'])*+>|\s[^<>]*>|/?>)"""
"""What follows the name of a tag: a ">" within quotes does not end it, unless a quote is left open."""
_CONTROL = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]"
_PIECE = re.compile(
    r"(?P<line_end>\r\n?|\n)"
    rf"|(?P<break></?(?i:br|hr){_REST})|(?P<block></?(?i:{_BLOCK}){_REST})|(?P<inline></?(?i:{_INLINE}){_REST})"
    r"|(?P<comment><!--)"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});)"
    f"|(?P<control>{_CONTROL})|(?P<invisible>[\u00ad\u200b-\u200f\u2060\ufeff])"
)
"""What is not shown as it stands. Control characters, lone surrogates and what is no character read as a space; soft
hyphens, joiners and the like are no part of a word. A "<" that begins none of these is text."""
_NAME = re.compile(r"</?\w+")
_ENDS = {"<td": ("td", "th"), "<th": ("td", "th"), "<p": ("p",)}
"""What an opening tag ends, as no end need be written for it."""
_ITALIC = ("em", "i")
_NOWHERE = -1
_SPACE = "\u00a0"
"""What an entity of white space is read as, and what a control character: all of it is markup then."""

_BULLET = re.compile(r"(?P<indent>\s*)(?P<mark>[-*•·])\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text as a reader of the page would see it. Slicing gives the Line of those characters."""

    text: str
    offsets: tuple[int, ...]
    """The offset of each character of `text` in the source; -1 for the space that joins two lines."""
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
        held = (o for o, char in zip(self.offsets, self.text, strict=True) if o != _NOWHERE and char != _SPACE)
        for span in spans_of(held):
            yield Claim(span, owner)


def join(first: Line, second: Line) -> Line:
    """The two lines as one, with a space between them that is not in the source."""
    return Line(
        f"{first.text} {second.text}",
        (*first.offsets, _NOWHERE, *second.offsets),
        (*first.italics, False, *second.italics),
        first.indent,
    )


class _Elements:
    """Which elements are open: beautifulsoup reads the tags one by one, and closes what a closing tag leaves open.

    It is not given the text, since it would link each into its tree in as many steps as the text is deep.
    """

    def __init__(self) -> None:
        self.italic = False
        """Whether text that follows is set in italics."""

    def read(self, tag: str) -> None:
        """Open or close what a tag opens or closes; the next cell or paragraph ends the one that is open."""
        name = _NAME.match(tag)[0].lower()  # type: ignore[index]
        for ended in _ENDS.get(name, ()):
            if self._soup.open_tag_counter[ended]:
                self._soup.builder.feed(f"</{ended}>")
        self._soup.builder.feed(f"{name}{'/' * tag.endswith('/>')}>")  # attributes say nothing of italics
        self.italic = any(self._soup.open_tag_counter[name] for name in _ITALIC)

    @cached_property
    def _soup(self) -> BeautifulSoup:
        """What beautifulsoup has read; most cells have no tag and need none."""
        soup = BeautifulSoup("", "html.parser")
        soup.builder.initialize_soup(soup)
        return soup


class _Page:
    """The lines of a span of marked-up text while it is read."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.claims: list[Claim] = []
        self._text: list[str] = []
        self._offsets: list[int] = []
        self._italics: list[bool] = []

    def add(self, text: str, offset: int, *, italic: bool) -> None:
        """Add text that is shown, and the offset of its first character in the source."""
        if text:
            self._text.append(text)
            self._offsets.extend(range(offset, offset + len(text)))
            self._italics.extend(repeat(italic, len(text)))

    def hide(self, start: int, end: int) -> None:
        """Claim characters of the source that are not shown."""
        self.claims.append(Claim(Span(start, end), Owner.MARKUP))

    def end_line(self) -> None:
        """Begin a new line, if the one before holds anything."""
        if not self._text:
            return
        line = Line("".join(self._text), tuple(self._offsets), tuple(self._italics))
        if bullet := _BULLET.match(line.text):
            self.claims.extend(line[bullet.start("mark") : bullet.end("mark")].claims(Owner.SEPARATOR))
            rest = line[bullet.end() :]
            line = Line(rest.text, rest.offsets, rest.italics, len(bullet["indent"]))
        if line:
            self.lines.append(line)
        self._text, self._offsets, self._italics = [], [], []


def read_lines(source: SourceText, span: Span) -> tuple[list[Line], list[Claim]]:
    """The lines that a span of marked-up text shows, and the claims of its markup and bullets.

    A line ends at a line end, at `<br>` and at every element that is not inline; empty lines are left out. A "<" that
    begins no element that we know is text. The time grows with the length of the text, whatever it holds.
    """
    raw, offset = source.quote(span), span.start
    page, elements = _Page(), _Elements()
    last_comment = raw.rfind("-->")
    position = len(raw) - len(raw.lstrip(" \t\r\n"))  # white space before a cell's text is no indent
    for piece in _PIECE.finditer(raw):
        kind, (start, end) = piece.lastgroup, piece.span()
        if start < position:  # in a comment, say
            continue
        shown = _SPACE if kind == "control" else ""
        if kind == "comment":
            if last_comment < start + 2:  # it has no end: text
                continue
            end = raw.index("-->", start + 2) + 3
        elif kind == "entity":
            shown = html.unescape(piece[0])
            if len(shown) != 1 or re.match(_CONTROL, shown):  # it names no character: text
                continue
            shown = _SPACE if shown.isspace() else shown
        page.add(raw[position:start], offset + position, italic=elements.italic)
        page.add(shown, offset + start, italic=elements.italic)
        position = end
        if kind != "line_end":
            page.hide(offset + start + (shown not in {"", _SPACE}), offset + end)
        if kind in {"line_end", "break", "block"}:
            page.end_line()
        if kind in {"block", "inline"}:
            elements.read(piece[0])
    page.add(raw[position:], offset + position, italic=elements.italic)
    page.end_line()
    return page.lines, page.claims
