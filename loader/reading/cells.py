"""From blocks to clusters in their column and row, each with the lines of its occupations still uncut.

The rules, by number (the numbers stand by the lines that carry them out):

Where a cluster begins
    1. At "Cluster:", wherever it stands, also twice in a cell.
    2. Where "Cluster:" is lost: at a line followed by text in italics or by "APPRENTICESHIP ONLY".
    3. Where the italics are lost, too: at the first line of a cell or paragraph, when prose follows it.
What its description is
    4. The text in italics after the name.
    5. Without italics the line after the name, where it is prose, with the lines that go on in small letters.
    6. With neither, the sentence that is run together with the name: it begins with a capital, most often with a verb
        and after a role noun, and goes on in small letters.
Tables
    7. A first cell with text names a pathway; an empty one continues the pathway above it.
    8. A cell without a cluster name continues the last cluster above it in its column.
    9. A row any of whose cells continues a cluster belongs to the row above it; any other row is the next one.
Tables that were broken into paragraphs
    10. A paragraph of short lines without levels, followed by a cluster, names a pathway where the introduction
        names it, where no pathway is open, or where it is set in capitals and the cluster above has its occupations.
    11. The columns of the clusters are the likeliest ones, all weighed together: by the levels of their occupations,
        by the flag, by the words of their names, and by their order (left to right, then the next row).
    12. A cluster stands in the row of another of the broken table whose name is the same but for its last words
        (two words at least), where its column is free there, else in the row below the last one of its column and of
        the table that the paragraphs continue.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from rapidfuzz.fuzz import partial_ratio

from career_pathways.loader.catalogue import Column
from career_pathways.loader.errors import ReadingError
from career_pathways.loader.source import SourceText
from career_pathways.loader.words.roles import (
    HIGHER_NAMES,
    LITTLE_WORDS,
    OPENINGS,
    PROFESSIONAL_NAMES,
    TECHNICAL_NAMES,
    is_acronym,
    is_role,
)

from .blocks import Paragraph, RouteBlocks, Row
from .coverage import Claim, Owner
from .markup import Line, join, read_lines

_MARKER = re.compile(r"(?:Clusters?|CLUSTERS?)\s*[:：]\s*|^\s*(?i:clusters?)\s*[:;：]\s*")
_FLAG = re.compile(r"\(?APPRENTICESHIPS?\s+ONLY\)?")
_FLAG_LINE = re.compile(_FLAG.pattern, re.IGNORECASE)
"""The same alone on a line, where small letters cannot mean anything else."""
_LEVEL = re.compile(r"\(\s*([1-8])\s*\)|(?<![\w(])([1-8])\)")
_LISTED = re.compile(r"\([1-8]\)|^[^(]*(?<!\w)[1-8]\)|\(\s*[1-8]\b|\((?:\w+ )*degree\)|:\s*$", re.IGNORECASE)
"""What only a line of occupations holds."""


@dataclass(frozen=True, slots=True)
class ClusterText:
    """A cluster in its place, with the lines of its occupations still uncut."""

    name: str
    """Empty where the document lost it."""
    line: int
    column: Column
    row: int
    apprenticeship_only: bool
    description: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class PathwayText:
    """A pathway with its clusters in the document's order."""

    name: str
    """Empty where the document lost it."""
    line: int
    clusters: tuple[ClusterText, ...]


@dataclass(frozen=True, slots=True)
class RouteText:
    """A route with its pathways."""

    name: str
    line: int
    pathways: tuple[PathwayText, ...]


@dataclass
class _Cluster:
    """A cluster while it is read."""

    name: str
    line: int
    description: str = ""
    flag: bool = False
    lines: list[Line] = field(default_factory=list)
    column: Column | None = None
    """None in a broken table, until rule 11."""
    row: int = 0


@dataclass
class _Pathway:
    """A pathway while it is read."""

    name: str
    line: int
    clusters: list[_Cluster] = field(default_factory=list)
    row: int = 0

    def last(self, column: Column | None) -> _Cluster | None:
        return next((c for c in reversed(self.clusters) if c.column is column), None)


def read_route(source: SourceText, route: RouteBlocks) -> tuple[RouteText, list[Claim]]:
    """The clusters of one route in their places, and the claims of all but its occupations.

    Raises ReadingError where a table has text in a fourth column.
    """
    claims: list[Claim] = []
    pathways: list[_Pathway] = []
    for i, block in enumerate(route.blocks):
        if isinstance(block, Row):
            _read_row(source, block, pathways, claims)
        else:
            following = route.blocks[i + 1 : i + 2]
            _read_paragraph(source, block, following, route.introduction, pathways, claims)
    for pathway in pathways:
        _place(pathway)
    return RouteText(route.name, route.line, tuple(map(_finished, pathways))), claims


def _finished(pathway: _Pathway) -> PathwayText:
    clusters = (
        ClusterText(c.name, c.line, c.column or Column.TECHNICAL, c.row, c.flag, c.description, tuple(c.lines))
        for c in pathway.clusters
    )
    return PathwayText(pathway.name, pathway.line, tuple(clusters))


# Tables


def _read_row(source: SourceText, row: Row, pathways: list[_Pathway], claims: list[Claim]) -> None:
    cells = [read_lines(source, span) for span in row.cells]
    claims += [claim for _, markup in cells for claim in markup]
    first, *rest = (lines for lines, _ in cells)
    if _starts_cluster(first) or any(_LISTED.search(line.text) for line in first):  # the pathway's cell is lost
        first, rest = [], [first, *rest]
    if over := next((lines for lines in rest[3:] if lines), None):
        raise ReadingError(
            f"line {row.line}: text in a fourth column\n  {over[0].folded}\n"
            "A table has the pathway and three columns. Is a tab too many in this line?"
        )
    if first:  # Rule 7
        name = _claimed_name(first, claims, Owner.PATHWAY_NAME)
        again = next((p for p in pathways if _plain(p.name) == _plain(re.sub(r"(?i)\(continued\)", "", name))), None)
        if again:
            pathways.remove(again)
        pathways.append(again or _Pathway(name, row.line))
    elif not pathways:
        pathways.append(_Pathway("", row.line))
    pathway = pathways[-1]
    parts = [(column, _read_parts(source, lines, claims)) for column, lines in zip(Column, rest, strict=False)]
    if any(head for _, cell in parts for head, _ in cell):
        continues = any(cell and not cell[0][0] and pathway.last(column) for column, cell in parts)
        if not continues or not pathway.row:  # Rule 9
            pathway.row += 1
    for column, cell in parts:
        for head, lines in cell:
            cluster = head or pathway.last(column)  # Rule 8
            if cluster is None:
                pathway.row = pathway.row or 1
                cluster = _Cluster("", row.line)
            if cluster.column is None:
                cluster.column, cluster.row = column, pathway.row
                pathway.clusters.append(cluster)
            _add(cluster, lines, claims)


def _add(cluster: _Cluster, lines: list[Line], claims: list[Claim]) -> None:
    """Lines that a cluster goes on with: its flag or its description in a row of their own, else its occupations."""
    for line in lines:
        if _FLAG_LINE.fullmatch(line.folded):
            claims += line.claims(Owner.FLAG)
            cluster.flag = True
        elif _is_italic(line) and not cluster.lines:
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
    pathways: list[_Pathway],
    claims: list[Claim],
) -> None:
    lines, markup = read_lines(source, paragraph.span)
    claims += markup
    open_cluster = pathways[-1].clusters[-1] if pathways and pathways[-1].clusters else None
    if len(lines) == 1 and _FLAG_LINE.fullmatch(lines[0].folded) and open_cluster:
        claims += lines[0].claims(Owner.FLAG)
        open_cluster.flag = True
        return
    if _names_pathway(source, lines, following, introduction, pathways):  # Rule 10
        pathways.append(_Pathway(_claimed_name(lines, claims, Owner.PATHWAY_NAME), paragraph.line))
        return
    if (
        open_cluster
        and not open_cluster.lines
        and not open_cluster.description
        and len(lines) == 1
        and _is_prose(lines[0].folded)
    ):  # Rule 5, with an empty line between
        claims += lines[0].claims(Owner.DESCRIPTION)
        open_cluster.description = lines[0].folded
        return
    if not pathways:
        pathways.append(_Pathway("", paragraph.line))
    clusters = pathways[-1].clusters
    for head, body in _read_parts(source, lines, claims):
        if head:
            clusters.append(head)
        elif not clusters:
            clusters.append(_Cluster("", paragraph.line))
        _add(clusters[-1], body, claims)


def _names_pathway(
    source: SourceText,
    lines: list[Line],
    following: Iterable[Row | Paragraph],
    introduction: str,
    pathways: list[_Pathway],
) -> bool:
    text = " ".join(line.folded for line in lines)
    short = len(lines) <= 4 and all(len(line.text.split()) <= 7 for line in lines)
    if not short or _starts_cluster(lines) or _LISTED.search(text) or any(line.indent is not None for line in lines):
        return False
    block = next(iter(following), None)
    if isinstance(block, Row):
        cells = [read_lines(source, span)[0] for span in block.cells]
        begins = not cells[0] and any(map(_starts_cluster, cells))
    else:
        begins = block is not None and _starts_cluster(read_lines(source, block.span)[0])
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


def _place(pathway: _Pathway) -> None:
    broken = [c for c in pathway.clusters if c.column is None]
    if not broken:
        return
    taken = {(c.column, c.row) for c in pathway.clusters}
    placed: list[_Cluster] = []
    for cluster, column in zip(broken, _likeliest_columns(broken), strict=True):
        stem = _stem(cluster.name)
        beside = [c.row for c in placed if len(stem) > 1 and _stem(c.name) == stem and (column, c.row) not in taken]
        below = max(pathway.row, *(row for of, row in taken if of is column), 0) + 1
        cluster.column, cluster.row = column, beside[-1] if beside else below
        taken.add((column, cluster.row))
        placed.append(cluster)  # Rule 12


def _likeliest_columns(clusters: list[_Cluster]) -> list[Column]:
    """Rule 11, as the best path through the columns (Viterbi): weights of evidence, higher is likelier."""
    best: dict[Column, tuple[float, list[Column]]] = {c: (0.0 if c.position == 0 else -1.5, []) for c in Column}
    for i, cluster in enumerate(clusters):
        evidence = _column_evidence(cluster)
        if i == 0:
            best = {c: (score + evidence[c], [c]) for c, (score, _) in best.items()}
            continue
        best = {
            c: max(
                ((score + _column_step(p, c) + evidence[c], [*path, c]) for p, (score, path) in best.items()),
                key=lambda scored: scored[0],
            )
            for c in Column
        }
    return max(best.values(), key=lambda scored: scored[0])[1]


def _column_step(before: Column, after: Column) -> float:
    if after.position == before.position + 1:
        return 1.0
    if after.position == before.position:
        return 0.5
    return 0.5 if after.position == 0 else -1.0  # the next row, or a column left out or gone back


def _column_evidence(cluster: _Cluster) -> dict[Column, float]:
    evidence = dict.fromkeys(Column, 0.0)
    if cluster.flag:  # the maps flag technical clusters only
        evidence[Column.TECHNICAL] += 4
    for line in cluster.lines:
        for level in _LEVEL.finditer(line.text):
            for column in Column:
                low, high = column.band
                evidence[column] += 2 * (low <= int(level[1] or level[2]) <= high)
    words = re.findall(r"\w+", cluster.name.casefold())
    for names, column in (
        (TECHNICAL_NAMES, Column.TECHNICAL),
        (HIGHER_NAMES, Column.HIGHER_TECHNICAL),
        (PROFESSIONAL_NAMES, Column.PROFESSIONAL),
    ):
        evidence[column] += 1.5 * (bool(words) and words[-1] in names)
    evidence[Column.HIGHER_TECHNICAL] += 1.5 * ("advanced" in words)
    return evidence


def _stem(name: str) -> list[str]:
    """A cluster's name up to its role: print, and, packaging for "Print and Packaging Operative/Technician"."""
    words = re.findall(r"\w+", name.casefold())
    while words and (is_role(words[-1]) or words[-1] in {"advanced", "senior"}):
        words.pop()
    return words


# What stands in a cell or a paragraph


def _starts_cluster(lines: list[Line]) -> bool:
    return bool(lines) and _head_end(lines, 0) is not None


def _read_parts(source: SourceText, lines: list[Line], claims: list[Claim]) -> list[tuple[_Cluster | None, list[Line]]]:
    """A cell as clusters, each with its lines; the first without a cluster where the cell only continues one."""
    parts: list[tuple[_Cluster | None, list[Line]]] = []
    pieces = list(_pieces(lines))
    i = 0
    while i < len(pieces):
        end = _head_end(pieces, i)
        if end is None:
            if not parts:
                parts.append((None, []))
            parts[-1][1].append(pieces[i])
            i += 1
        else:
            parts.append((_read_head(source, pieces[i:end], claims), []))
            i = end
    return parts


def _pieces(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines, cut before each "Cluster:", around each flag, and where italics begin and end."""
    for line in map(_with_italics_ended, lines):
        cuts = {0, len(line.text)}
        cuts |= {m.start() for m in _MARKER.finditer(line.text) if not line.italics[m.start()]}
        cuts |= {edge for m in _FLAG.finditer(line.text) for edge in m.span()}
        cuts |= {
            i
            for i in range(1, len(line.text))
            if line.italics[i] != line.italics[i - 1] and _is_edge(line.text[:i], line.text[i:])
        }
        edges = sorted(cuts)
        for start, end in pairwise(edges):
            if piece := line[start:end].strip():
                yield piece


def _with_italics_ended(line: Line) -> Line:
    """The line, its italics ended with their last sentence where the end was lost and they run on to a level."""
    level = _LEVEL.search(line.text)
    if level is None or not line.italics[level.start()]:
        return line
    stop = line.text.rfind(". ", 0, level.start()) + 1
    italics = line.italics[:stop] + (False,) * (len(line.text) - stop) if stop else line.italics
    return Line(line.text, line.offsets, italics, line.indent)


def _is_edge(before: str, after: str) -> bool:
    """Whether italics that begin or end here part two texts; inside a word they do not."""
    return not (before[-1:].isalnum() and after[:1].isalnum() and after[:1].islower())


def _head_end(pieces: list[Line], start: int) -> int | None:
    """Where the head of the cluster that begins at piece `start` ends; None where none begins there."""
    first = pieces[start]
    if _is_italic(first) or _FLAG_LINE.fullmatch(first.folded):
        return None
    marked = _MARKER.match(first.text) is not None  # Rule 1
    end = start + 1
    if marked and not first.text[_MARKER.match(first.text).end() :].strip() and end < len(pieces):  # type: ignore[union-attr]
        end += 1  # the name stands on the next line
    if not marked and _LISTED.search(first.text):
        return None
    name_end = end
    flag = end < len(pieces) and bool(_FLAG_LINE.fullmatch(pieces[end].folded))
    end += flag
    italic = end < len(pieces) and _is_italic(pieces[end])
    while end < len(pieces) and _is_italic(pieces[end]):  # Rule 4
        end += 1
    if italic or (flag and not marked):  # Rule 2
        if italic:
            end += end < len(pieces) and bool(_FLAG_LINE.fullmatch(pieces[end].folded))
            return end
    elif not marked and not (  # Rule 3
        start == 0
        and end < len(pieces)
        and len(first.text.split()) <= 12
        and first.indent is None
        and not first.text.rstrip().endswith(".")
        and _is_certain_prose(pieces[end].folded)
    ):
        return None
    run_together = _description_start(first.text) > 0  # Rule 6
    if (
        not run_together and end < len(pieces) and pieces[end].indent is None and _is_prose(pieces[end].folded)
    ):  # Rule 5
        end += 1
        while (
            end < len(pieces)
            and not pieces[end - 1].folded.endswith(".")
            and pieces[end].folded[:1].islower()
            and not _LISTED.search(pieces[end].text)
        ):
            end += 1
        end += end < len(pieces) and bool(_FLAG_LINE.fullmatch(pieces[end].folded))
    return max(end, name_end)


def _is_italic(piece: Line) -> bool:
    return all(italic for italic, char in zip(piece.italics, piece.text, strict=True) if not char.isspace())


def _is_prose(text: str) -> bool:
    """Whether a line after a cluster's name is a description and not its occupations.

    >>> _is_prose("Provide day-to-day circus and")
    True
    >>> _is_prose("Senior handler Marine diesel practitioner Vessel traffic assistant (VTS)")
    False
    """
    words = re.findall(r"[A-Za-z][\w'-]*", text)
    if _LISTED.search(text) or len(words) < 3:
        return False
    opens = words[0].casefold() in OPENINGS and any(w in LITTLE_WORDS for w in words)
    if text.endswith(".") or (opens and (len(words) >= 6 or words[-1] in LITTLE_WORDS)):
        return True
    capitals = sum(w[0].isupper() and not is_acronym(w) for w in words[1:])
    return len(words) >= 6 and capitals <= len(words) / 6


def _is_certain_prose(text: str) -> bool:
    """Whether a line is a sentence, without a cluster's name before it to say so."""
    words = re.findall(r"[A-Za-z][\w'-]*", text)
    small = sum(w[0].islower() for w in words)
    verb = bool(words) and words[0].casefold() in OPENINGS
    return _is_prose(text) and small >= 0.75 * len(words) and (verb or text.endswith(".") or len(words) >= 10)


def _read_head(source: SourceText, pieces: list[Line], claims: list[Claim]) -> _Cluster:
    line = source.line_of(pieces[0].offsets[0])
    if marker := _MARKER.match(pieces[0].text):
        claims += pieces[0][: marker.end()].claims(Owner.SEPARATOR)
        pieces = [p for p in (pieces[0][marker.end() :], *pieces[1:]) if p]
    if not pieces or _is_italic(pieces[0]):
        name = None
    else:
        name, *pieces = pieces
    description: Line | None = None
    flag = False
    for piece in pieces:
        if _FLAG_LINE.fullmatch(piece.folded):
            claims += piece.claims(Owner.FLAG)
            flag = True
        else:
            claims += piece.claims(Owner.DESCRIPTION)
            description = join(description, piece) if description else piece
    if name and not description:  # Rule 6
        cut = _description_start(name.text)
        if cut:
            name, description = name[:cut].strip(), name[cut:]
            claims += description.claims(Owner.DESCRIPTION)
    if name:
        claims += name.claims(Owner.CLUSTER_NAME)
    return _Cluster(name.folded if name else "", line, description.folded if description else "", flag)


def _description_start(text: str) -> int:
    """Where the sentence begins that is run together with a cluster's name; 0 where none is.

    >>> text = "Legal Technician Deliver conveyancing transactions and manage small cases. Advise clients."
    >>> text[_description_start(text) :]
    'Deliver conveyancing transactions and manage small cases. Advise clients.'
    """
    words = [(m.start(), m[0]) for m in re.finditer(r"\S+", text)]
    starts = []
    for (_, before), (start, word) in pairwise(words):
        if before.endswith("."):
            break
        if word[0].isupper() and before.casefold() not in LITTLE_WORDS and _is_certain_prose(text[start:]):
            opens = word.casefold() in OPENINGS
            after_role = is_role(before.strip(",")) or before.endswith(")")
            next_small = text[start + len(word) :].lstrip()[:1].islower()
            if next_small and (opens or after_role):
                starts.append((opens, after_role, -start))
    return -max(starts)[2] if starts else 0
