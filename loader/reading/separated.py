"""The records of a text: a line each, or more lines where a row has quoted cells.

The forms of a row, which all become the same records (those of `<table>` are in html_tables.py):

1. Cells parted by tabs, in one line.
2. Cells in double quotes, as a spreadsheet writes them (RFC 4180): with tabs and line ends in them, and each quote of
   theirs written twice. A quote that no tab or line end follows, or that a heading follows, is a letter like others.
3. Commas or semicolons for tabs, in a document that has no tab, where "Cluster:" or the name of a column follows one.
4. Bars, as Markdown has them: a line that begins with one, or a table with a line of dashes under its first row. A bar
   behind a backslash is none; "**" and "*" around words are markup, and "*" sets italics.

A tag, a comment, or what is never shown ends no record and no cell: a line end or a tab in it is a part of it.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from career_pathways.loader.source import Span

from .pieces import Piece, Pieces
from .records import Record, Records

_QUOTED = re.compile(r'"[^"]*+(?:""[^"]*+)*+"')
_COMMA = re.compile(
    r'^"?Pathways?"?([,;])"?Technical|[^\s,;"]"?([,;])"?(?:<[^<>]*>)*Clusters?\s*[:：]|^([,;])"?Clusters?\s*[:：]',
    re.IGNORECASE | re.MULTILINE,
)
_BAR_RULE = re.compile(r"\s*+\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)++\|?\s*+")
_BAR = re.compile(r"\\?\|")
_EMPHASIS = re.compile(
    r"(?<![\w*])(?P<bold>\*\*)(?=\S)[^*|\r\n]++(?<=\S)(?P<bolded>\*\*)(?![\w*])"
    r"|(?<![\w*])(?P<star>\*)(?=\S)[^*|\r\n]++(?<=\S)(?P<starred>\*)(?![\w*])"
    r"|(?<!\w)(?P<line>_)(?=\S)[^_|\r\n]++(?<=\S)(?P<lined>_)(?!\w)"
)


def read_text(pieces: Pieces) -> Records:
    """The records of a text whose rows are lines."""
    return _Text(pieces).read()


class _Text:
    """The records of a document whose rows are lines."""

    def __init__(self, pieces: Pieces) -> None:
        self.pieces = pieces
        self.text = text = pieces.source.text
        self.more: list[Piece] = []
        self.delimiter = _delimiter(text)
        ends = [piece for piece in pieces.all if piece.kind == "line_end"]
        self.lines = list(zip([0, *(p.end for p in ends)], [*(p.start for p in ends), len(text)], strict=True))
        self.delimiters = self._outside_pieces(re.escape(self.delimiter))

    def read(self) -> Records:
        """All of them."""
        bars = self._bar_lines() if "|" in self.text else frozenset()
        found: list[Record] = []
        line = 0
        while line < len(self.lines):
            start, end = self.lines[line]
            if line in bars:
                found.append(self._bar_row(start, end))
                line += 1
            elif self.text.find('"', start, end) < 0:
                found.append(self._row(start, end))
                line += 1
            else:
                record, line = self._quoted_row(line)
                found.append(record)
        return Records(self.pieces.with_more(self.more) if self.more else self.pieces, tuple(found))

    def _outside_pieces(self, pattern: str) -> list[int]:
        """Where an expression of one character is found outside of tags, comments and the like."""
        found = []
        pieces = iter(self.pieces.all)
        piece = next(pieces, None)
        for match in re.finditer(pattern, self.text):
            while piece and piece.end <= match.start():
                piece = next(pieces, None)
            if not piece or match.start() < piece.start:
                found.append(match.start())
        return found

    def _row(self, start: int, end: int) -> Record:
        first, last = bisect_left(self.delimiters, start), bisect_left(self.delimiters, end)
        at = self.delimiters[first:last]
        cells = map(Span, [start, *(i + 1 for i in at)], [*at, end])
        parts = tuple(Span(i, i + 1) for i in at) if self.delimiter != "\t" else ()
        return Record((Span(start, end),), tuple(cells), parts, is_row=bool(at))

    def _quoted_row(self, line: int) -> tuple[Record, int]:
        """The row that begins in a line and holds a quote, and the line after it."""
        start, end = self.lines[line]
        first = line
        cells: list[Span] = []
        separators: list[Span] = []
        more: list[Piece] = []
        position = start
        while True:
            quoted = _QUOTED.match(self.text, position)
            if quoted and self._ends_cell(quoted.end()) and not self._holds_heading(quoted):
                cells.append(Span(position + 1, quoted.end() - 1))
                separators += [Span(position, position + 1), Span(quoted.end() - 1, quoted.end())]
                more += [
                    Piece(m.start(), m.start() + 1, "hidden")
                    for m in re.compile('""').finditer(self.text, position + 1, quoted.end() - 1)
                ]
                position = quoted.end()
                while self.lines[line][1] < position:
                    line += 1
                end = self.lines[line][1]
                if position < end and self.text[position] != self.delimiter:  # white space behind the quote
                    position = self._next_delimiter(position, end)
            else:
                after = self._next_delimiter(position, end)
                cells.append(Span(position, after))
                position = after
            if position >= end:
                break
            separators.append(Span(position, position + 1))
            position += 1
        if len(cells) == 1 and self.delimiter == "\t":  # no row: the quotes are the text's own
            return self._row(*self.lines[first]), first + 1
        self.more += more
        return Record((Span(start, end),), tuple(cells), tuple(separators), is_row=len(cells) > 1), line + 1

    def _next_delimiter(self, position: int, end: int) -> int:
        at = bisect_left(self.delimiters, position)
        return min(self.delimiters[at], end) if at < len(self.delimiters) else end

    def _ends_cell(self, position: int) -> bool:
        while position < len(self.text) and self.text[position] == " ":
            position += 1
        return position == len(self.text) or self.text[position] in f"{self.delimiter}\r\n"

    def _holds_heading(self, quoted: re.Match[str]) -> bool:
        return bool(re.search(r"[\r\n]\W*Occupational\s+Map", quoted[0], re.IGNORECASE))

    # Markdown

    def _bar_lines(self) -> frozenset[int]:
        """The lines that are rows of a Markdown table, and its lines of dashes."""
        found: set[int] = set()
        text = self.text
        for i, (start, end) in enumerate(self.lines):
            line = text[start:end]
            if "|" not in line or "\t" in line:
                continue
            if line.lstrip().startswith("|") and line.count("|") > 2:
                found.add(i)
            if _BAR_RULE.fullmatch(line):
                found.add(i)
                if i and "|" in text[slice(*self.lines[i - 1])]:
                    found.add(i - 1)
                for j in range(i + 1, len(self.lines)):
                    if "|" not in text[slice(*self.lines[j])] or j in found:
                        break
                    found.add(j)
        return frozenset(found)

    def _bar_row(self, start: int, end: int) -> Record:
        text, separators, cells = self.text, [], []
        position = start
        for bar in _BAR.finditer(text, start, end):
            if len(bar[0]) == 2:  # an escaped one
                self.more.append(Piece(bar.start(), bar.start() + 1, "hidden"))
                continue
            cells.append(Span(position, bar.start()))
            separators.append(Span(*bar.span()))
            position = bar.end()
        cells.append(Span(position, end))
        if not text[cells[0].start : cells[0].end].strip():
            cells = cells[1:]
        if len(cells) > 1 and not text[cells[-1].start : cells[-1].end].strip():
            cells = cells[:-1]
        for mark in _EMPHASIS.finditer(text, start, end):
            for name, tag in (
                ("bold", "b"),
                ("bolded", "/b"),
                ("star", "i"),
                ("starred", "/i"),
                ("line", "i"),
                ("lined", "/i"),
            ):
                if mark[name]:
                    self.more.append(Piece(*mark.span(name), "tag", tag))
        return Record((Span(start, end),), tuple(cells), tuple(separators), is_row=True)


def _delimiter(text: str) -> str:
    """What parts the cells of a row: a tab, unless the document has none and a comma or semicolon does."""
    found = None if "\t" in text else _COMMA.search(text)
    return next(filter(None, found.groups())) if found else "\t"
