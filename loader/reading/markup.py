"""Marked-up text as plain lines whose characters know where they stand in the source. beautifulsoup only here."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from warnings import catch_warnings, simplefilter

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning
from bs4.element import NavigableString, Tag

from career_pathways.loader.errors import ReadingError
from career_pathways.loader.source import SourceText, Span

from .coverage import Claim, Owner, spans_of

_KNOWN = "a|abbr|b|br|div|em|font|h[1-6]|hr|i|li|ol|p|small|span|strong|sub|sup|table|tbody|td|th|thead|tr|u|ul"
_TAG = re.compile(rf"</?(?:{_KNOWN})(?:\s[^<>]*)?/?>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ue000-\ue002\ufffe\uffff]")
"""What lxml drops or refuses, and what stands for something else below: markup, read as a space."""
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
"""Soft hyphens, joiners and the like: markup, and no part of a word."""
_LESS, _AND, _NOTHING = "\ue000", "\ue001", "\ue002"
"""Stand for "<" and "&" that are text, and for what is invisible, so that the parser gives back each character."""
_INLINE = frozenset({"a", "abbr", "b", "em", "font", "i", "small", "span", "strong", "sub", "sup", "u"})
_ITALIC = frozenset({"em", "i"})
_NOWHERE = -1
_SPACE = "\u00a0"
"""What an entity of white space is read as, and what a control character: all of it is markup then."""

MOST_TAGS = 2_000
"""Of one cell or paragraph; the packaged document has at most 90. The parser's time grows with their square."""
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
        held = (o for o, char in zip(self.offsets, self.text, strict=True) if o != _NOWHERE and char != _SPACE)
        for span in spans_of(held):
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

    A line ends at a line end, at `<br>` and at every element that is not inline; empty lines are left out. A "<" that
    begins no element that we know is text.
    Raises ReadingError where the parser gave text that does not stand in the source.
    """
    raw = source.quote(span)
    shown = _for_the_parser(raw)
    tags = {tag.start(): tag.end() for tag in _TAG.finditer(raw)}
    if len(tags) > MOST_TAGS:
        raise ReadingError(
            f"line {source.line_of(span.start)}: {len(tags):,} tags in one cell, and at most {MOST_TAGS:,} are read\n"
            f"  {raw[:60]}…\nTake out the markup that shows nothing."
        )
    claims = _markup(raw, tags, span.start)
    lines: list[Line] = []
    text, offsets, italics = "", list[int](), list[bool]()

    def end_line() -> None:
        nonlocal text
        line, entities = _without_entities(Line(text, tuple(offsets), tuple(italics)))
        claims.extend(entities)
        if bullet := _BULLET.match(line.text):
            claims.extend(line[bullet.start("mark") : bullet.end("mark")].claims(Owner.SEPARATOR))
            rest = line[bullet.end() :]
            line = Line(rest.text, rest.offsets, rest.italics, len(bullet["indent"]))
        if line:
            lines.append(line)
        text = ""
        offsets.clear()
        italics.clear()

    position = 0
    block: Tag | None = None
    with catch_warnings():  # beautifulsoup warns of a text that looks like a file or an address; it is neither
        simplefilter("ignore", MarkupResemblesLocatorWarning)
        soup = BeautifulSoup(shown, "lxml")
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
            position = _find(shown, tags, position, char)
            if position < 0:
                raise ReadingError(
                    f"line {source.line_of(span.start)}: the markup parser gave {char!r}, which stands nowhere there\n"
                    f"  {raw[:60]}…\nTake out the markup that is damaged."
                )
            if char == "\n":
                end_line()
            elif char != _NOTHING:
                text += {_LESS: "<", _AND: "&"}.get(char, char)
                offsets.append(span.start + position)
                italics.append(italic)
            position += 1
    end_line()
    return lines, claims


def _markup(raw: str, tags: Mapping[int, int], offset: int) -> list[Claim]:
    """The claims of the tags and of what is invisible outside of them."""
    text = _blanked(raw, tags)
    invisible = (m.span() for pattern in (_INVISIBLE, _CONTROL) for m in pattern.finditer(text))
    return [Claim(Span(offset + start, offset + end), Owner.MARKUP) for start, end in (*tags.items(), *invisible)]


def _blanked(raw: str, tags: Mapping[int, int]) -> str:
    """The text with spaces for its tags."""
    for start, end in tags.items():
        raw = raw[:start] + " " * (end - start) + raw[end:]
    return raw


def _for_the_parser(raw: str) -> str:
    """The text, character for character, so that the parser gives all of it back that is no element that we know."""
    shown = list(_INVISIBLE.sub(_NOTHING, _CONTROL.sub(_SPACE, raw)))
    for i, char in enumerate(shown):
        if char == "&":
            shown[i] = _AND
        elif char == "<" and not _TAG.match(raw, i):
            shown[i] = _LESS
    return "".join(shown)


def _find(shown: str, tags: Mapping[int, int], position: int, char: str) -> int:
    """Where `char` stands next outside of tags, from `position` on; -1 where it does not."""
    while position < len(shown):
        if position in tags:
            position = tags[position]
        elif shown[position] == char or (shown[position].isspace() and char.isspace()):
            return position
        else:
            position += 1
    return -1


def _without_entities(line: Line) -> tuple[Line, list[Claim]]:
    """The line with each entity as the character that it stands for, and the claims of the rest of the entity."""
    claims: list[Claim] = []
    for entity in reversed(list(_ENTITY.finditer(line.text))):
        char = html.unescape(entity[0])
        if len(char) == 1 and not _CONTROL.match(char):
            start, end = entity.span()
            if char.isspace():
                char = _SPACE
            claims += line[start + (char != _SPACE) : end].claims(Owner.MARKUP)
            line = Line(
                line.text[:start] + char + line.text[end:],
                line.offsets[: start + 1] + line.offsets[end:],
                line.italics[: start + 1] + line.italics[end:],
            )
    return line, claims
