"""Small documents, and what the reader makes of them in lines that one can compare."""

from __future__ import annotations

from career_pathways.loader.reading.reader import Reading, read_catalogue
from career_pathways.loader.source import SourceText

CELL = "<div>Cluster: Baker</div><div>Craft baker (2)</div>"
ROW = f"Baking\t{CELL}\t<div>Cluster: Bakery Manager</div><div>Bakery manager (4)</div>\t"
"""A row that reads as BAKING."""
BAKING = ["technical 1 Baker: Craft baker 2", "higher_technical 1 Bakery Manager: Bakery manager 4"]


def read_whole(text: str) -> Reading:
    """The reading of a text each of whose characters has one owner."""
    source = SourceText(text)
    reading = read_catalogue(source)
    owned = reading.coverage
    assert owned.complete, [source.quote(span) for span in owned.unowned + owned.contested]
    return reading


def outline(text: str) -> list[str]:
    """What a text says: a line for each route and pathway, and one for each cluster with its place and its entries."""
    lines = []
    for route in read_whole(text).catalogue.routes:
        lines.append(f"# {route.name}")
        for pathway in route.pathways:
            lines.append(f"## {pathway.name}")
            for c in pathway.clusters:
                entries = ", ".join(f"{e.title} {e.level or ''}".strip() for e in c.entries)
                flag = f" ({c.description})" if c.description else ""
                lines.append(f"{c.column} {c.row} {c.name}{flag}: {entries}")
    return lines


def cell(text: str) -> list[str]:
    """The entries of a document with one cell, each as its title and level."""
    lines = outline(f"Occupational Map: Food\n\nBaking\t<div>Cluster: Baker</div>{text}\t\t\n")
    assert lines[:2] == ["# Food", "## Baking"]
    (line,) = lines[2:]
    place, _, entries = line.partition(": ")
    assert place == "technical 1 Baker"
    return entries.split(", ")
