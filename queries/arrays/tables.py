"""The two tables of a map, as the export to Parquet writes them: of them only what a whole map needs is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from career_pathways.loader.errors import WrongMap

from .whole_map import NODE_COLUMNS, RELATIONSHIP_COLUMNS, WholeMap, map_of_batches

ENDING = ".parquet"
_AT_ONCE = 100_000
_NODES, _RELATIONSHIPS = f"-nodes{ENDING}", f"-relationships{ENDING}"


def tables_named(place: Path) -> tuple[Path, Path]:
    """The tables of nodes and of relationships that a name means.

    `place`: one of the two, what both are called after (map.parquet), or a folder with one such pair. Raises WrongMap.
    """
    if place.is_dir():
        found = sorted(file.name.removesuffix(_NODES) for file in place.glob(f"*{_NODES}"))
        if len(found) != 1:
            listed = ", ".join(f"{name}{ENDING}" for name in found[:5])
            fact = f"{place}: {f'{len(found)} maps in Parquet ({listed})' if found else 'no map in Parquet'} in it."
            raise WrongMap(fact, "Name one map, as `MAP.parquet`: of MAP-nodes.parquet and MAP-relationships.parquet.")
        place = place / f"{found[0]}{ENDING}"
    name = place.name.removesuffix(_NODES).removesuffix(_RELATIONSHIPS).removesuffix(ENDING)
    pair = place.with_name(f"{name}{_NODES}"), place.with_name(f"{name}{_RELATIONSHIPS}")
    for file in pair:
        if not file.exists():
            raise WrongMap(f"{file}: no such file.", "A map in Parquet is two tables, which an export writes.")
    return pair


def map_of_parquet(place: Path) -> WholeMap:
    """The map of two tables; `place` as `tables_named` takes it. Raises WrongMap where they are not those of a map."""
    nodes, relationships = tables_named(place)
    try:
        return map_of_batches(_batches(nodes, NODE_COLUMNS), _batches(relationships, RELATIONSHIP_COLUMNS))
    except (ValueError, OSError, pa.ArrowException) as error:
        what = str(error).splitlines()[0].rstrip(".")
        raise WrongMap(
            f"{nodes.name}, {relationships.name}: not a whole map: {what}.", "Export the map anew."
        ) from error


def _batches(file: Path, columns: Mapping[str, pa.DataType]) -> Iterator[pa.RecordBatch]:
    """The rows of a table. A column that a map need not have is null."""
    coded = [name for name, kind in columns.items() if pa.types.is_dictionary(kind)]
    there = set(pq.read_schema(file).names)
    if lacking := sorted(_NEEDED & columns.keys() - there):
        raise ValueError(f"{file.name} has no column {', '.join(lacking)}")
    with pq.ParquetFile(file, read_dictionary=[name for name in coded if name in there]) as table:
        for batch in table.iter_batches(_AT_ONCE, columns=[name for name in columns if name in there]):
            yield pa.record_batch(
                [
                    batch[name].cast(kind) if name in there else pa.nulls(len(batch), kind)
                    for name, kind in columns.items()
                ],
                names=list(columns),
            )


_NEEDED = {"id", "label", "title", "level", "route", "lines", "origin", "type", "destination", "cost", "relatedness"}
