"""The blocks of a route as pathways with their clusters, each in its column and row.

Tables
    7. A first cell with text names a pathway; an empty one continues the pathway above it.
    8. A cell without a cluster name continues the last cluster above it in its column.
    9. A row any of whose cells continues a cluster belongs to the row above it; any other row is the next one.
Tables that were broken into paragraphs
    10. A paragraph of short lines without levels, followed by a cluster, names a pathway where the introduction
        names it, where no pathway is open, or where it is set in capitals and the cluster above has its occupations.

Rules 1 to 6 and 13 are in cells.py, 11 and 12 in columns.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import zip_longest

from rapidfuzz.fuzz import partial_ratio

from career_pathways.loader.catalogue import Column
from career_pathways.loader.errors import ReadingError
from career_pathways.loader.source import SourceText, Span
from career_pathways.loader.words.roles import LITTLE_WORDS, is_role

from .blocks import Block, Paragraph, RouteBlocks, Row
from .cells import FLAG_LINE, LISTED, OpenCluster, is_italic, is_prose, read_parts, starts_cluster
from .columns import place_clusters
from .coverage import Claim, Owner
from .markup import Line, read_lines
from .pieces import Pieces

Lines = tuple[list[Line], list[Claim]]
"""The lines of a cell or a paragraph, and the claims of its markup."""


@dataclass(eq=False)
class OpenPathway:
    """A pathway while it is read, with its clusters in the document's order."""

    name: str
    """Empty where the document lost it."""
    line: int
    clusters: list[OpenCluster] = field(default_factory=list)
    row: int = 0
    last: dict[Column, OpenCluster] = field(default_factory=dict)
    """The last cluster of each column."""


def read_route(pieces: Pieces, route: RouteBlocks) -> tuple[list[OpenPathway], list[Claim]]:
    """The pathways of one route, their clusters in their places, and the claims of all but its occupations.

    Raises ReadingError where a table has text in a fourth column.
    """
    reader = _Reader(pieces.source, route.introduction)
    following = [[read_lines(pieces, span) for span in _spans(block)] for block in route.blocks[:1]]
    for block, after in zip_longest(route.blocks, route.blocks[1:]):
        assert block is not None
        cells = following.pop()
        following.append([read_lines(pieces, span) for span in _spans(after)] if after else [])
        if isinstance(block, Row):
            reader.read_row(block, cells)
        else:
            reader.read_paragraph(block, cells[0], after, [lines for lines, _ in following[0]])
    for pathway in reader.pathways:
        place_clusters(pathway.clusters, pathway.row)
    return list(reader.pathways), reader.claims


def _spans(block: Block) -> tuple[Span, ...]:
    return block.cells if isinstance(block, Row) else (block.span,)


class _Reader:
    """The pathways of one route while it is read."""

    def __init__(self, source: SourceText, introduction: str) -> None:
        self.source = source
        self.introduction = _plain(introduction)
        self.claims: list[Claim] = []
        self.pathways: dict[OpenPathway, None] = {}
        """In their order; the last one is open."""
        self._named: dict[str, OpenPathway] = {}
        """By what is left of a name without its marks: the first of that name."""
        self._open: OpenPathway | None = None

    def read_row(self, row: Row, cells: list[Lines]) -> None:
        """Go on with a row of a table."""
        self.claims += [claim for _, markup in cells for claim in markup]
        first, *rest = (lines for lines, _ in cells)
        if starts_cluster(first) or any(LISTED.search(line.text) for line in first):  # the pathway's cell is lost
            first, rest = [], [first, *rest]
        if over := next((lines for lines in rest[3:] if lines), None):
            raise ReadingError(
                f"line {row.line}: text in a fourth column\n  {over[0].folded[:200]}\n",
                "A table has the pathway and three columns. Is a tab too many in this line, or a comma without quotes?",
            )
        # Rule 7: text in the first cell names a pathway, one that is "(continued)" the same again.
        if first:
            name = self._claimed_name(first)
            again = self._named.get(_plain(re.sub(r"(?i)\(continued\)", "", name)))
            self._begin(again or OpenPathway(name, row.line))
        pathway = self._pathway(row.line)
        parts = [
            (column, read_parts(self.source, lines, self.claims)) for column, lines in zip(Column, rest, strict=False)
        ]
        if any(head for _, cell in parts for head, _ in cell):
            continues = any(cell and not cell[0][0] and column in pathway.last for column, cell in parts)
            # Rule 9: a row that begins clusters and continues none is the next one.
            if not continues or not pathway.row:
                pathway.row += 1
        for column, cell in parts:
            for head, lines in cell:
                # Rule 8: a cell without a cluster name continues the last cluster of its column.
                cluster = head or pathway.last.get(column)
                if cluster is None:
                    pathway.row = pathway.row or 1
                    cluster = OpenCluster("", row.line)
                if cluster.column is None:
                    cluster.column, cluster.row = column, pathway.row
                    pathway.clusters.append(cluster)
                    pathway.last[column] = cluster
                self._add(cluster, lines)

    # Broken tables

    def read_paragraph(
        self, paragraph: Paragraph, read: Lines, following: Block | None, following_lines: list[list[Line]]
    ) -> None:
        """Go on with a paragraph; `following`: the block after it, with the lines of its cells."""
        lines, markup = read
        self.claims += markup
        if not lines:
            return
        clusters = self._open.clusters if self._open else []
        open_cluster = clusters[-1] if clusters else None
        if len(lines) == 1 and FLAG_LINE.fullmatch(lines[0].folded) and open_cluster:
            self.claims += lines[0].claims(Owner.FLAG)
            open_cluster.flag = True
            return
        # Rule 10: a short paragraph before a cluster names a pathway.
        if self._names_pathway(lines, following, following_lines):
            self._begin(OpenPathway(self._claimed_name(lines), paragraph.line))
            return
        # Rule 5: prose after a cluster's name is its description, with an empty line between them, too.
        if (
            open_cluster
            and not open_cluster.lines
            and not open_cluster.description
            and len(lines) == 1
            and is_prose(lines[0].folded)
        ):
            self.claims += lines[0].claims(Owner.DESCRIPTION)
            open_cluster.description = lines[0].folded
            return
        clusters = self._pathway(paragraph.line).clusters
        for head, body in read_parts(self.source, lines, self.claims):
            if head:
                clusters.append(head)
            elif not clusters:
                clusters.append(OpenCluster("", paragraph.line))
            self._add(clusters[-1], body)

    def _names_pathway(self, lines: list[Line], following: Block | None, following_lines: list[list[Line]]) -> bool:
        short = len(lines) <= 4 and all(len(line.text.split(maxsplit=8)) <= 7 for line in lines)
        if not short or following is None:
            return False
        text = " ".join(line.folded for line in lines)
        if starts_cluster(lines) or LISTED.search(text) or any(line.indent is not None for line in lines):
            return False
        begins = any(map(starts_cluster, following_lines))
        if isinstance(following, Row):
            begins = begins and not following_lines[0]
        if not begins:
            return False
        if self._open is None:
            return True
        if len(text) >= 5 and partial_ratio(_plain(text), self.introduction) >= 90:
            return True
        above = self._open.clusters
        capitals = all(w[0].isupper() for w in re.findall(r"\w+", text) if w not in LITTLE_WORDS)
        return bool(above and above[-1].lines) and capitals and not is_role(text.split()[-1])

    # Both

    def _begin(self, pathway: OpenPathway) -> None:
        """Open a pathway; one that goes on is the last one now."""
        self.pathways.pop(pathway, None)
        self.pathways[pathway] = None
        self._open = pathway
        self._named.setdefault(_plain(pathway.name), pathway)

    def _pathway(self, line: int) -> OpenPathway:
        """The one that is open, or one without a name."""
        if self._open is None:
            self._begin(OpenPathway("", line))
        assert self._open is not None
        return self._open

    def _add(self, cluster: OpenCluster, lines: list[Line]) -> None:
        """Lines that a cluster goes on with: its flag or description in a row of their own, else its occupations."""
        for line in lines:
            if FLAG_LINE.fullmatch(line.folded):
                self.claims += line.claims(Owner.FLAG)
                cluster.flag = True
            elif is_italic(line) and not cluster.lines:
                self.claims += line.claims(Owner.DESCRIPTION)
                cluster.description = f"{cluster.description} {line.folded}".strip()
            else:
                cluster.lines.append(line)

    def _claimed_name(self, lines: list[Line]) -> str:
        """The name of a pathway that these lines hold."""
        for line in lines:
            self.claims += line.claims(Owner.PATHWAY_NAME)
        return " ".join(line.folded for line in lines)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold().replace("-", "")))
