"""The whole graph in memory: the same ways as in a store, and what there is no Cypher for."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import asdict, replace
from pathlib import Path as File
from typing import Any, Literal, Self

import networkx as nx

from career_pathways.loader.errors import Contradiction, NoPathway, WhatIfError, WrongParameter
from career_pathways.loader.files import read_bytes
from career_pathways.loader.graph.nesting import held_by, holds
from career_pathways.loader.graph.progression import STATED
from career_pathways.loader.graph.what_if import Understood, changed_graph
from career_pathways.loader.graph.what_if_file import LARGEST, read_changes
from career_pathways.loader.schema import DOCUMENT
from career_pathways.loader.stores.editions import edition_of
from career_pathways.loader.stores.read_back import stored_graph
from career_pathways.loader.stores.store import Store

from . import gaps
from .among import Among, allowing
from .answers import Answer
from .differences import Differences, differences
from .in_memory import (
    check_occupations,
    distances,
    leads,
    links,
    links_ahead,
    marks_of,
    rank,
    sets_reached,
    within_steps,
)
from .library import Query, query
from .network import MOST_RELATIONSHIPS
from .paths import Conditions, all_shortest, alternatives, best_path, closing
from .rows.occupations import Occupation
from .rows.paths import Link, Path, Paths
from .rows.reach import LinkAhead, Reached, SetReach, StepsAway
from .ways import Ways
from .why_not import no_pathway, none_keeps


class WholeGraph(Ways):
    """A good graph (docs/graph-model.md), asked by ids.

    The ways are the rows of the same questions, in the same order; a test compares the two. An occupation that the
    graph does not have raises UnknownName, where the Cypher has no rows.
    """

    def __init__(self, graph: nx.MultiDiGraph) -> None:
        """`graph`: it stays as it is."""
        self.graph = graph

    @classmethod
    def of(cls, store: Store) -> Self:
        """That of a store, read at once."""
        return cls(stored_graph(store))

    def question(self, name: str) -> Query:
        """See Ways."""
        question = query(name)
        return question._replace(text=question.of_document) if edition_of(self.graph) == DOCUMENT else question

    def ahead(self, occupation: str) -> tuple[LinkAhead, ...]:
        """See Ways."""
        rows = links_ahead(self.graph, occupation, MOST_RELATIONSHIPS)
        return tuple(sorted(rows, key=lambda row: (row.type, row.from_id, row.id)))

    def links(self, ids: Sequence[str]) -> tuple[Link, ...]:
        """See Ways."""
        return links(self.graph, ids)

    def shortest(self, origin: str, destination: str) -> tuple[Link, ...]:
        """See Ways; none from an occupation to itself."""
        check_occupations(self.graph, origin, destination)
        if origin == destination or not leads(self.graph, origin, destination, MOST_RELATIONSHIPS):
            return ()
        return best_path(self.graph, origin, destination, Conditions(by="steps"))

    def reached(self, occupation: str, *, backwards: bool = False) -> tuple[Reached, ...]:
        """See Ways."""
        away = distances(self.graph, occupation, cutoff=MOST_RELATIONSHIPS, backwards=backwards)
        records = (
            {**self.graph.nodes[id_], "id": id_, "relationships": number, "goes_on": self.goes_on(id_)}
            for id_, number in away.items()
        )
        rows = (Reached(*(record[column] for column in Reached._fields)) for record in records)
        return tuple(sorted(rows, key=lambda r: (r.level is None, r.level or 0, r.relationships, r.title, r.id)))

    def between(self, question: str, origins: Among, destinations: Among) -> tuple[SetReach, ...]:
        """See Ways."""
        sets, backwards = (self.members(origins), self.members(destinations)), question == "reach-destinations"
        return sets_reached(self.graph, *sets, MOST_RELATIONSHIPS, backwards=backwards)

    def members(self, among: Among) -> frozenset[str]:
        """The occupations of a set, by id."""
        nodes = {id_: of for id_, of in self.graph.nodes(data=True) if of["label"] == "Occupation"}
        allowed = allowing(among, lambda: marks_of(self.graph), lambda cluster: frozenset(holds(self.graph, cluster)))
        rows = (Occupation(id_, *map(of.get, Occupation._fields[1:])) for id_, of in nodes.items())
        return frozenset(row.id for row in rows if allowed(row))

    def before(self, occupation: str) -> tuple[str, ...]:
        """See Ways."""
        steps = [
            (start, step)
            for start, _, kind, step in self.graph.in_edges(occupation, keys=True, data=True)
            if kind == "PROGRESSES_TO"
        ]
        steps.sort(key=lambda s: (s[1]["basis"] != STATED, -s[1]["relatedness"], s[1]["cost"], rank(self.graph, s[0])))
        return tuple(start for start, _ in steps)

    def goes_on(self, occupation: str) -> bool:
        """See Ways."""
        return any(kind == "PROGRESSES_TO" for _, _, kind in self.graph.edges(occupation, keys=True))

    def pathways_of(self, occupation: str) -> dict[str, str]:
        """See Ways."""
        pathways = (pathway for cluster in held_by(self.graph, occupation) for pathway in held_by(self.graph, cluster))
        return {pathway: self.graph.nodes[pathway]["name"] for pathway in pathways}

    def any_in(self, pathway: str, occupations: AbstractSet[str]) -> bool:
        """See Ways."""
        return any(pathway in self.pathways_of(occupation) for occupation in occupations)

    def reach_in_steps(self, occupation: str, steps: int, *, backwards: bool) -> Answer:
        """What `within_steps` finds as an answer.

        Raises WrongParameter where `steps` is no number of steps.
        """
        if type(steps) is not int or steps < 1:
            raise WrongParameter(f"steps {steps!r}: a number of steps, 1 or more.")
        rows = within_steps(self.graph, occupation, steps, backwards=backwards)
        parameters = {"id": occupation, "steps": steps, "backwards": backwards}
        return Answer("within-steps", rows, parameters, kind=StepsAway, columns=StepsAway._fields)

    def paths(
        self,
        start: Occupation,
        end: Occupation,
        choice: Literal["best", "shortest", "alternatives"],
        limit: int | None,
        **wanted: Any,
    ) -> Paths:
        """The best path that keeps some conditions, all that are as short, or ways that are really different.

        At most `limit` of them (None: all); `wanted`: the fields of Conditions. Raises as `best_path` does, and
        NoPathway, which says which of the conditions, left out, would open a path, or, where there is none at all, why
        not.
        """
        conditions = Conditions(**wanted)
        total: int | None = 1
        if choice == "shortest":
            found, total = all_shortest(self.graph, start.id, end.id, conditions, limit)
        elif choice == "alternatives":
            found = alternatives(self.graph, start.id, end.id, conditions, None if limit is None else limit + 1)
            total = len(found) if limit is None or len(found) <= limit else None
            found = found[:limit]
        else:
            best = best_path(self.graph, start.id, end.id, conditions)
            found = (best,) if best else ()
        if not found:
            raise self._none_keeps(start, end, conditions)
        kept = {**asdict(conditions), "avoid": sorted(conditions.avoid), "only": sorted(conditions.only)}
        parameters = {"from": start.id, "to": end.id, "choice": choice, "limit": limit, **kept}
        gap = conditions.max_level_gap
        shorter = None
        if choice == "best" and conditions.by != "steps":
            shortest = best_path(self.graph, start.id, end.id, replace(conditions, by="steps"))
            shorter = Path.of(shortest, gap) if len(shortest) < len(found[0]) else None
        ways = tuple(Path.of(way, gap) for way in found)
        return Paths(start, end, ways, total, parameters, None, shorter)

    def _none_keeps(self, start: Occupation, end: Occupation, conditions: Conditions) -> NoPathway:
        if not best_path(self.graph, start.id, end.id):
            return no_pathway(start, end, self)
        closed = closing(self.graph, start.id, end.id, conditions)

        def keeps(id_: str) -> bool:
            try:
                return bool(best_path(self.graph, start.id, id_, conditions))
            except Contradiction:  # it is one to come by, or to avoid
                return False

        return none_keeps(start, end, closed, self, keeps)

    def gaps(self) -> gaps.Gaps:
        """What the map does not offer; see `gaps.gaps`."""
        return gaps.gaps(self.graph)

    def changed(self, changes: File | str, understood: Understood) -> tuple[nx.MultiDiGraph, Differences]:
        """The graph as it would be with changes, and all that differs; the graph itself stays.

        `changes`: a file, or its text, as loader/graph/what_if_file.py reads it. Raises WhatIfError.
        """
        text, name = (changes, "changes") if isinstance(changes, str) else (_text(changes), changes.name)
        if isinstance(changes, str) and changes.strip() and "\n" not in changes and "=" not in changes:
            raise WhatIfError(f"{changes!r} is a text of changes, and has none. Name a file with Path({changes!r}).")
        changed = changed_graph(self.graph, read_changes(text, name), understood)
        return changed, differences(self.graph, changed)


def _text(file: File) -> str:
    try:
        return read_bytes(file, LARGEST, WhatIfError, "Name a small file of changes.").decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise WhatIfError(f"{file}: the file cannot be read: it is not text in UTF-8.", "Save it as UTF-8.") from error
