"""A map of any size, for measuring: as rows in the form of the document, or as tables with their mapping file.

Nothing of it is held but the route that is being made, so that what is measured is the program and not the map. It has
routes of IN_A_ROUTE occupations, each with one pathway and a cluster for each level; its progressions lead up within a
route; one occupation of each route stands in the next one too. Texts are shared as far as the maps share
them.

    python benchmarks/large_map.py FOLDER OCCUPATIONS PROGRESSIONS     writes the tables and large.toml
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from career_pathways.loader.graph.moves import MOVES, skipping
from career_pathways.loader.graph.progression import COST
from career_pathways.loader.schema import SCHEMA_VERSION, NodeLabel, RelationshipType, nodes_of, relationships_of
from career_pathways.loader.stores.rows import Rows

SIZES = (5_000, 50_000, 200_000, 1_000_000)
"""Occupations of the maps that are measured."""

EACH = 8
"""Progressions of an occupation in them."""

SMALLEST = 50
"""Occupations of a map that takes what every map takes, and no more."""

WHOLE = SIZES[-1]
"""Occupations of the map that most limits are of."""

ALIKE = 1.2
"""How many times the cheapest row the dearest may cost."""

IN_A_ROUTE = 50
"""Occupations; the maps have 53 on the average."""

COLUMNS = (("technical", 2), ("technical", 3), ("higher_technical", 4), ("higher_technical", 5), ("professional", 6))
WORDS = "care site retail animal food digital legal design rail water health land power paper glass stone".split()
KINDS = "operative technician assistant fitter adviser officer planner manager".split()


class Occupation(NamedTuple):
    """An occupation of a route."""

    id: str
    title: str
    column: str
    level: int
    specialisms: tuple[str, str]


class Progression(NamedTuple):
    """A progression within a route, by the places of its ends there."""

    origin: int
    destination: int
    move: str
    skips: bool
    relatedness: float


class LargeRows(Rows):
    """So many occupations, and so many progressions between them."""

    version = SCHEMA_VERSION

    def __init__(self, occupations: int, progressions: int) -> None:
        """`occupations`: a multiple of IN_A_ROUTE; `progressions`: at most 20 for each, or a route has no room."""
        assert occupations % IN_A_ROUTE == 0
        self.occupations = occupations
        self.progressions = progressions
        self.routes = occupations // IN_A_ROUTE
        self.of_route = lru_cache(maxsize=4)(self._of_route)

    @property
    def edition(self) -> Mapping[str, Any]:
        """See Rows."""
        counts = {"routes": self.routes, "pathways": self.routes, "clusters": self.routes * len(COLUMNS)}
        counts |= {"occupations": self.occupations, "entries": self.occupations}
        about = {"title": "large", "schema_version": SCHEMA_VERSION, "parser_version": "0", "loaded_at": None}
        shared = 2 * sum(1 for _ in self.crossings())
        return {"id": "0" * 64, **about, **counts, "progressions": self.progressions, "shared": shared}

    @property
    def counts(self) -> Mapping[str, int]:
        """See Rows."""
        edition = self.edition
        return {
            **{"Route": self.routes, "Pathway": self.routes, "Cluster": edition["clusters"]},
            **{"Occupation": self.occupations, "Edition": 1},
            **{"IN_CLUSTER": self.occupations, "IN_PATHWAY": edition["clusters"], "IN_ROUTE": self.routes},
            "PROGRESSES_TO": self.progressions,
            "SHARED_ACROSS_ROUTES": edition["shared"],
        }

    def nodes(self) -> Iterator[tuple[NodeLabel, Iterator[dict[str, Any]]]]:
        """See Rows."""
        made = {
            "Route": ({"id": route_id(r), "name": f"Route {r}", "line": r} for r in range(self.routes)),
            "Pathway": ({"id": pathway_id(r), "name": "Pathway", "line": r} for r in range(self.routes)),
            "Cluster": (
                {"id": cluster_id(r, level), "name": f"Cluster {level}", "column": column, "row": row}
                | {"apprenticeship_only": False, "description": "", "line": r}
                for r in range(self.routes)
                for row, (column, level) in enumerate(COLUMNS, 1)
            ),
            "Occupation": (self._node(r, o) for r in range(self.routes) for o in self.of_route(r)),
            "Edition": iter((dict(self.edition),)),
        }
        for label in nodes_of(SCHEMA_VERSION):
            yield label, made[label.name]

    def relationships(self) -> Iterator[tuple[RelationshipType, Iterator[dict[str, Any]]]]:
        """See Rows."""
        made = {
            ("IN_CLUSTER", "Occupation"): (
                row(
                    o.id, cluster_id(r, o.level), specialisms=[o.specialisms[0]], line=r, quote=f"{o.title} ({o.level})"
                )
                for r in range(self.routes)
                for o in self.of_route(r)
            ),
            ("IN_PATHWAY", "Cluster"): (
                row(cluster_id(r, level), pathway_id(r)) for r in range(self.routes) for _, level in COLUMNS
            ),
            ("IN_ROUTE", "Pathway"): (row(pathway_id(r), route_id(r)) for r in range(self.routes)),
            ("PROGRESSES_TO", "Occupation"): (p for r in range(self.routes) for p in self._progressions(r)),
            ("SHARED_ACROSS_ROUTES", "Occupation"): (
                row(*ends, match="close_title", score=90) for ends in self._both_ways()
            ),
        }
        for kind in relationships_of(SCHEMA_VERSION):
            yield kind, made.get((kind.name, kind.start), iter(()))

    def _of_route(self, r: int) -> tuple[Occupation, ...]:
        """The occupations of a route, by id."""
        found = []
        for o in range(IN_A_ROUTE):
            column, level = COLUMNS[o % len(COLUMNS)]
            word, kind, number = WORDS[(r + o) % len(WORDS)], KINDS[o % len(KINDS)], r * IN_A_ROUTE + o
            title, id_ = f"{word.capitalize()} {kind} {number}", f"{route_id(r)}/{word}-{kind}-{number}-{level}"
            found.append(Occupation(id_, title, column, level, (word, "night shift")))
        return tuple(sorted(found))

    def of_progressions(self, r: int) -> tuple[Progression, ...]:
        """The progressions within a route, by their ends."""
        members, draw = self.of_route(r), random.Random(r)
        count = self.progressions // self.routes + (r < self.progressions % self.routes)
        pairs = [(i, k) for i, low in enumerate(members) for k, high in enumerate(members) if low.level < high.level]
        drawn = sorted(draw.sample(pairs, count))
        moves = {pair: (MOVES[draw.randrange(3)], draw.randrange(10_000) / 10_000) for pair in drawn}
        skips = skipping(moves)  # type: ignore[arg-type] -- places are keys as good as ids
        return tuple(Progression(*pair, moves[pair][0], pair in skips, moves[pair][1]) for pair in drawn)

    def crossings(self) -> Iterator[tuple[str, str]]:
        """An occupation of a route, and the one of the same level in the next route that counts as the same."""
        for r in range(self.routes - 1):
            place = r * 7 % IN_A_ROUTE  # of another level from route to route, so that crossings make no endless chain
            yield by_place(self.of_route(r))[place], by_place(self.of_route(r + 1))[place]

    def _both_ways(self) -> Iterator[tuple[str, str]]:
        """The crossings with their ways back, by the ids of their ends."""
        back: list[tuple[str, str]] = []
        route = ""
        pending: list[tuple[str, str]] = []
        for origin, destination in self.crossings():
            if origin.partition("/")[0] != route:
                yield from sorted(pending)
                route, pending, back = origin.partition("/")[0], back, []
            pending.append((origin, destination))
            back.append((destination, origin))
        yield from sorted(pending)
        yield from sorted(back)

    def _node(self, r: int, o: Occupation) -> dict[str, Any]:
        levels = {"level": o.level, "level_min": o.level, "level_max": o.level}
        of_route = {"route": route_id(r), "route_name": f"Route {r}", "lines": [r]}
        about = {"column": o.column, "degree": False, "specialisms": [*o.specialisms]}
        return {"id": o.id, "title": o.title, **levels, **about, **of_route}

    def _progressions(self, r: int) -> Iterator[dict[str, Any]]:
        members = self.of_route(r)
        for p in self.of_progressions(r):
            origin, destination = members[p.origin], members[p.destination]
            yield row(
                origin.id,
                destination.id,
                basis="same_pathway",
                cost=COST["same_pathway"],
                move=p.move,
                skips=p.skips,
                level_gap=destination.level - origin.level,
                relatedness=p.relatedness,
                by_title=p.relatedness,
                by_specialisms=0.0,
                by_place=0.0,
                by_level=0.0,
                by_basis=0.0,
                shared_words=[WORDS[(r + p.origin) % len(WORDS)]],
                pathway=pathway_id(r),
                from_cluster=cluster_id(r, origin.level),
                to_cluster=cluster_id(r, destination.level),
            )


def sizes_asked(about: str | None, sizes: Sequence[int] = SIZES) -> list[int]:
    """The sizes that the arguments of a benchmark name, which says so `about` itself; else these."""
    options = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("sizes", type=int, nargs="*", default=sizes, metavar="OCCUPATIONS")
    return list(options.parse_args().sizes)


def route_id(r: int) -> str:
    return f"route-{r:06}"


def pathway_id(r: int) -> str:
    return f"{route_id(r)}/pathway"


def cluster_id(r: int, level: int) -> str:
    return f"{pathway_id(r)}/cluster-{level}"


def number_of(id_: str) -> int:
    """That of an occupation, among all of the map."""
    return int(id_.split("-")[-2])


def by_place(members: tuple[Occupation, ...]) -> dict[int, str]:
    """The ids of the occupations of a route, by their number there."""
    return {number_of(o.id) % IN_A_ROUTE: o.id for o in members}


def code(id_: str) -> str:
    """The code of an occupation in the tables, by the number in its id."""
    return f"J{number_of(id_):07}"


def row(origin: str, destination: str, **properties: Any) -> dict[str, Any]:
    return {"origin": origin, "destination": destination, "properties": properties}


MAPPING = """\
[edition]
id = "large"
title = "A large map"
licence = "none: it is made for measuring"

[[occupations]]
file = "occupations.csv"
code = "Code"
title = "Title"
level = "Level"
column = "Column"
specialisms = { column = "Specialisms", split = ";" }
route = "Route"
pathway = "Pathway"
cluster = "Cluster"

[[relations]]
kind = "progression"
file = "progressions.csv"
from = "From"
to = "To"

[[relations]]
kind = "same"
file = "same.csv"
from = "From"
to = "To"
"""


def write_tables(folder: Path, occupations: int, progressions: int) -> Path:
    """Write the map as tables; without progressions' relatedness, which whoever reads them finds. Out: its mapping."""
    large = LargeRows(occupations, progressions)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "occupations.csv").open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(("Code", "Title", "Level", "Column", "Specialisms", "Route", "Pathway", "Cluster"))
        for r in range(large.routes):
            for o in large.of_route(r):
                place = (f"Route {r}", f"Pathway {r}", f"Cluster {r} {o.level}")
                table.writerow((code(o.id), o.title, o.level, o.column, ";".join(o.specialisms), *place))
    with (folder / "progressions.csv").open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(("From", "To"))
        for r in range(large.routes):
            members = large.of_route(r)
            table.writerows(
                (code(members[p.origin].id), code(members[p.destination].id)) for p in large.of_progressions(r)
            )
    with (folder / "same.csv").open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(("From", "To"))
        table.writerows(map(code, ends) for ends in large.crossings())
    mapping = folder / "large.toml"
    mapping.write_text(MAPPING)
    return mapping


if __name__ == "__main__":
    print(write_tables(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))
