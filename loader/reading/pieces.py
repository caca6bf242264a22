"""A document as pieces: the tags, comments, references and characters that are not shown as they stand.

What stands between two pieces is text. Every part of the reader works on these pieces, so that no two of them can
disagree where a tag ends. The grammar is that of HTML (https://html.spec.whatwg.org/multipage/parsing.html), for text
that was damaged:

1. A tag is "<" or "</", a letter, and anything up to its ">"; a ">" within quotes does not end it. Where a quote is left
   open, the first ">" ends the tag.
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
"""Elements that no page shows; `xml` is Word's own data in a saved page."""

SPACE = "\u00a0"
"""What a reference to white space is read as, and a control character: all of it is markup then."""

_INVISIBLE = "\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
"""Soft hyphens, marks of direction and the like: no part of a word. Joiners are markup.py's."""
_CONTROL = "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff"
_NO_TEXT = re.compile(f"[{_CONTROL}]")
_UNSEEN = re.compile(f"[{_INVISIBLE}]")


def _grammar(space: str, tab: str) -> re.Pattern[str]:
    """The pieces of a text; `space`: the white space that a tag may hold, `tab`: a tab where it may hold none."""
    name = r"""[^\s<>/"'=]++"""
    plain = rf"""[{space}/]++{name}(?:[{space}]*+=[{space}]*+(?:"[^"<{tab}]*+"|'[^'<{tab}]*+'|[^\s<>"']++))?+"""
    with_tag = rf"""[{space}/]++{name}[{space}]*+=[{space}]*+(?:"[^"\t\r\n]{{0,400}}+"|'[^'\t\r\n]{{0,400}}+')"""
    rest = rf"(?:{plain})*+(?:{with_tag}(?:{plain})*+){{0,3}}+[{space}/]*+>|[ /][^<>\r\n{tab}]*+>"
    return re.compile(
        rf"(?=[<&\r\n\x0b\x0c\x85\u2028\u2029{_CONTROL}{_INVISIBLE}])(?:"  # most characters begin no piece
        r"(?P<line_end>\r\n?|\n)|(?P<break>[\x0b\x0c\x85\u2028\u2029])"
        r"|(?P<comment><!--)|(?P<literal><!\[CDATA\[)"
        rf"|(?P<declaration><[!?][^<>{tab}]*+>)"
        rf"|(?P<tag></?[A-Za-z][^\s<>/]*+(?:{rest}))"
        r"|(?P<reference>&(?P<again>(?:amp;)*+)(?:\#(?:[0-9]{1,9}|[xX][0-9a-fA-F]{1,8});?|[A-Za-z][A-Za-z0-9]{1,31};?)?)"
        f"|(?P<control>[{_CONTROL}])|(?P<invisible>[{_INVISIBLE}]))"
    )


_TEXT_GRAMMAR = _grammar(r" \r\n\f", r"\t")
_PAGE_GRAMMAR = _grammar(r"\s", "")
_PAGE = re.compile(r"<(?:!doctype\s+html|html|body|t[dh])[\s>]", re.IGNORECASE)
"""What only a page has; in any other text a tab parts two cells, and no tag holds one."""
_NAME = re.compile(r"</?([^\s<>/]+)")
_COMMENT_END = re.compile("--!?>")
_WHAT_IS_READ = re.compile(r"^\W*(?:Occupational\s+Maps?\s*[:–—-]|Clusters?\s*:)", re.IGNORECASE | re.MULTILINE)
_HEADING = re.compile(r"^\W*Occupational\s+Maps?\s*[:–—-]", re.IGNORECASE | re.MULTILINE)


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
        """The texts of a span that are shown, with a space for each end of a line and each tag."""
        position = span.start
        for piece in self.within(span):
            if piece.start < position:
                continue
            yield self.source.text[position : piece.start]
            if piece.kind in {"reference", "control"}:
                yield piece.text
            elif piece.kind in {"line_end", "break"}:
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
    return Pieces(source, _scan(source))


def _scan(source: SourceText) -> Iterator[Piece]:
    text = source.text
    grammar = _PAGE_GRAMMAR if _PAGE.search(text) else _TEXT_GRAMMAR
    last_comment, last_literal = max(text.rfind("-->"), text.rfind("--!>")), text.rfind("]]>")
    unclosed: set[str] = set()
    position = 0
    for match in grammar.finditer(text):
        kind, (start, end) = str(match.lastgroup), match.span()
        if start < position:  # in a comment, say
            continue
        shown = ""
        if kind == "comment":
            if last_comment < start + 2:  # it has no end: text
                continue
            end = next(_COMMENT_END.finditer(text, start + 2)).end()
            shown = text[start + 4 : start + 30]
            _refuse_lost(source, Span(start, end), _HEADING, "a comment")
        elif kind == "literal":
            if last_literal < end:
                continue
            yield Piece(start, end, "comment")
            start = text.index("]]>", end)
            kind, end = "comment", start + 3
        elif kind == "declaration":
            kind, shown = "comment", text[start + 2 : start + 30]
        elif kind == "reference":
            shown, length = _read_reference(match[0], len(match["again"]))
            if not length:
                continue
            end = start + length
        elif kind == "control":
            shown = SPACE
        elif kind == "invisible":
            kind = "comment"
        elif kind == "tag":
            shown = _tag_name(match[0])
        yield Piece(start, end, kind, shown)
        position = end
        # Rule 3: what is never shown goes with its content.
        if kind == "tag" and shown in HIDDEN and shown not in unclosed:
            closing = re.compile(f"</{shown}(?=[\\s/>])", re.IGNORECASE).search(text, end)
            if closing is None:
                unclosed.add(shown)
                continue
            position = closing.start()
            if shown != "title":
                _refuse_lost(source, Span(end, position), _WHAT_IS_READ, f"<{shown}>")
            yield Piece(end, position, "hidden")


def _tag_name(tag: str) -> str:
    name = _NAME.match(tag)[1].lower()  # type: ignore[index]
    return f"/{name}" if tag[1] == "/" else f"{name}/" if tag.endswith("/>") else name


def _refuse_lost(source: SourceText, span: Span, what: re.Pattern[str], where: str) -> None:
    """What is hidden over the end of a line or of a cell holds no part of the map: its end would be another one's."""
    hidden = source.quote(span)
    if not ("\n" in hidden or "\r" in hidden or "\t" in hidden):
        return
    if lost := what.search(hidden):
        line = source.line_of(span.start + lost.end() - 1)
        raise ReadingError(
            f"line {source.line_of(span.start)}: {where} that is never shown, and holds line {line}\n"
            f"  {source.quote(source.line_span(line)).strip()[:200]}\n",
            "Take it out, or end it where it should end.",
        )


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
