"""Marked-up text as plain lines, each character with its offset in the source.

1. A line ends at a line end, at `<br>` and at every element that a browser sets as a block (BLOCKS); an element of any
   other name is a part of its line.
2. Marks of footnotes go: what `<sup>` or a link sets as one ("1", "[a]", "*"), and signs that are nothing else, behind
   a word or a bracket. "2nd", "m²" and a level in brackets stay.
3. Word's list marks go: what stands between `<![if !supportLists]>` and its end, and a bullet.
4. A joiner (U+200C, U+200D) stays inside a sign and between letters of scripts that need it; beside Latin letters,
   digits and white space it goes.
5. Italics that nothing ends end with the first line that ends a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import repeat

from career_pathways.loader.source import Span

from .coverage import Claim, Owner, spans_of
from .pieces import BLOCKS, SPACE, Pieces

_EMPTY = frozenset("area base br col embed hr img input link meta param source track wbr".split())
"""Elements that have no end tag."""
_ENDS = {"td": ("td", "th"), "th": ("td", "th"), "p": ("p",), "li": ("li",)}
"""What an opening tag ends, as no end need be written for it."""
_ITALIC = ("em", "i")
_NOWHERE = -1

_BULLET = re.compile(
    r"(?P<indent>\s*)(?P<mark>[-*•·‣⁃∙\u2190-\u21ff\u25a0-\u25ff\u2713-\u2718\u2794-\u27be\ue000-\uf8ff])\s+(?=\S)"
)
"""With arrows, shapes and ticks, and the places of Word's fonts of signs."""
_JOINER = re.compile("(?<![^\x00-\u024f])[\u200c\u200d]+|[\u200c\u200d]+(?![^\x00-\u024f])")
_SIGN = re.compile(
    r"(?<=[)\]])[*†‡§¶¹²³⁰⁴-⁹]+"
    r"|(?<=\S)\[\^\w{1,20}\]"
    r"|(?<=\w)(?<!\bm)(?<!\b[cdkm]m)(?<!\bft)(?:[†‡§¶]+(?!\w)|[¹²³⁰⁴-⁹]+(?!\w)|[*†‡§¶¹²³⁰⁴-⁹]+(?=\s*(?:[(\[:;,]|$)))"
)
"""Marks of footnotes behind a word or a bracket, and "[^1]", as Markdown has them; in "m²" the digit is a part of the
word."""
NOTE = re.compile(
    r"[\[(]?\s*(?:(?:note )?\d{1,3}(?:\s?[,–-]\s?\d{1,3}){0,9}|[a-z](?:\s?,\s?[a-z]){0,3}|[ivx]{1,4})\s*[\])]?"
    r"|[*†‡§¶#]+",
    re.IGNORECASE,
)
"""What is set as the mark of a footnote."""
_UNIT = re.compile(r"\b(?:[cdkm]?m|ft)\s*$")
_LEVEL = re.compile(r"\(\s*\d\s*\)")


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
        held = (o for o, char in zip(self.offsets, self.text, strict=True) if o != _NOWHERE and char != SPACE)
        for span in spans_of(held):
            yield Claim(span, owner)


def join(lines: Sequence[Line]) -> Line:
    """The lines, one at least, as one, with a space between them that is not in the source."""
    offsets, italics = list(lines[0].offsets), list(lines[0].italics)
    for line in lines[1:]:
        offsets += (_NOWHERE, *line.offsets)
        italics += (False, *line.italics)
    return Line(" ".join(line.text for line in lines), tuple(offsets), tuple(italics), lines[0].indent)


class _Elements:
    """Which elements are open; a closing tag closes what was opened in it, too."""

    def __init__(self) -> None:
        self._open: list[str] = []
        self._count: dict[str, int] = {}

    @property
    def italic(self) -> bool:
        """Whether text that follows is set in italics."""
        return any(map(self._count.get, _ITALIC))

    def read(self, tag: str) -> None:
        """Open or close what a tag opens or closes; the next cell or paragraph ends the one that is open."""
        if tag[0] == "/":
            self._close(tag[1:])
        elif tag[-1] != "/" and tag not in _EMPTY:
            for ended in _ENDS.get(tag, ()):
                self._close(ended)
            self._open.append(tag)
            self._count[tag] = self._count.get(tag, 0) + 1

    def _close(self, name: str) -> None:
        closed = None if self._count.get(name) else name  # one that is not open closes nothing
        while closed != name:
            closed = self._open.pop()
            self._count[closed] -= 1


class _Page:
    """The lines of a span of marked-up text while it is read."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.claims: list[Claim] = []
        self._text: list[str] = []
        self._offsets: list[int] = []
        self._italics: list[bool] = []
        self._marks: dict[str, tuple[int, int]] = {}
        """The open elements that may hold a mark: how many texts, and characters, of the line stand before them."""

    def add(self, text: str, offset: int, *, italic: bool) -> None:
        """Add text that is shown, and the offset of its first character in the source."""
        if text:
            self._text.append(text)
            self._offsets.extend(range(offset, offset + len(text)))
            self._italics.extend(repeat(italic, len(text)))

    def hide(self, start: int, end: int) -> None:
        """Claim characters of the source that are not shown."""
        self.claims.append(Claim(Span(start, end), Owner.MARKUP))

    def begin_mark(self, element: str) -> None:
        """What follows may be a mark, until `end_mark`."""
        self._marks[element] = len(self._text), len(self._offsets)

    def end_mark(self, element: str, following: str) -> None:
        """Hide what the element held, where it is a mark (rules 2 and 3); `following`: the source behind it."""
        if element not in self._marks:
            return
        texts, characters = self._marks.pop(element)
        held, before = (
            "".join(self._text[texts:]).strip(),
            "".join(t[-9:] for t in self._text[max(texts - 4, 0) : texts]),
        )
        if element != "list" and (
            not NOTE.fullmatch(held)
            or not before.strip()
            or (_LEVEL.fullmatch(held) and not following.lstrip().startswith("("))
            or (element == "a" and held.isalnum())  # a link to a number, maybe
            or (held.isdigit() and _UNIT.search(before))
        ):
            return
        line = Line("".join(self._text[texts:]), tuple(self._offsets[characters:]), tuple(self._italics[characters:]))
        self.claims.extend(line.claims(Owner.MARKUP))
        del self._text[texts:], self._offsets[characters:], self._italics[characters:]

    def end_line(self) -> None:
        """Begin a new line, if the one before holds anything."""
        self._marks.clear()
        if not self._text:
            return
        line = Line("".join(self._text), tuple(self._offsets), tuple(self._italics))
        for marks in (_JOINER, _SIGN):  # Rules 4 and 2
            line = self._without(line, marks)
        if bullet := _BULLET.match(line.text):
            self.claims.extend(line[bullet.start("mark") : bullet.end("mark")].claims(Owner.SEPARATOR))
            line = replace(line[bullet.end() :], indent=len(bullet["indent"]))
        if line:
            self.lines.append(line)
        self._text, self._offsets, self._italics = [], [], []

    def end_italics(self) -> None:
        """Rule 5: italics that nothing ends end with the first line that ends a sentence."""
        first = next((i + 1 for i in range(len(self.lines) - 1, -1, -1) if not all(self.lines[i].italics)), 0)
        first = max(first - 1, 0)  # they may begin within a line
        for i in range(first, len(self.lines)):
            if self.lines[i].italics[-1] and self.lines[i].text.rstrip().endswith("."):
                self.lines[i + 1 :] = [replace(x, italics=(False,) * len(x.text)) for x in self.lines[i + 1 :]]
                return

    def _without(self, line: Line, marks: re.Pattern[str]) -> Line:
        """A line without what an expression finds in it, which is claimed as markup."""
        found = [(m.start(), m.end()) for m in marks.finditer(line.text)]
        if not found:
            return line
        kept = []
        position = 0
        for start, end in found:
            self.claims.extend(line[start:end].claims(Owner.MARKUP))
            kept.append(line[position:start])
            position = end
        kept.append(line[position:])
        return Line(
            "".join(part.text for part in kept),
            tuple(offset for part in kept for offset in part.offsets),
            tuple(italic for part in kept for italic in part.italics),
            line.indent,
        )


def read_lines(pieces: Pieces, span: Span) -> tuple[list[Line], list[Claim]]:
    """The lines that a span of marked-up text shows, and the claims of its markup and bullets.

    Empty lines are left out. The time grows with the length of the text, whatever it holds.
    """
    text, page, elements = pieces.source.text, _Page(), _Elements()
    position = span.start
    while position < span.end and text[position] in " \t\r\n":  # white space before a cell's text is no indent
        position += 1
    for start, end, kind, shown in pieces.within(span):
        if start < position:
            continue
        italic = elements.italic
        page.add(text[position:start], position, italic=italic)
        position = end
        if kind in {"reference", "control"}:
            page.add(shown, start, italic=italic)
            page.hide(start + len(shown.replace(SPACE, "")), end)
        elif kind not in {"line_end", "break"}:
            page.hide(start, end)
        if kind in {"line_end", "break"} or (kind == "tag" and shown.strip("/") in BLOCKS):
            page.end_line()
        if kind == "tag":
            elements.read(shown)
            if shown in {"sup", "a"}:
                page.begin_mark(shown)
            elif shown in {"/sup", "/a"}:
                page.end_mark(shown[1:], text[end : end + 20])
        elif kind == "comment" and "supportLists" in shown:
            page.begin_mark("list")
        elif kind == "comment" and "endif" in shown:
            page.end_mark("list", "")
    page.add(text[position : span.end], position, italic=elements.italic)
    page.end_line()
    if elements.italic:
        page.end_italics()
    return page.lines, page.claims
