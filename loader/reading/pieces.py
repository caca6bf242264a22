"""A document as pieces: the tags, comments, references and characters that are not shown as they stand.

What stands between two pieces is text. Every part of the reader works on these pieces, so that no two of them can
disagree where a tag ends. The grammar is that of HTML (https://html.spec.whatwg.org/multipage/parsing.html), for text
that was damaged:

1. A tag is "<" or "</", a letter, and anything up to its ">"; a ">" within quotes does not end it. Where a quote is
   left open, the first ">" ends the tag.
2. "<!--" to "-->" is a comment; "<!…>" and "<?…>" are declarations. A "<" that begins none of these is text.
3. Some elements are never shown (HIDDEN): they go with their content. Without an end tag only their tag goes.
4. A reference is read as HTML reads it, also without its ";", and also where it was escaped again: "&amp;nbsp;".

The time grows with the length of the text: each expression stops at the next "<", "&" or quote that it may not hold.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from html import unescape
from html.entities import html5
from itertools import chain
from typing import NamedTuple

from career_pathways.loader.errors import ReadingError
from career_pathways.loader.source import SourceText, Span

HIDDEN = frozenset({"noscript", "script", "style", "template", "title", "xml"})
"""Elements that no page shows; `xml` is Word's own data in a saved page, and of `noscript` only a notice is hidden."""

BLOCKS = frozenset(
    "address article aside blockquote body br caption center col colgroup dd details dialog dir div dl dt fieldset"
    " figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu nav ol"
    " optgroup option p pre search section summary table tbody td tfoot th thead title tr ul".split()
)
"""Elements that the HTML standard's style sheet for browsers sets as blocks, list items or parts of tables."""
SPACE = "\u00a0"
"""What a reference to white space is read as, and a control character: all of it is markup then."""

_INVISIBLE = "\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
"""Soft hyphens, marks of direction and the like: no part of a word, and no more are the colours of a terminal (`escape`
in the grammar). Joiners are markup.py's."""
_CONTROL = "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff"
_NO_TEXT = re.compile(f"[{_CONTROL}]")
_UNSEEN = re.compile(f"[{_INVISIBLE}]")


def _grammar(space: str, tab: str) -> re.Pattern[str]:
    """The pieces of a text; `space`: the white space that a tag may hold, `tab`: a tab where it may hold none."""
    name = r"""[^\s<>/"'=]++"""
    value = rf"""(?:"[^"<{tab}]*+"|'[^'<{tab}]*+'|[^\s<>"']++)"""
    plain = rf"""[{space}/]++{name}(?:[{space}]*+=[{space}]*+{value}|(?![{space}]*+=))"""
    with_tag = rf"""[{space}/]++{name}[{space}]*+=[{space}]*+(?:"[^"\t\r\n]{{0,400}}+"|'[^'\t\r\n]{{0,400}}+')"""
    rest = rf"(?:{plain})*+(?:{with_tag}(?:{plain})*+){{0,3}}+[{space}/]*+>|[ /][^<>\r\n{tab}]*+>"
    return re.compile(
        rf"(?=[<&\r\n\x0b\x0c\x85\u2028\u2029{_CONTROL}{_INVISIBLE}])(?:"  # most characters begin no piece
        r"(?P<line_end>\r\n?|\n)|(?P<break>[\x0b\x0c\x85\u2028\u2029])"
        r"|(?P<comment><!--)|(?P<literal><!\[CDATA\[)"
        rf"|(?P<declaration><[!?][^<>{tab}]*+>)"
        rf"|(?P<tag></?[A-Za-z][^\s<>/]*+(?:{rest}))"
        r"|(?P<reference>&(?P<again>(?:amp;)*+)(?:\#(?:[0-9]{1,9}|[xX][0-9a-fA-F]{1,8});?|[A-Za-z][A-Za-z0-9]{1,31};?)?)"
        r"|(?P<escape>\x1b\[[0-?]*+[ -/]*+[@-~])"
        f"|(?P<control>[{_CONTROL}])|(?P<invisible>[{_INVISIBLE}]))"
    )


_TEXT_GRAMMAR = _grammar(r" \r\n\f", r"\t")
_PAGE_GRAMMAR = _grammar(r"\s", "")
_PAGE = re.compile(r"<(?:!doctype\s+html|html|body|t[dh])[\s>]", re.IGNORECASE)
"""What only a page has; in any other text a tab parts two cells, and no tag holds one."""
_NAME = re.compile(r"</?([^\s<>/]+)")
_NOTICE = re.compile(r"java\s?script|\bcookies?\b|\bbrowsers?\b", re.IGNORECASE)
"""What a `noscript` says that is no part of the page; any other has what scripts would have shown."""
_COMMENT_END = re.compile("--!?>")
HEADING = r"Occupational\s+Maps?\s*[:：–—-]"
"""How the heading of a route begins, as it stands most often, without regard to capitals."""
_WHAT_IS_READ = re.compile(rf"(?:^|\t)[^\w\r\n]*+(?:{HEADING}|Clusters?\s*:)", re.IGNORECASE | re.MULTILINE)
_HEADING = re.compile(rf"^[^\w\r\n]*+{HEADING}", re.IGNORECASE | re.MULTILINE)


class Piece(NamedTuple):
    """Characters of the source that are not shown as they stand."""

    start: int
    end: int
    kind: str
    """`line_end`, `break` (ends a line, too), `tag`, `comment`, `hidden`, `reference` or `control`."""
    text: str = ""
    """Of a tag its name in small letters, with "/" before it in an end tag and behind it in an empty one.

    Of a reference and a control character what is shown instead; of a comment or declaration what it is."""


class Pieces:
    """A document, and all its pieces in order."""

    def __init__(self, source: SourceText, pieces: Iterable[Piece]) -> None:
        """`pieces`: in their order."""
        self.source = source
        self.all = list(pieces)
        self._starts = [piece.start for piece in self.all]

    def within(self, span: Span) -> list[Piece]:
        """The pieces that begin in a span."""
        return self.all[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]

    def just_before(self, offset: int) -> Piece | None:
        """The piece that ends at an offset, if one does."""
        at = bisect_left(self._starts, offset)
        return self.all[at - 1] if at and self.all[at - 1].end == offset else None

    def with_more(self, more: Iterable[Piece]) -> Pieces:
        """These pieces and more of them; of two that begin at one place, the new one comes first."""
        return Pieces(self.source, sorted(chain(more, self.all), key=lambda piece: piece.start))

    def text_between(self, span: Span) -> Iterator[str]:
        """The texts of a span that are shown, with a space for each end of a line."""
        position = span.start
        for piece in self.within(span):
            if piece.start < position:
                continue
            yield self.source.text[position : piece.start]
            if piece.kind in {"reference", "control"}:
                yield piece.text
            elif piece.kind in {"line_end", "break"} or (piece.kind == "tag" and piece.text.strip("/") in BLOCKS):
                yield " "
            position = piece.end
        yield self.source.text[position : span.end]

    def shown(self, span: Span, most: int) -> str:
        """The text of a span as it is shown; a little more than its first `most` characters at most."""
        found: list[str] = []
        length = 0
        for text in self.text_between(span):
            found.append(text[:most])
            length += len(text)
            if length >= most:
                break
        return "".join(found)

    def is_empty(self, span: Span) -> bool:
        """Whether a span shows nothing."""
        return all(not text or text.isspace() for text in self.text_between(span))


def read_pieces(source: SourceText) -> Pieces:
    """The pieces of a document. Raises ReadingError where what is never shown holds a part of the map."""
    scanner = _Scanner(source)
    grammar = _PAGE_GRAMMAR if _PAGE.search(source.text) else _TEXT_GRAMMAR
    for match in grammar.finditer(source.text):
        if match.start() >= scanner.position:  # else it is in a comment, say
            scanner.read(str(match.lastgroup), match)
    return Pieces(source, scanner.pieces)


class _Scanner:
    """The pieces of a document while they are read."""

    def __init__(self, source: SourceText) -> None:
        self.pieces: list[Piece] = []
        self.position = 0
        """Where the last piece ends."""
        self._source = source
        self._text = text = source.text
        self._last_comment, self._last_literal = max(text.rfind("-->"), text.rfind("--!>")), text.rfind("]]>")
        self._unclosed: set[str] = set()

    def read(self, kind: str, match: re.Match[str]) -> None:
        """Go on with what the grammar found."""
        start, end = match.span()
        if kind == "tag":
            self._read_tag(match)
        elif kind == "comment":
            self._read_comment(start)
        elif kind == "literal" and end <= self._last_literal:
            close = self._text.index("]]>", end)
            self._add(start, end, "comment")
            self._add(close, close + 3, "comment")
        elif kind == "reference":
            shown, length = _read_reference(match[0], len(match["again"]))
            if length:
                self._add(start, start + length, kind, shown)
        elif kind == "declaration":
            self._add(start, end, "comment", self._text[start + 2 : start + 30])
        elif kind in {"invisible", "escape"}:
            self._add(start, end, "comment")
        elif kind != "literal":
            self._add(start, end, kind, SPACE if kind == "control" else "")

    def _add(self, start: int, end: int, kind: str, text: str = "") -> None:
        self.pieces.append(Piece(start, end, kind, text))
        self.position = end

    def _read_comment(self, start: int) -> None:
        if self._last_comment < start + 2:  # it has no end: text
            return
        end = next(_COMMENT_END.finditer(self._text, start + 2)).end()
        self._refuse_lost(Span(start, end), _HEADING, "a comment")
        self._add(start, end, "comment", self._text[start + 4 : start + 30])

    def _read_tag(self, match: re.Match[str]) -> None:
        name, end = _tag_name(match[0]), match.end()
        self._add(match.start(), end, "tag", name)
        # Rule 3: what is never shown goes with its content.
        if name in HIDDEN and name not in self._unclosed:
            closing = re.compile(f"</{name}(?=[\\s/>])", re.IGNORECASE).search(self._text, end)
            if closing is None:
                self._unclosed.add(name)
                return
            if name == "noscript" and not _NOTICE.search(self._text, end, closing.start()):
                return
            if name != "title":
                self._refuse_lost(Span(end, closing.start()), _WHAT_IS_READ, f"<{name}>")
            self._add(end, closing.start(), "hidden")

    def _refuse_lost(self, span: Span, what: re.Pattern[str], where: str) -> None:
        """What is hidden over a line end or a tab holds no part of the map: its end would be that of another."""
        hidden = self._source.quote(span)
        if not ("\n" in hidden or "\r" in hidden or "\t" in hidden):
            return
        if lost := what.search(hidden):
            line = self._source.line_of(span.start + lost.end() - 1)
            text = self._source.quote(self._source.line_span(line)).strip()[:200]
            raise ReadingError(
                f"line {self._source.line_of(span.start)}: {where} that is never shown holds line {line}\n  {text}\n",
                "Take it out, or end it where it should end.",
            )


def _tag_name(tag: str) -> str:
    name = _NAME.match(tag)[1].lower()  # type: ignore[index]
    return f"/{name}" if tag[1] == "/" else f"{name}/" if tag.endswith("/>") else name


def _read_reference(text: str, again: int = 0) -> tuple[str, int]:
    """What a reference shows, and how many of its characters are one: none, if it names no character.

    `again`: how many of them are the "amp;" of one that was escaped again.

    >>> _read_reference("&amp;nbsp;", 4), _read_reference("&ltx"), _read_reference("&D")
    (('\\xa0', 10), ('<', 3), ('', 0))
    """
    body = text[1 + again :]
    if body.startswith("#"):
        shown, length = unescape(f"&{body}"), len(body)
    else:
        name = next((body[:n] for n in range(len(body), 1, -1) if body[:n] in html5), "")
        shown, length = html5.get(name, ""), len(name)
    if not length:
        return ("&", 1 + again) if again else ("", 0)
    if shown.isspace() or _NO_TEXT.match(shown):
        shown = SPACE
    return "" if _UNSEEN.match(shown) else shown, 1 + again + length
