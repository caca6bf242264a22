"""The column and the row of each cluster of a table that was broken into paragraphs.

11. The columns of the clusters are the likeliest ones, all weighed together: by the levels of their occupations,
    by the flag, by the words of their names, and by their order (left to right, then the next row).
12. A cluster stands in the row of another of the broken table whose name is the same but for its last words
    (two words at least), where its column is free there, else in the row below the last one of its column and of
    the table that the paragraphs continue.
"""

from __future__ import annotations

import re

from career_pathways.loader.catalogue import Column
from career_pathways.loader.words.roles import LAST_WORDS, is_role

from .cells import LEVEL, OpenCluster


def place_clusters(clusters: list[OpenCluster], row: int) -> None:
    """Give each cluster of a pathway that has no column yet its column and row; `row`: the last of its tables."""
    broken = [c for c in clusters if c.column is None]
    if not broken:
        return
    taken = {(c.column, c.row) for c in clusters}
    below = dict.fromkeys(Column, row)
    for c in clusters:
        if c.column:
            below[c.column] = max(below[c.column], c.row)
    free: dict[tuple[str, ...], dict[Column, list[int]]] = {}
    """By name without its last words: the rows of such clusters where a column was free, the last one last."""
    for cluster, column in zip(broken, _likeliest_columns(broken), strict=True):
        # Rule 12: beside one whose name is the same but for its last words, else below the last of its column.
        stem = tuple(_stem(cluster.name))
        beside = free.setdefault(stem, {of: [] for of in Column})
        rows = beside[column]
        while rows and (column, rows[-1]) in taken:
            rows.pop()
        cluster.column, cluster.row = column, rows[-1] if len(stem) > 1 and rows else below[column] + 1
        taken.add((column, cluster.row))
        below[column] = max(below[column], cluster.row)
        for other in Column:
            if (other, cluster.row) not in taken:
                beside[other].append(cluster.row)


def _likeliest_columns(clusters: list[OpenCluster]) -> list[Column]:
    """The likeliest column of each cluster, all weighed together.

    Rule 11: the best path through the columns (Viterbi); its score is the sum of the evidence, higher is likelier.
    """
    scores: dict[Column, float] = {c: 0.0 if c.position == 0 else -1.5 for c in Column}
    before: list[dict[Column, Column]] = []
    """For each cluster but the first: the best column of the one before it, by its own."""
    for i, cluster in enumerate(clusters):
        evidence = _column_evidence(cluster)
        if i:
            best = {c: max(Column, key=lambda p: scores[p] + _column_step(p, c)) for c in Column}
            scores = {c: scores[p] + _column_step(p, c) + evidence[c] for c, p in best.items()}
            before.append(best)
        else:
            scores = {c: score + evidence[c] for c, score in scores.items()}
    columns = [max(scores, key=lambda c: scores[c])]
    for best in reversed(before):
        columns.append(best[columns[-1]])
    return columns[::-1]


def _column_step(before: Column, after: Column) -> float:
    if after.position == before.position + 1:
        return 1.0
    if after.position == before.position:
        return 0.5
    return 0.5 if after.position == 0 else -1.0  # the next row, or a column left out or gone back


def _column_evidence(cluster: OpenCluster) -> dict[Column, float]:
    evidence = dict.fromkeys(Column, 0.0)
    if cluster.flag:  # the maps flag technical clusters only
        evidence[Column.TECHNICAL] += 4
    for line in cluster.lines:
        for level in LEVEL.finditer(line.text):
            for column in Column:
                low, high = column.band
                evidence[column] += 2 * (low <= int(level[1] or level[2]) <= high)
    words = re.findall(r"\w+", cluster.name.casefold())
    for column, names in LAST_WORDS.items():
        evidence[column] += 1.5 * (bool(words) and words[-1] in names)
    evidence[Column.HIGHER_TECHNICAL] += 1.5 * ("advanced" in words)
    return evidence


def _stem(name: str) -> list[str]:
    """A cluster's name up to its role: print, and, packaging for "Print and Packaging Operative/Technician"."""
    words = re.findall(r"\w+", name.casefold())
    while words and (is_role(words[-1]) or words[-1] in {"advanced", "senior"}):
        words.pop()
    return words
