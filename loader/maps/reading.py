"""The whole way from a mapping file to the rows of its map."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from career_pathways.loader.errors import InvalidCatalogue, WrongMap
from career_pathways.loader.words.counting import counted

from .bad import Bad, BadPlaces
from .checking import check_rows
from .gathering import read_records
from .mapping import read_mapping
from .read_map import MapRecords, ReadMap
from .records import Correspondence
from .rows import MapRows
from .table_files import Progress

_SHOWN = 5
"""Bad places that an error names."""


def read_map(source: Path, progress: Progress | None = None) -> ReadMap:
    """A mapping file and its tables. Raises WrongMap where one of them cannot be read at all.

    That nothing at all is an occupation is bad, too, in all tables together: any one may be empty. `progress` is told
    how many rows were read.
    """
    mapping = read_mapping(source)
    bad = BadPlaces()
    records = read_records(mapping, bad, progress)
    if not len(records.occupations) and not bad:
        finding = f"no row of {', '.join(name for name, _ in records.files[:_SHOWN])} is an occupation"
        cure = "Does the mapping file name the right tables, and does where leave any row?"
        bad.add(Bad("no occupation", source.name, None, finding, cure))
    return ReadMap(mapping, records, tuple(bad), bad.counts())


def rows_of_map(source: Path, *, skip_bad: bool = False, progress: Progress | None = None) -> tuple[ReadMap, MapRows]:
    """Read and check. Out: what was read, with its correspondences to other editions, and the rows of its graph.

    Raises WrongMap, with the first of what is bad, unless `skip_bad`, which leaves it out; InvalidCatalogue where no
    occupation is left, and InvalidGraph.
    """
    read = read_map(source, progress)
    if read.bad and not skip_bad:
        raise _refused(read)
    if not len(read.records.occupations):
        raise InvalidCatalogue(f"{source}: no occupation in its tables.", "Does the mapping file name the right ones?")
    rows = MapRows(read.mapping, read.records, progress)
    check_rows(rows, read.records)
    return replace(read, correspondences=_correspondences(read.records, rows.names.ids)), rows


def _correspondences(records: MapRecords, ids: list[str]) -> tuple[Correspondence, ...]:
    return tuple(Correspondence(one.edition, ids[one.origin], one.code, *one.source) for one in records.correspondences)


def _refused(read: ReadMap) -> WrongMap:
    """The error that names what is bad."""
    shown = [f"\n  {b.file}{f', row {b.row}' if b.row else ''}: {b.finding}. {b.cure}" for b in read.bad[:_SHOWN]]
    places = sum(read.bad_counts.values())
    more = places - len(shown)
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in read.bad_counts.items())
    rest = f"\n  and {more:,} more; in all {kinds}" if more else ""
    count = f"{counted(places, 'place')} in its tables {'are' if places > 1 else 'is'} bad"
    return WrongMap(
        f"{read.mapping.path.name}: {count}:{''.join(shown)}{rest}\n",
        "Mend them, or leave them out with {skip_bad}.",
        bad=read.bad,
    )
