"""The blocks of a route as pathways with their clusters, each in its column and row.

Tables
    7. A first cell with text names a pathway; an empty one continues the pathway above it.
    8. A cell without a cluster name continues the last cluster above it in its column.
    9. A row any of whose cells continues a cluster belongs to the row above it; any other row is the next one.
Tables that were broken into paragraphs
    10. A paragraph of short lines without levels, followed by a cluster, names a pathway where the introduction
        names it, where no pathway is open, or where it is set in capitals and the cluster above has its occupations.

Rules 1 to 6 are in cells.py, 11 and 12 in columns.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from rapidfuzz.fuzz import partial_ratio

from career_pathways.loader.catalogue import Column
from career_pathways.loader.errors import ReadingError
from career_pathways.loader.source import SourceText
from career_pathways.loader.words.roles import LITTLE_WORDS, is_role

from .blocks import Paragraph, RouteBlocks, Row
from .cells import FLAG_LINE, LISTED, OpenCluster, is_italic, is_prose, read_parts, starts_cluster
from .columns import place_clusters
from .coverage import Claim, Owner
from .markup import Line, read_lines


@dataclass
class OpenPathway:
    """A pathway while it is read, with its clusters in the document's order."""

    name: str
    """Empty where the document lost it."""
    line: int
    clusters: list[OpenCluster] = field(default_factory=list)
    row: int = 0

    def last(self, column: Column | None) -> OpenCluster | None:
        """The last cluster of a column."""
        return next((c for c in reversed(self.clusters) if c.column is column), None)


def read_route(source: SourceText, route: RouteBlocks) -> tuple[list[OpenPathway], list[Claim]]:
    """The pathways of one route, their clusters in their places, and the claims of all but its occupations.

    Raises ReadingError where a table has text in a fourth column.
    """
    claims: list[Claim] = []
    pathways: list[OpenPathway] = []
    for i, block in enumerate(route.blocks):
        if isinstance(block, Row):
            _read_row(source, block, pathways, claims)
        else:
            following = route.blocks[i + 1 : i + 2]
            _read_paragraph(source, block, following, route.introduction, pathways, claims)
    for pathway in pathways:
        place_clusters(pathway.clusters, pathway.row)
    return pathways, claims


def _read_row(source: SourceText, row: Row, pathways: list[OpenPathway], claims: list[Claim]) -> None:
    cells = [read_lines(source, span) for span in row.cells]
    claims += [claim for _, markup in cells for claim in markup]
    first, *rest = (lines for lines, _ in cells)
    if starts_cluster(first) or any(LISTED.search(line.text) for line in first):  # the pathway's cell is lost
        first, rest = [], [first, *rest]
    if over := next((lines for lines in rest[3:] if lines), None):
        raise ReadingError(
            f"line {row.line}: text in a fourth column\n  {over[0].folded}\n",
            "A table has the pathway and three columns. Is a tab too many in this line?",
        )
    # Rule 7: text in the first cell names a pathway, one that is "(continued)" the same again.
    if first:
        name = _claimed_name(first, claims, Owner.PATHWAY_NAME)
        again = next((p for p in pathways if _plain(p.name) == _plain(re.sub(r"(?i)\(continued\)", "", name))), None)
        if again:
            pathways.remove(again)
        pathways.append(again or OpenPathway(name, row.line))
    elif not pathways:
        pathways.append(OpenPathway("", row.line))
    pathway = pathways[-1]
    parts = [(column, read_parts(source, lines, claims)) for column, lines in zip(Column, rest, strict=False)]
    if any(head for _, cell in parts for head, _ in cell):
        continues = any(cell and not cell[0][0] and pathway.last(column) for column, cell in parts)
        # Rule 9: a row that begins clusters and continues none is the next one.
        if not continues or not pathway.row:
            pathway.row += 1
    for column, cell in parts:
        for head, lines in cell:
            # Rule 8: a cell without a cluster name continues the last cluster of its column.
            cluster = head or pathway.last(column)
            if cluster is None:
                pathway.row = pathway.row or 1
                cluster = OpenCluster("", row.line)
            if cluster.column is None:
                cluster.column, cluster.row = column, pathway.row
                pathway.clusters.append(cluster)
            _add(cluster, lines, claims)


def _add(cluster: OpenCluster, lines: list[Line], claims: list[Claim]) -> None:
    """Lines that a cluster goes on with: its flag or its description in a row of their own, else its occupations."""
    for line in lines:
        if FLAG_LINE.fullmatch(line.folded):
            claims += line.claims(Owner.FLAG)
            cluster.flag = True
        elif is_italic(line) and not cluster.lines:
            claims += line.claims(Owner.DESCRIPTION)
            cluster.description = f"{cluster.description} {line.folded}".strip()
        else:
            cluster.lines.append(line)


def _claimed_name(lines: Iterable[Line], claims: list[Claim], owner: Owner) -> str:
    for line in lines:
        claims += line.claims(owner)
    return " ".join(line.folded for line in lines)


# Broken tables


def _read_paragraph(
    source: SourceText,
    paragraph: Paragraph,
    following: Iterable[Row | Paragraph],
    introduction: str,
    pathways: list[OpenPathway],
    claims: list[Claim],
) -> None:
    lines, markup = read_lines(source, paragraph.span)
    claims += markup
    open_cluster = pathways[-1].clusters[-1] if pathways and pathways[-1].clusters else None
    if len(lines) == 1 and FLAG_LINE.fullmatch(lines[0].folded) and open_cluster:
        claims += lines[0].claims(Owner.FLAG)
        open_cluster.flag = True
        return
    # Rule 10: a short paragraph before a cluster names a pathway.
    if _names_pathway(source, lines, following, introduction, pathways):
        pathways.append(OpenPathway(_claimed_name(lines, claims, Owner.PATHWAY_NAME), paragraph.line))
        return
    # Rule 5: prose after a cluster's name is its description, with an empty line between them, too.
    if (
        open_cluster
        and not open_cluster.lines
        and not open_cluster.description
        and len(lines) == 1
        and is_prose(lines[0].folded)
    ):
        claims += lines[0].claims(Owner.DESCRIPTION)
        open_cluster.description = lines[0].folded
        return
    if not pathways:
        pathways.append(OpenPathway("", paragraph.line))
    clusters = pathways[-1].clusters
    for head, body in read_parts(source, lines, claims):
        if head:
            clusters.append(head)
        elif not clusters:
            clusters.append(OpenCluster("", paragraph.line))
        _add(clusters[-1], body, claims)


def _names_pathway(
    source: SourceText,
    lines: list[Line],
    following: Iterable[Row | Paragraph],
    introduction: str,
    pathways: list[OpenPathway],
) -> bool:
    text = " ".join(line.folded for line in lines)
    short = len(lines) <= 4 and all(len(line.text.split()) <= 7 for line in lines)
    if not short or starts_cluster(lines) or LISTED.search(text) or any(line.indent is not None for line in lines):
        return False
    block = next(iter(following), None)
    if isinstance(block, Row):
        cells = [read_lines(source, span)[0] for span in block.cells]
        begins = not cells[0] and any(map(starts_cluster, cells))
    else:
        begins = block is not None and starts_cluster(read_lines(source, block.span)[0])
    if not begins:
        return False
    if not pathways:
        return True
    if partial_ratio(_plain(text), _plain(introduction)) >= 90 and len(text) >= 5:
        return True
    above = pathways[-1].clusters
    capitals = all(w[0].isupper() for w in re.findall(r"\w+", text) if w not in LITTLE_WORDS)
    return bool(above and above[-1].lines) and capitals and not is_role(text.split()[-1])


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold().replace("-", "")))
