"""A map of any size in arrays: what the analyses of it need, and nothing else of its nodes and relationships."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple, Self, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from career_pathways.loader.catalogue import Column
from career_pathways.loader.schema import DOCUMENT
from career_pathways.loader.stores.rows import Rows
from career_pathways.queries.network import CROSSING, PROGRESSION

Numbers: TypeAlias = NDArray[np.int64]
Levels: TypeAlias = NDArray[np.int32]
Marks: TypeAlias = NDArray[np.bool_]
Ends: TypeAlias = tuple[NDArray[Any], NDArray[Any]]
"""The origins of relationships, and their destinations."""

UNSTATED = np.iinfo(np.int32).min
"""Where a map states no level."""

NODE_COLUMNS = {
    "id": pa.string(),
    "label": pa.string(),
    **dict.fromkeys(("name", "title", "column", "route", "edition"), pa.string()),
    **dict.fromkeys(("line", "level", "level_min", "level_max", "level_lowest", "level_highest"), pa.int64()),
    "lines": pa.list_(pa.int64()),
}
RELATIONSHIP_COLUMNS = {
    **dict.fromkeys(("origin", "type", "destination", "basis", "move"), pa.dictionary(pa.int32(), pa.string())),
    "cost": pa.int64(),
    "skips": pa.bool_(),
    "relatedness": pa.float64(),
}
"""What is read of a table of nodes and of one of relationships (exports/tables.py), and as what."""

_AT_ONCE = 100_000
"""Rows that are made into columns together."""


class Links(NamedTuple):
    """Relationships by the number of the occupation that they lead from: those of i from start[i] to start[i + 1]."""

    start: Numbers
    end: NDArray[np.int32]
    """The occupations that they lead to, rising for each origin."""

    @classmethod
    def of(cls, ends: Ends, size: int) -> Self:
        """Each pair once."""
        pairs = distinct(ends[0].astype(np.int64) * size + ends[1])
        return cls(_starts(pairs // max(size, 1), size), (pairs % max(size, 1)).astype(np.int32))

    @property
    def size(self) -> int:
        """How many occupations there are."""
        return len(self.start) - 1

    @property
    def number(self) -> Numbers:
        """How many lead from each occupation."""
        return np.diff(self.start)

    @property
    def origins(self) -> Numbers:
        """The occupation that each of them leads from."""
        return np.repeat(np.arange(self.size), np.diff(self.start))

    @property
    def both_ways(self) -> Ends:
        """Their ends, and the same turned round."""
        return joined((self.origins, self.end), (self.end, self.origins))

    def reversed(self) -> Links:
        """The same from their ends."""
        return Links.of((self.end, self.origins), self.size)

    def following(self, occupations: Numbers) -> tuple[Numbers, Numbers]:
        """Of all that lead from these: for each its place among them, and which of the occupations it leads from."""
        first, number = self.start[occupations], self.start[occupations + 1] - self.start[occupations]
        which = np.repeat(np.arange(len(occupations)), number)
        place = np.arange(len(which)) - np.repeat(np.cumsum(number) - number, number) + first[which]
        return place, which


def joined(one: Ends, other: Ends) -> Ends:
    """The ends of both."""
    return np.concatenate((one[0], other[0])), np.concatenate((one[1], other[1]))


def distinct(numbers: Numbers) -> Numbers:
    """Each number once, rising: what np.unique answers, which takes four times as long."""
    numbers = np.sort(numbers)
    return numbers[np.concatenate(([True], np.diff(numbers) > 0))[: len(numbers)]]


def _starts(origins: Numbers, size: int) -> Numbers:
    return np.concatenate(([0], np.cumsum(np.bincount(origins, minlength=size)))).astype(np.int64)


class Progressions(NamedTuple):
    """What paths are measured by, of each progression in the order of its Links."""

    cost: NDArray[np.int32]
    related: NDArray[np.int32]
    """Its relatedness in ten-thousandths."""
    basis: pa.Array
    move: pa.Array
    skips: Marks


class Places(NamedTuple):
    """What stands in what, by numbers: those of clusters and pathways go by their ids, those of routes by `routes`."""

    clusters: NDArray[np.int32]
    """Of each cluster its column, as `WholeMap.column` has it."""
    pathways: Mapping[str, Sequence[Any]]
    """Their ids, names and lines."""
    in_cluster: Ends
    in_pathway: Ends
    in_route: Ends


@dataclass(frozen=True, slots=True)
class WholeMap:
    """One edition. Occupations go by numbers in the order of their ids, routes by numbers in the document's order."""

    ids: pa.StringArray
    titles: pa.StringArray
    level: NDArray[np.int32]
    """Stated, or UNSTATED; so the two that follow."""
    level_min: NDArray[np.int32]
    level_max: NDArray[np.int32]
    column: NDArray[np.int32]
    """The place of its column in Column; -1 where there is none."""
    route: NDArray[np.int32]
    lines: pa.ListArray
    routes: Mapping[str, Sequence[Any]]
    """Their ids, names and lines, by line, then by id."""
    steps: Links
    """The progressions."""
    crossings: Links
    progressions: Progressions
    onward: Links
    """Both, as paths go over them."""
    places: Places
    scale: tuple[int | None, int | None]
    """The lowest and the highest level, where they are the map's own."""
    edition: str

    @property
    def size(self) -> int:
        """How many occupations it has."""
        return len(self.ids)

    def first_lines(self) -> Numbers:
        """The first line of each occupation; -1 where the document has it nowhere."""
        lengths = pc.list_value_length(self.lines).to_numpy(zero_copy_only=False)
        first = np.full(self.size, -1, np.int64)
        starts = np.cumsum(lengths) - lengths
        first[lengths > 0] = self.lines.flatten().to_numpy(zero_copy_only=False)[starts[lengths > 0]]
        return first


def map_of_rows(rows: Rows) -> WholeMap:
    """The map of rows. Raises as `map_of_batches` does."""
    nodes = ({**row, "label": label.name} for label, of_label in rows.nodes() for row in of_label)
    joined = (
        {"origin": row["origin"], "type": kind.name, "destination": row["destination"], **row["properties"]}
        for kind, of_kind in rows.relationships()
        for row in of_kind
    )
    return map_of_batches(_batches(nodes, NODE_COLUMNS), _batches(joined, RELATIONSHIP_COLUMNS))


def _batches(rows: Iterator[Mapping[str, Any]], columns: Mapping[str, pa.DataType]) -> Iterator[pa.RecordBatch]:
    while batch := list(islice(rows, _AT_ONCE)):
        values = {}
        for name, kind in columns.items():
            coded = pa.types.is_dictionary(kind)
            values[name] = _array([row.get(name) for row in batch], kind.value_type if coded else kind)
            values[name] = values[name].dictionary_encode() if coded else values[name]
        yield pa.record_batch(values)


def _array(values: list[Any], kind: pa.DataType) -> pa.Array:
    try:
        return pa.array(values, kind)
    except UnicodeEncodeError:  # a lone surrogate, which UTF-8 has no bytes for; the exports write U+FFFD too
        whole = (v and v.encode("utf-16", "surrogatepass").decode("utf-16", "replace") for v in values)
        return pa.array(list(whole), kind)


def map_of_batches(nodes: Iterable[pa.RecordBatch], relationships: Iterable[pa.RecordBatch]) -> WholeMap:
    """The map of two tables with NODE_COLUMNS and RELATIONSHIP_COLUMNS; their rows may come in any order.

    Raises ValueError where a relationship has an end that is no node of the label that its type joins.
    """
    of = _by_label(nodes)
    occupations, routes, size = of["Occupation"], of["Route"], len(of["Occupation"])
    ids = {label: _whole(table["id"]) for label, table in of.items()}
    ends = _by_type(relationships)
    numbers = {kind: ends[kind].numbers(*(ids[label] for label in _JOINED[kind])) for kind in _JOINED}
    steps = numbers[PROGRESSION]
    order = np.lexsort(steps[::-1])
    edition: Mapping[str, Any] = next(iter(of["Edition"].to_pylist()), {})
    return WholeMap(
        ids["Occupation"],
        _whole(occupations["title"]),
        _levels(occupations["level"]),
        _levels(occupations["level_min"]),
        _levels(occupations["level_max"]),
        _columns(occupations["column"]),
        _found(_whole(occupations["route"]), ids["Route"]).astype(np.int32),
        _whole(occupations["lines"]),
        _named(routes),
        Links(_starts(steps[0][order], size), steps[1][order].astype(np.int32)),
        Links.of(numbers[CROSSING], size),
        ends[PROGRESSION].measured(order),
        Links.of(joined(steps, numbers[CROSSING]), size),
        Places(
            _columns(of["Cluster"]["column"]),
            _named(of["Pathway"]),
            numbers["IN_CLUSTER"],
            numbers["IN_PATHWAY"],
            numbers["IN_ROUTE"],
        ),
        (edition.get("level_lowest"), edition.get("level_highest")),
        edition.get("edition") or DOCUMENT,
    )


_JOINED = {
    PROGRESSION: ("Occupation", "Occupation"),
    CROSSING: ("Occupation", "Occupation"),
    "IN_CLUSTER": ("Occupation", "Cluster"),
    "IN_PATHWAY": ("Cluster", "Pathway"),
    "IN_ROUTE": ("Pathway", "Route"),
}

_OF_LABEL = {
    "Occupation": "id title level level_min level_max column route lines".split(),
    "Route": "id name line".split(),
    "Pathway": "id name line".split(),
    "Cluster": "id column".split(),
    "Edition": "id edition level_lowest level_highest".split(),
}


def _by_label(nodes: Iterable[pa.RecordBatch]) -> Mapping[str, pa.Table]:
    """The nodes of each label in the order of their numbers."""
    found: dict[str, list[pa.RecordBatch]] = {label: [] for label in _OF_LABEL}
    for batch in nodes:
        for label in pc.unique(batch["label"]).to_pylist():
            if label in found:
                found[label].append(batch.filter(pc.equal(batch["label"], label)).select(_OF_LABEL[label]))
    tables = {}
    for label, batches in found.items():
        schema = pa.schema([(name, NODE_COLUMNS[name]) for name in _OF_LABEL[label]])
        table = pa.Table.from_batches(batches, schema)
        keys = ["line", "id"] if label == "Route" else ["id"]
        order = pc.sort_indices(table, [(key, "ascending") for key in keys]).to_numpy()
        tables[label] = table if np.array_equal(order, np.arange(len(order))) else table.take(pa.array(order))
    return tables


class _Ends:
    """The relationships of one type, as they come."""

    def __init__(self) -> None:
        self._ids: list[tuple[list[pa.Array], list[Numbers]]] = [([], []), ([], [])]
        self._known = [0, 0]
        self._measures: list[pa.RecordBatch] = []

    def add(self, batch: pa.RecordBatch, *, measured: bool) -> None:
        """More of them. Texts are kept once for each batch, whose rows name them by number."""
        for end, name in enumerate(("origin", "destination")):
            texts, numbers = self._ids[end]
            coded = batch[name].dictionary_encode() if not pa.types.is_dictionary(batch[name].type) else batch[name]
            used, number = np.unique(coded.indices.to_numpy(), return_inverse=True)
            texts.append(coded.dictionary.take(pa.array(used)))
            numbers.append((number + self._known[end]).astype(np.int32))
            self._known[end] += len(used)
        if measured:
            self._measures.append(batch.select(("cost", "relatedness", "basis", "move", "skips")))

    def numbers(self, *ids: pa.Array) -> Ends:
        """The numbers of their origins and of their destinations, which go by these ids."""
        both = []
        for (texts, numbers), of in zip(self._ids, ids, strict=True):
            found = _found(pa.concat_arrays(texts), of) if texts else np.zeros(0, np.int64)
            both.append(found[np.concatenate(numbers)] if numbers else found)
        origins, destinations = both
        return origins, destinations

    def measured(self, order: Numbers) -> Progressions:
        """What paths are measured by, in this order."""
        schema = pa.schema([(name, RELATIONSHIP_COLUMNS[name]) for name in "cost relatedness basis move skips".split()])
        table = pa.Table.from_batches(self._measures, schema).unify_dictionaries()
        related = np.rint(table["relatedness"].fill_null(0.0).to_numpy() * 10_000)
        return Progressions(
            table["cost"].fill_null(0).to_numpy()[order].astype(np.int32),
            related[order].astype(np.int32),
            _whole(table["basis"]).take(pa.array(order)),
            _whole(table["move"]).take(pa.array(order)),
            table["skips"].fill_null(False).to_numpy()[order],
        )


def _by_type(relationships: Iterable[pa.RecordBatch]) -> Mapping[str, _Ends]:
    found = {kind: _Ends() for kind in _JOINED}
    for batch in relationships:
        types = batch["type"].cast(pa.string())
        for kind in pc.unique(types).to_pylist():
            if kind in found:
                of_kind = pc.equal(types, kind)
                if kind == PROGRESSION:  # those between clusters have no relatedness
                    of_kind = pc.and_(of_kind, batch["relatedness"].is_valid())
                found[kind].add(batch.filter(of_kind), measured=kind == PROGRESSION)
    return found


def _whole(column: pa.ChunkedArray) -> pa.Array:
    """A column in one piece."""
    return pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], column.type)


def _named(table: pa.Table) -> Mapping[str, Sequence[Any]]:
    return {name: table[name].to_pylist() for name in ("id", "name", "line")}


def _levels(column: pa.ChunkedArray) -> NDArray[np.int32]:
    return np.asarray(column.fill_null(UNSTATED).cast(pa.int32()))


def _columns(column: pa.ChunkedArray) -> NDArray[np.int32]:
    return np.asarray(pc.index_in(column, pa.array(list(Column), pa.string())).fill_null(-1))


def _found(texts: pa.Array, ids: pa.Array) -> Numbers:
    numbers: Numbers = np.asarray(pc.index_in(texts, ids).fill_null(-1)).astype(np.int64)
    if (numbers < 0).any():
        raise ValueError(f"no node {texts[int(np.argmin(numbers))].as_py()!r}")
    return numbers
