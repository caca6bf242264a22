"""The whole way from a mapping file to a graph."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from career_pathways.loader.errors import InvalidCatalogue, WrongMap
from career_pathways.loader.graph.build import Graph
from career_pathways.loader.graph.validate import validate

from .gathering import read_records
from .graph import build_map
from .mapping import MapFile, read_mapping
from .records import MapRecords
from .tables import Bad

_SHOWN = 5
"""Bad places that an error names."""

MAPPING = ".toml"
"""How the name of a mapping file ends."""


class Correspondence(NamedTuple):
    """That an occupation of a map is one of another edition, exactly, as a row of a table states."""

    edition: str
    """The name of the other edition."""
    origin: str
    """The occupation, by its id in the graph of the map."""
    code: str
    """What it is in the other edition, which may lack it, or not be at hand."""
    file: str
    row: int


@dataclass(frozen=True, slots=True)
class ReadMap:
    """A mapping file, what its tables state, and what in them is bad and was left out."""

    mapping: MapFile
    records: MapRecords
    bad: tuple[Bad, ...]
    correspondences: tuple[Correspondence, ...] = ()
    """Those to other editions, once there is a graph whose ids they name."""


def is_mapping(source: Path | None) -> bool:
    """Whether what a user names is a mapping file, by its name."""
    return source is not None and source.suffix.lower() == MAPPING


def read_map(source: Path) -> ReadMap:
    """A mapping file and its tables. Raises WrongMap where one of them cannot be read at all.

    That nothing at all is an occupation is bad, too, in all tables together: any one may be empty.
    """
    mapping = read_mapping(source)
    bad: list[Bad] = []
    records = read_records(mapping, bad.append)
    if not records.occupations and not bad:
        finding = f"no row of {', '.join(name for name, _ in records.files[:_SHOWN])} is an occupation"
        cure = "Does the mapping file name the right tables, and does where leave any row?"
        bad.append(Bad("no occupation", source.name, None, finding, cure))
    return ReadMap(mapping, records, tuple(dict.fromkeys(bad)))


def graph_of_map(source: Path, *, skip_bad: bool = False) -> tuple[ReadMap, Graph]:
    """Read and check. Out: what was read, with its correspondences to other editions, and its graph.

    Raises WrongMap, with the first of what is bad, unless `skip_bad`, which leaves it out; InvalidCatalogue where no
    occupation is left, and InvalidGraph.
    """
    read = read_map(source)
    if read.bad and not skip_bad:
        raise _refused(read)
    if not read.records.occupations:
        raise InvalidCatalogue(f"{source}: no occupation in its tables.", "Does the mapping file name the right ones?")
    graph = build_map(read.mapping, read.records)
    validate(graph)
    return replace(read, correspondences=_correspondences(read.records, graph)), graph


def _correspondences(records: MapRecords, graph: Graph) -> tuple[Correspondence, ...]:
    ids = [id_ for id_, label in graph.nodes(data="label") if label == "Occupation"]  # in the order of the records
    return tuple(Correspondence(one.edition, ids[one.origin], one.code, *one.source) for one in records.correspondences)


def _refused(read: ReadMap) -> WrongMap:
    """The error that names what is bad."""
    shown = [f"\n  {b.file}{f', row {b.row}' if b.row else ''}: {b.finding}. {b.cure}" for b in read.bad[:_SHOWN]]
    more = len(read.bad) - len(shown)
    kinds = Counter(b.kind for b in read.bad)
    rest = (
        f"\n  and {more:,} more; in all {', '.join(f'{count:,} {kind}' for kind, count in kinds.items())}"
        if more
        else ""
    )
    count = (
        f"{len(read.bad):,} place{'s' * (len(read.bad) > 1)} in its tables {'are' if len(read.bad) > 1 else 'is'} bad"
    )
    return WrongMap(
        f"{read.mapping.path.name}: {count}:{''.join(shown)}{rest}\n",
        "Mend them, or leave them out with {skip_bad}.",
        bad=read.bad,
    )
