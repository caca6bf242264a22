"""Imported maps for the tests: the five small ones of tests/maps/five, and maps of rows that a test gives."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

import networkx as nx
from places import TESTS

from career_pathways.loader.maps.read_map import ReadMap
from career_pathways.loader.maps.reading import rows_of_map
from career_pathways.loader.stores.read_back import graph_of_rows

FIVE = tuple(sorted((TESTS / "maps" / "five").glob("*.toml")))
"""Mapping files, each with a few rows of its tables; their README says what they are and whose."""

HEADING = ("Code", "Title", "Level", "Route", "Cluster", "To")

MAPPING = """
[edition]
id = "m"
title = "Map"
licence = "none"

[[occupations]]
file = "m.csv"
code = "Code"
title = "Title"
level = "Level"
route = { column = "Route", split = "|" }
cluster = { column = "Cluster", split = "|" }
progresses_to = { column = "To", split = "|" }
"""


def graph_of_map(file: Path, *, skip_bad: bool = False) -> tuple[ReadMap, nx.MultiDiGraph]:
    """What is read of a map, and its graph."""
    read, rows = rows_of_map(file, skip_bad=skip_bad)
    return read, graph_of_rows(rows)


def written(folder: Path, rows: Iterable[Sequence[str]], mapping: str = MAPPING) -> Path:
    """A mapping file and its table in a folder."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([HEADING, *rows])
    (folder / "m.csv").write_text(text.getvalue(), "utf-8", newline="")
    (folder / "m.toml").write_text(mapping, "utf-8")
    return folder / "m.toml"


def map_of_rows(folder: Path, rows: Iterable[Sequence[str]], mapping: str = MAPPING) -> nx.MultiDiGraph:
    """The graph of such a map."""
    return graph_of_map(written(folder, rows, mapping))[1]
