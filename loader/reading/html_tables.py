"""The records of a page: rows of `<table>`, and the text around them.

1. A row is a `<tr>`, a cell a `<td>` or `<th>`, over any number of lines; their end tags may be missing. A table within
   a cell is text of that cell; one that begins the first cell of a row is a table of its own, in one for layout.
   A cell that spans columns or rows is read where it begins, and empty in the others.
2. A line end is white space in a paragraph, a heading, an item of a list, and in a cell that has other line breaks.
   Elsewhere it ends a line, as in a text.
3. A heading of a route ends a table that has no end.
4. A page is a text with `<td>` in a table, or with `<html>` or `<body>`, unless a tab stands between two texts of it:
   then its rows are lines, and its tags are no more than markup.
"""

from __future__ import annotations

import re
from itertools import chain

from career_pathways.loader.source import Span

from .pieces import BLOCKS, HEADING, SPACE, Piece, Pieces
from .records import Record, Records

_CELL, _ROW = frozenset({"td", "th"}), frozenset({"tr"})
_GROUP = frozenset({"thead", "tbody", "tfoot"})
_TABLE = _CELL | _ROW | _GROUP | {"table", "caption"}
_FOLDED = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "caption"})
"""Rule 2."""
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_APART = _HEADINGS | {"p", "table"}
"""Elements that stand apart from the text before and after them."""
_SPANS = re.compile(r"\s(colspan|rowspan)\s*=\s*[\"']?\s*(\d{1,9})", re.IGNORECASE)
_MOST_COLUMNS = 8
"""That a cell spans: the maps have four columns, and text in a fifth is an error."""
_MAP = re.compile(rf"[ \t]*(?:<[^<>]*>[ \t]*){{0,5}}{HEADING}", re.IGNORECASE)


def is_page(pieces: Pieces) -> bool:
    """Whether a document is a page (rule 4)."""
    names = {piece.text for piece in pieces.all if piece.kind == "tag"}
    if not (names & _CELL and names & {"table", "tr"}) and not names & {"html", "body"}:
        return False
    return not _has_row_of_tabs(pieces)


def _has_row_of_tabs(pieces: Pieces) -> bool:
    """Whether a tab stands between two texts of one line, and no tag of a table between them."""
    text, position, seen, tab = pieces.source.text, 0, False, False
    for piece in chain(pieces.all, [Piece(len(pieces.source.text), len(pieces.source.text), "line_end")]):
        before = text[position : piece.start] if piece.start > position else ""
        before = before if seen else before.lstrip()
        words = before.split("\t")
        if (tab and before.strip()) or ((seen or words[0].strip()) and any(word.strip() for word in words[1:])):
            return True
        seen = seen or bool(before.strip())
        tab = tab or (seen and len(words) > 1)
        position = max(position, piece.end)
        if piece.kind == "line_end" or (piece.kind == "tag" and piece.text.strip("/") in _TABLE):
            seen = tab = False
    return False


def read_page(pieces: Pieces) -> Records:
    """The records of a page."""
    page = _Page(pieces)
    for piece in pieces.all:
        page.read(piece)
    page.end()
    folded = {piece.start: piece for piece in page.folded}
    spaces = (Piece(p.start, p.end, "control", SPACE) if p.start in folded else p for p in pieces.all)
    return Records(Pieces(pieces.source, spaces), tuple(page.records))


class _Page:
    """The records of a page while it is read."""

    def __init__(self, pieces: Pieces) -> None:
        self.records: list[Record] = []
        self.folded: list[Piece] = []
        """The line ends that are white space."""
        self._pieces = pieces
        self._text = pieces.source.text
        self._start = 0
        """Where the cell or the line that is read begins."""
        self._line = 0
        self._in_cell = False
        self._nested = 0
        """How many tables are open within the cell."""
        self._row: list[Span] | None = None
        self._rows_left: dict[int, int] = {}
        """By column: how many rows a cell above still spans."""
        self._width = (1, 1)
        """The columns and rows of the cell that is read."""
        self._fold = ""
        """The element whose line ends are white space."""
        self._ends: list[Piece] = []
        """The line ends of the cell that is read."""
        self._parted = 0
        """0, until the cell has text; 1, until a tag ends its line; 2, until more text follows; 3."""
        self._last = 0

    def read(self, piece: Piece) -> None:
        """Go on with one piece."""
        if self._parted in {0, 2} and self._text[self._last : piece.start].strip():
            self._parted += 1
        self._last = max(self._last, piece.end)
        if piece.kind == "line_end":
            self._end_line(piece)
        elif piece.kind == "tag" and piece.text.strip("/") in _TABLE:
            self._read_table(piece)
        elif piece.kind == "tag" and piece.text.strip("/") in BLOCKS:
            self._read_block(piece)

    def end(self) -> None:
        """End what is open at the end of the page."""
        self._end_row(len(self._text))
        self._end_text(len(self._text))

    def _end_line(self, piece: Piece) -> None:
        if self._in_cell:
            if _MAP.match(self._text, piece.end):  # Rule 3
                self._end_table(piece)
            else:
                self._ends.append(piece)
        elif self._fold and (self._line < self._start or self._text[self._line : piece.start].strip()):
            self.folded.append(piece)
        else:  # an empty line ends what has no end
            self._end_text(piece.start)
            self._start, self._fold = piece.end, ""
        self._line = piece.end

    def _read_block(self, piece: Piece) -> None:
        name = piece.text.strip("/")
        if self._in_cell and name in _HEADINGS and _MAP.match(self._text, piece.start):  # Rule 3
            self._end_table(piece)
        if self._in_cell:
            self._parted += self._parted == 1
            return
        self._end_text(piece.start)
        self._start = piece.end
        if name in _APART:
            self.records.append(Record((), ()))
        if name in _FOLDED:
            self._fold = name if piece.text == name else ""
        elif name != "br":
            self._fold = ""

    def _read_table(self, piece: Piece) -> None:
        name, opens = piece.text.strip("/"), piece.text[0] != "/"
        if name == "table" and opens and not self._nested and self._lays_out(piece):
            self._in_cell, self._row = False, None
        elif name == "table" and self._in_cell and (opens or self._nested):
            self._nested += 1 if opens else -1
            return
        if self._nested:
            return
        if name in _CELL and opens:
            self._end_cell(piece.start)
            self._end_text(piece.start)
            self._row = self._row if self._row is not None else []
            spans = {found[1].lower(): int(found[2]) for found in _SPANS.finditer(self._text, piece.start, piece.end)}
            self._width = min(spans.get("colspan") or 1, _MOST_COLUMNS), spans.get("rowspan", 1) or 1_000_000
            self._in_cell, self._parted, self._ends, self._last = True, 0, [], piece.end
        elif name in _CELL:
            self._end_cell(piece.start)
            self._end_text(piece.start)
        else:
            self._end_row(piece.start)
            self._end_text(piece.start)
            self._row = [] if name == "tr" and opens else None
            if name in _GROUP or name == "table":
                self._rows_left = {}
            if name == "table":
                self.records.append(Record((), ()))
            self._fold = name if name == "caption" and opens else ""
        self._start = piece.end

    def _lays_out(self, piece: Piece) -> bool:
        """Rule 1: whether a table begins the first cell of a row."""
        return self._in_cell and not self._row and self._pieces.is_empty(Span(self._start, piece.start))

    def _end_table(self, piece: Piece) -> None:
        self._nested = 0
        self._end_row(piece.start)
        self._start = piece.end

    def _end_cell(self, end: int) -> None:
        if not self._in_cell or self._row is None:
            return
        if self._parted == 3:  # Rule 2
            self.folded += self._ends
        self._skip_spanned()
        columns, rows = self._width
        first = len(self._row)
        self._row += [Span(self._start, end), *[Span(end, end)] * (columns - 1)]
        if rows > 1:
            self._rows_left |= dict.fromkeys(range(first, min(len(self._row), _MOST_COLUMNS)), rows - 1)
        self._in_cell, self._start = False, end

    def _skip_spanned(self) -> None:
        """Rule 1: the columns that a cell above spans are empty."""
        assert self._row is not None
        while self._rows_left.get(len(self._row), 0):
            self._rows_left[len(self._row)] -= 1
            self._row.append(Span(self._start, self._start))

    def _end_row(self, end: int) -> None:
        self._end_cell(end)
        if self._row is not None:
            self._skip_spanned()
            for column, rows in self._rows_left.items():
                self._rows_left[column] = rows - (rows > 0 and column > len(self._row))
            cells = tuple(self._row)
            if cells:
                self.records.append(Record(cells, cells, is_row=True))
        self._row = None

    def _end_text(self, end: int) -> None:
        span = Span(self._start, end)
        if not self._in_cell and end > self._start and not self._pieces.is_empty(span):
            apart = [Record((), ())] if self._row is not None else []  # within a row, and in no cell of it
            self.records += [*apart, Record((span,), (span,), is_caption=self._fold == "caption"), *apart]
        self._start = max(self._start, end)
