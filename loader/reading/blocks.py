"""The records of a document as routes, table rows, paragraphs and boilerplate. It does not look into a cell.

Every rule reads a line as it is shown: without tags, marks of direction, and white space.

1. "Occupational Map", a colon or a dash, and a name begin a route, also quoted, in bold, or in a row that holds nothing
   else; a number may stand before them. Any other line that begins so is an error, and so is a heading of Markdown or
   HTML that is none of a cluster, "Route:" or "Map:" in its place, and the words as a scanner of pages misreads them.
2. What stands before the first heading is front matter; a table there, or a heading of a route that no rule takes, is
   an error. "Occupational Maps" is the document's own name.
3. Link, legend, introduction, footnotes, numbers of pages and lines of dashes are known by their words, a footnote also
   by the mark that its line begins with. An introduction goes on until an empty line. A number alone in its line is one
   of a page at a form feed.
4. A row whose cells are nothing but names of columns ("Pathway", "Technical (levels 2-3)") is the header of a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from unicodedata import category

from rapidfuzz.fuzz import ratio

from career_pathways.loader.errors import ReadingError
from career_pathways.loader.source import SourceText, Span
from career_pathways.loader.words.counting import counted

from .coverage import Claim, Owner
from .html_tables import is_page, read_page
from .markup import NOTE, join, read_lines
from .pieces import BLOCKS, Pieces, read_pieces
from .records import Record
from .separated import read_text

_LINK = re.compile(r"\[Click here\]\(|Click\s+here\b", re.IGNORECASE)
_LEGEND = re.compile(r"Occupations\s+in\s+\w+\s*:|\(\):\s+the\s+number\s", re.IGNORECASE)
_INTRODUCTION = re.compile(r"This\s+is\s+one\s+of\s+(the\s+)?\w+\s+occupational\s+maps\b", re.IGNORECASE)
_BEFORE = " \t\r\n\f\v\xa0#*>_\"'“”‘’«»|"
"""What may stand before the text of a heading or of boilerplate."""
_AFTER = '*_|",;”»'
"""What may follow it: the end of its quote or of its bold type, and what parts the empty cells behind it."""
_COLONS = ":：﹕∶꞉˸−"
"""What parts it from the name, and the minus; dashes have a category of their own."""
_MAP = "occupationalmap"
_MAP_WITHIN = re.compile(r"\bOccupational\W{1,3}Maps?\s*[:：–—]", re.IGNORECASE)
_MISNAMED = re.compile(r"[\W\d_]*+(?:(?:Career|Occupational)\s+)?(?:Maps?|Routes?)\s*[:：]", re.IGNORECASE)
_TWO_WORDS = re.compile(r"\W*+(\w{9,14}\W{1,3}\w{2,5})\s*[:：–—-]")
_DIGITS = str.maketrans("01", "ol")
_ALIKE = 88
"""Of 100: how much of "Occupational Map" two words must have to be that, misread: two letters of fifteen may differ."""
_REST_OF_MAP = re.compile(r"\W*maps?\s*[:–—-]", re.IGNORECASE)
_PAGE_NUMBER = re.compile(
    r"(?:Page\s*)?[–—-]?\s*\d{1,4}\s*[–—-]?(?:\s*(?:of|/)\s*\d{1,4})?(?:\s*\|\s*Page)?", re.IGNORECASE
)
_FOOTNOTE = re.compile(r"\[\^\w{1,20}\]:")
_FORM_FEED_NEXT, _FENCE = re.compile(r"[ \t\r\n]*+\f"), re.compile(r"(?:`{3,}|~{3,})\s*\w*")
_SPACED_COLUMNS = re.compile(r"\S {3,}Clusters?\s*[:：]", re.IGNORECASE)
_RULE_MARKS = frozenset("-|:+ \t\r\n\xa0—–")
_LISTED = re.compile(r"\(\s*\d\s*\)")
_CLUSTER = re.compile(r"\bClusters?\s*[:：]", re.IGNORECASE)
_COLUMNS = ("technical", "higher", "professional")
_HEADER_WORDS = frozenset(
    "pathway pathways career route routes map name names occupation occupations occupational cluster clusters technical"
    " higher professional level levels l and to or education column stage entry degree apprenticeship apprenticeships"
    " 2 3 4 5 6 7 l2 l3 l4 l5 l6 l7".split()
)


LONGEST_NAME = 500
"""Characters of a title or of any other name; the longest of the packaged document has 85. Names are drawn."""
MOST_INTRODUCTION = 5_000
"""Characters; the packaged document's have at most 942."""

_BOILERPLATE = ((_LINK, Owner.LINK), (_LEGEND, Owner.LEGEND), (_INTRODUCTION, Owner.INTRODUCTION))
_HASHES = re.compile(r"#{1,6}\s")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
HEADING_CURE = (
    'Write the heading of a route as "Occupational Map: " and its name, in a line of its own; or take the line out.'
)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its cells from left to right. White space is still in them."""

    line: int
    cells: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of text that are no row, up to the next empty line, row or boilerplate."""

    line: int
    span: Span


Block = Row | Paragraph


@dataclass
class RouteBlocks:
    """One occupational map: its heading, its introduction, and what follows in order."""

    name: str
    line: int
    introduction: str = ""
    """Its first MOST_INTRODUCTION characters: names of pathways are looked for in it."""
    blocks: list[Block] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Blocks:
    """The whole document, its pieces, and who owns what no cell or paragraph holds."""

    pieces: Pieces
    routes: tuple[RouteBlocks, ...]
    claims: tuple[Claim, ...]


def read_blocks(source: SourceText) -> Blocks:
    """The routes of a document.

    Raises ReadingError where the text has no heading "Occupational Map: …", another heading after the first of them, or
    a table before it.
    """
    pieces = read_pieces(source)
    form = read_page(pieces) if is_page(pieces) else read_text(pieces)
    reader = _Reader(form.pieces)
    for record in form.records:
        reader.read(record)
    if not reader.routes:
        raise ReadingError(
            f'{source.name}: no line "Occupational Map: …" in {counted(source.line_count, "line")}.',
            source.doubt,
        )
    return Blocks(form.pieces, tuple(reader.routes), (*reader.claims, *reader.between()))


class _Reader:
    """The routes of a document while it is read."""

    def __init__(self, pieces: Pieces) -> None:
        self.pieces = pieces
        self.source = pieces.source
        self.routes: list[RouteBlocks] = []
        self.claims: list[Claim] = []
        self._introducing = False
        """Whether the line before belongs to an introduction, which may be broken over several lines."""
        self._paragraph: Paragraph | None = None
        """The paragraph that further lines go on with."""
        self._broken = False
        """Whether the line before is the first word of a heading."""
        self._without_pathways = False
        """Whether the header of the table has no column of pathways."""

    def read(self, record: Record) -> None:
        """Go on with one record."""
        filled = [cell for cell in record.cells if not self.pieces.is_empty(cell)]
        if not filled:
            self.claims += [Claim(span, Owner.MARKUP) for span in record.separators]
            self._introducing, self._paragraph = False, None
            return
        start = self.pieces.shown(filled[0], 200)
        if next(filter(str.isalpha, start), "") in {"o", "O"}:
            start = self.pieces.shown(filled[0], 100_000)  # whatever white space there is in "Occupational Map"
        if self._broken and _REST_OF_MAP.match(start):
            raise self._error(filled[0], "a heading of a route that is broken over two lines", HEADING_CURE)
        self._broken = "".join(start.split()).casefold() == "occupational"
        alone = len(filled) == 1 or self._has_commas(record)
        if self._is_heading(filled[0], start):
            self._read_heading(record, filled, alone=alone)
        elif not self.routes:
            self._read_front_matter(record, filled)
        elif owner := self._boilerplate(record, start, alone=alone):
            self._refuse_underlined(filled[0], owner)
            self._own(record, owner)
            self._introducing, self._paragraph = owner is Owner.INTRODUCTION, None
            if self._introducing:
                self._introduce(filled[0])
        elif self._is_other_heading(record, filled[0], start, alone=alone):
            raise self._error(filled[0], 'a heading that is not "Occupational Map: …"', HEADING_CURE)
        elif self._introducing and not record.is_row:
            self._own(record, Owner.INTRODUCTION)
            self._introduce(filled[0])
        elif record.is_caption:
            self._own(record, Owner.TABLE_HEADER)
        elif record.is_row:
            self._read_row(record, filled)
        else:
            self._read_line(record, filled)

    def between(self) -> Iterator[Claim]:
        """The claims of the tags and the like that no record holds."""
        held = [claim.span for claim in self.claims]
        for route in self.routes:
            for block in route.blocks:
                held += block.cells if isinstance(block, Row) else [block.span]
        spans = iter(sorted(held))
        following = next(spans, None)
        end = 0
        for piece in self.pieces.all:
            while following and following.start <= piece.start:
                end = max(end, following.end)
                following = next(spans, None)
            if piece.kind != "line_end" and piece.start >= end:
                yield Claim(Span(piece.start, piece.end), Owner.MARKUP)

    # What begins a route

    def _is_heading(self, cell: Span, start: str) -> bool:
        """Rule 1: whether a record is a route's heading. Raises ReadingError where it looks like one and is none."""
        after = _after_map(start)
        if after is None:
            return False
        rest = start[after:].lstrip()
        if rest and (rest[0] in _COLONS or category(rest[0]) == "Pd"):
            return True
        # Rule 2: the document's own name; and an occupation, "Occupational map officer (2)".
        if (start[after - 1] in "sS" and not self.routes) or (rest[:1].isalnum() and _LISTED.search(rest)):
            return False
        raise self._error(cell, "a heading of a route without a colon or a dash", HEADING_CURE)

    def _read_heading(self, record: Record, filled: list[Span], *, alone: bool) -> None:
        if not alone:
            raise self._error(filled[0], "a heading of a route with more cells in its row", HEADING_CURE)
        span = Span(filled[0].start, filled[-1].end)
        line = join(read_lines(self.pieces, span)[0])
        after = _after_map(line.text) or 0
        text, start, end = line.text, after, len(line.text.rstrip(" \t#"))
        end = end if text[end : end + 1].isspace() else len(text)  # the marks that end a heading of Markdown
        while end > start and (text[end - 1].isspace() or text[end - 1] in _AFTER):
            end -= 1
        while start < end and (text[start].isspace() or text[start] in f"{_COLONS}*_" or category(text[start]) == "Pd"):
            start += 1
        if text[start:end].count('"') % 2:  # the first of the pair that a cell ends behind
            start += text[start] == '"'
        name = line[start:end]
        if not any(map(str.isalnum, name.text)):
            raise self._error(span, "a heading of a route without a name", HEADING_CURE)
        if any(
            piece.kind == "tag" and piece.text.strip("/") in BLOCKS - {"br"} for piece in self.pieces.within(name.span)
        ):
            raise self._error(span, "a heading of a route with more text in its line", HEADING_CURE)
        if len(name.folded) > LONGEST_NAME:
            raise self._error(span, f"a name of more than {LONGEST_NAME} characters", HEADING_CURE)
        named = list(name.claims(Owner.ROUTE_NAME))
        self.claims += named
        for whole in record.whole:
            edges = [whole.start, *(edge for claim in named for edge in (claim.span.start, claim.span.end)), whole.end]
            self.claims += [Claim(Span(*gap), Owner.HEADING) for gap in zip(edges[::2], edges[1::2], strict=True)]
        self.routes.append(RouteBlocks(name.folded, self._line(span)))
        self._introducing, self._paragraph, self._without_pathways = False, None, False

    def _read_front_matter(self, record: Record, filled: list[Span]) -> None:
        """Rule 2: nothing of a map is lost in front of it."""
        text = " ".join(map(self.source.quote, filled))
        if _CLUSTER.search(text) or (len(filled) > 1 and _LISTED.search(text)):
            raise self._error(filled[0], "a table before the first heading of a route", HEADING_CURE)
        self._own(record, Owner.FRONT_MATTER)

    def _is_other_heading(self, record: Record, cell: Span, start: str, *, alone: bool) -> bool:
        if alone and not self._introducing and _is_misread_heading(start):
            return True
        if record.is_row or _CLUSTER.match(start.lstrip(_BEFORE)):
            return False
        if _HASHES.match(start.lstrip()) and any(map(str.isalnum, start)):
            return True
        position = cell.start
        for piece in chain(filter(None, [self.pieces.just_before(cell.start)]), self.pieces.within(cell)):
            if piece.kind == "tag" and piece.text in _HEADINGS:
                return True
            if self.source.text[position : piece.start].strip():
                break
            position = max(position, piece.end)
        return False

    def _refuse_underlined(self, rule: Span, owner: Owner) -> None:
        """Rule 1: a line of one sign right under a line of text makes that a heading of Markdown."""
        if owner is not Owner.RULE or not self._paragraph or len(set(self.source.quote(rule).strip())) > 1:
            return
        above = self.source.line_span(max(self._line(rule) - 1, 1))
        if above.start < self._paragraph.span.end <= rule.start:
            text = self.pieces.shown(above, 200)
            if any(map(str.isalnum, text)) and not _LISTED.search(text) and not _CLUSTER.search(text):
                raise self._error(above, 'a heading that is not "Occupational Map: …"', HEADING_CURE)

    # What belongs to one

    def _boilerplate(self, record: Record, start: str, *, alone: bool) -> Owner | None:
        """Rule 3."""
        raw = "".join(map(self.source.quote, record.whole)).strip()
        if raw[0] in _RULE_MARKS and ("--" in raw or "——" in raw) and _RULE_MARKS.issuperset(raw):
            return Owner.RULE
        if (len(raw) > 2 and raw[0] in "*_=" and not raw.strip(raw[0])) or _FENCE.fullmatch(raw):
            return Owner.RULE
        if not alone:
            return None
        if self._is_page_number(record, start.strip()):
            return Owner.PAGE
        if not record.is_row and (_FOOTNOTE.match(raw) or self._begins_with_mark(record.whole[0])):
            return Owner.FOOTNOTE
        text = start.lstrip(_BEFORE)
        return next((owner for pattern, owner in _BOILERPLATE if pattern.match(text)), None)

    def _is_page_number(self, record: Record, text: str) -> bool:
        if not _PAGE_NUMBER.fullmatch(text):
            return False
        whole = record.whole[0]
        begins_page = "\f" in self.source.quote(whole)
        return not text.isdecimal() or begins_page or bool(_FORM_FEED_NEXT.match(self.source.text, whole.end))

    def _begins_with_mark(self, line: Span) -> bool:
        """Rule 3: whether the first that a line shows is the mark of a footnote, in a link or raised."""
        held, position, element, to_note = "", line.start, "", False
        for piece in self.pieces.within(line):
            held = (held + self.source.text[position : piece.start]).strip()
            position = piece.end
            if held and not element:
                return False
            if piece.kind == "tag" and piece.text in {"a", "sup"}:
                element = element or piece.text
                to_note = to_note or "#" in self.source.text[piece.start : piece.end]
            elif held and piece.text == f"/{element}":
                if element == "a" and (not to_note or held.isalpha()):  # a link to somewhere else
                    return False
                glued = self.source.text[position : position + 1].isalnum()
                # "3D": a note of a text processor may have no space, either, but has a link.
                return "(" not in held and (to_note or not glued) and NOTE.fullmatch(held) is not None
            elif piece.text == f"/{element}":
                element = ""
        return False

    def _read_row(self, record: Record, filled: list[Span]) -> None:
        cells = record.cells
        if self._is_header(cells, filled):
            self._own(record, Owner.TABLE_HEADER)
        else:
            if self._without_pathways and len(cells) == 3 and cells[0] not in filled:
                cells = (Span(cells[0].start, cells[0].start), *cells)
            self.claims += [Claim(span, Owner.MARKUP) for span in record.separators]
            self.routes[-1].blocks.append(Row(self._line(filled[0]), cells))
        self._paragraph = None

    def _is_header(self, cells: tuple[Span, ...], filled: list[Span]) -> bool:
        """Rule 4. Raises ReadingError where it names the columns in another order than the maps have."""
        if len(cells) > 10 or any(cell.end - cell.start > 1_000 for cell in filled):
            return False
        texts = [self.pieces.shown(cell, 1_000).casefold() for cell in cells]
        words = [set(re.findall(r"\w+", text)) for text in texts]
        if not _HEADER_WORDS.issuperset(set().union(*words)) or any(map(_CLUSTER.search, texts)):
            return False
        if len(filled) == 1:
            return any(w <= {"career", "name", "pathway", "pathways"} and "".join(w) != "career" for w in words if w)
        named = [next((name for name in _COLUMNS if name in w), "") for w in words]
        if sum(bool(name or w & {"level", "levels"}) for name, w in zip(named, words, strict=True)) < 2:
            return False
        order = [_COLUMNS.index(name) for name in named if name]
        if order != sorted(order):
            raise self._error(
                filled[0], "a table with its columns in another order", "Put technical first, professional last."
            )
        self._without_pathways = bool(named[0])
        return True

    def _read_line(self, record: Record, filled: list[Span]) -> None:
        if _SPACED_COLUMNS.search(self.source.quote(record.whole[0])):
            raise self._error(
                filled[0],
                "a row whose cells are parted by spaces",
                "Part them by tabs: spaces do not say which is which.",
            )
        span = Span(filled[0].start, filled[-1].end) if record.separators else record.whole[0]
        self.claims += [
            Claim(part, Owner.MARKUP) for part in record.separators if part.end <= span.start or part.start >= span.end
        ]
        if self._paragraph and not record.separators:
            self.routes[-1].blocks.pop()
            self._paragraph = Paragraph(self._paragraph.line, Span(self._paragraph.span.start, span.end))
        else:
            self._paragraph = Paragraph(self._line(span), span)
        self.routes[-1].blocks.append(self._paragraph)
        if record.separators:
            self._paragraph = None

    def _introduce(self, span: Span) -> None:
        route = self.routes[-1]
        if room := MOST_INTRODUCTION - len(route.introduction):
            text = f" {self.pieces.shown(span, room)}"
            route.introduction += text[:room] if route.introduction else text[1 : room + 1]

    def _own(self, record: Record, owner: Owner) -> None:
        self.claims += [Claim(span, owner) for span in record.whole]

    def _has_commas(self, record: Record) -> bool:
        """Whether a record is text whose commas may be its own, and not those that part cells."""
        if not record.separators or any(self.source.text[span.start] not in ',;"' for span in record.separators):
            return False
        return not _CLUSTER.search(self.source.quote(record.whole[0]))

    def _line(self, span: Span) -> int:
        text = self.source.text
        return self.source.line_of(next((i for i in range(span.start, span.end) if not text[i].isspace()), span.start))

    def _error(self, span: Span, fact: str, cure: str) -> ReadingError:
        text = " ".join(self.pieces.shown(span, 200).split())
        return ReadingError(f"line {self._line(span)}: {fact}\n  {text[:200]}\n", cure)


def begins_like_heading(name: str) -> bool:
    """Whether a text begins as the heading of a route does, whatever is left of it."""
    return _after_map(name) is not None


def _after_map(text: str) -> int | None:
    """Where "Occupational Map" ends in a text that begins with it, as a reader sees it; else None.

    >>> _after_map("# OCCUPATIONAL  MAPS"), _after_map("Occupational mapping")
    (20, None)
    """
    position = next((i for i, char in enumerate(text) if char.isalpha()), len(text))
    for letter in _MAP:
        while position < len(text) and not text[position].isalnum():
            position += 1
        if text[position : position + 1].casefold() != letter:
            return None
        position += 1
    position += text[position : position + 1] in {"s", "S"}
    return None if text[position : position + 1].isalnum() else position


def _is_misread_heading(text: str) -> bool:
    """Whether a line without a level has a heading's words within it, or others that may be meant for them.

    >>> [_is_misread_heading(text) for text in ("Occupatlonal Map: Food", "2 Route: Food", "Occupational aid: feeding")]
    [True, True, False]
    """
    if _LISTED.search(text):
        return False
    if _MISNAMED.match(text) or _MAP_WITHIN.search(text):
        return True
    words = _TWO_WORDS.match(text)
    return (
        words is not None
        and ratio("".join(filter(str.isalnum, words[1].casefold().translate(_DIGITS))), _MAP) >= _ALIKE
    )
