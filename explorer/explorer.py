"""The map, to be asked: one way in for the command line, for notebooks, and for what if."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import asdict
from functools import cached_property
from pathlib import Path as File
from shlex import quote
from typing import TYPE_CHECKING, Any, Literal, Self, TypedDict, Unpack, cast, get_args

from career_pathways.loader.errors import AmbiguousName, NoPathway, UnknownName, WhatIfError, WrongParameter
from career_pathways.loader.stores.store import LIMIT, TIMEOUT, Store
from career_pathways.queries.answers import Link, Listing, Occupation, Path, Paths, Reached, Route, StepsAway
from career_pathways.queries.library import Query, query
from career_pathways.queries.run import Answer, run

from .address import Place, opened

if TYPE_CHECKING:  # what is asked offline takes longer to import than most questions to answer
    import networkx as nx

    from career_pathways.queries.comparison import Comparison
    from career_pathways.queries.differences import Differences
    from career_pathways.queries.gaps import Gaps
    from career_pathways.queries.naming import Names
    from career_pathways.queries.paths import Conditions

By = Literal["steps", "cost"]
Choice = Literal["best", "shortest", "alternatives"]


_FARTHEST = 5
"""Steps that next-steps-ahead.cypher looks ahead."""


class Wanted(TypedDict, total=False):
    """What a path has to be like; see `Explorer.paths`."""

    route: str | None
    via: Sequence[str]
    avoid: Sequence[str]
    max_level_gap: int | None
    only: Sequence[str]
    by: By


class Explorer:
    """The map of one store, to be asked by names as people write them.

    An OCCUPATION is an id, a title, or a title with its level ("Butcher (2)"). Answers are frozen records. What only
    needs the store is asked in Cypher; what there is no Cypher for is asked offline, on the graph that the store holds,
    which is read once, when it is first needed. Both give the same rows, and tests prove it.

    It is a context manager; `close` lets go of the store.
    """

    def __init__(self, store: Store, graph: nx.MultiDiGraph | None = None) -> None:
        """`graph`: that of the store, where it is in memory already."""
        self.store = store
        if graph is not None:
            self.graph = graph
        self._with = ""
        """How the command line says which changes this map has."""
        self._unchanged: Explorer | None = None
        """The map that it was before them."""

    @classmethod
    def open(cls, store: str | File | None = None, *, password_file: File | None = None) -> Self:
        """The map in a store: a file, the address of a Neo4j server, "local", or None for what PATHWAYS_STORE says.

        Raises WrongAddress. Whether the store is there shows when it is first asked.
        """
        address = None if store is None else str(store)
        return cls(opened(Place(address, password_file).resolved()))

    @classmethod
    def build(cls, source: File | None = None, lookups: str | None = None) -> Self:
        """The map of a document (None: the packaged one), built and held in memory.

        `lookups`: a file of curated readings, "none", or None for the packaged ones where they belong to the document.
        Raises UnreadableSource, ReadingError, LookupsError, InvalidCatalogue and InvalidGraph.
        """
        from career_pathways.loader.building import read_graph  # noqa: PLC0415

        return cls.of(read_graph(source, lookups)[1])

    @classmethod
    def of(cls, graph: nx.MultiDiGraph) -> Self:
        """The map of a graph, held in memory."""
        from career_pathways.loader.stores.embedded import EmbeddedStore  # noqa: PLC0415

        return cls(EmbeddedStore.in_memory(graph), graph)

    def close(self) -> None:
        """Let go of the store."""
        self.store.close()

    def __enter__(self) -> Self:
        """The map itself."""
        return self

    def __exit__(self, *exception: object) -> None:
        """Close it."""
        self.close()

    @cached_property
    def graph(self) -> nx.MultiDiGraph:
        """All of the store as a networkx graph (docs/graph-model.md)."""
        from career_pathways.loader.stores.read_back import stored_graph  # noqa: PLC0415

        return stored_graph(self.store)

    @cached_property
    def names(self) -> Names:
        """What the map has names for."""
        from career_pathways.queries.naming import Names  # noqa: PLC0415

        return Names(self.store)

    # Names

    def occupation(
        self, name: str, *, route: str | None = None, level: int | None = None, prefer: str | None = None
    ) -> Occupation:
        """The occupation of that name; `route` and `level` tell namesakes apart, `prefer` is the route of one of them.

        Raises UnknownName, with the nearest, and AmbiguousName, with the candidates.
        """
        from career_pathways.queries.naming import find_occupation  # noqa: PLC0415

        of, preferred = (None if text is None else self.route(text).id for text in (route, prefer))
        removed = self._removed(name, route=of, level=level, prefer=preferred)
        try:
            found = find_occupation(self.names, name, route=of, level=level, prefer=preferred)
        except UnknownName:
            if removed is None:
                raise
        else:
            if removed is None or found.route == removed.partition("/")[0]:  # the same anew, as with another level
                return found
        raise UnknownName(f"{removed} is one that the changes remove. Leave it in, or ask about another.")

    def _removed(self, name: str, **wanted: Any) -> str | None:
        """The id that a name had on the unchanged map, where the changes have removed it."""
        from career_pathways.queries.naming import find_occupation  # noqa: PLC0415

        if self._unchanged is None:
            return None
        try:
            was = find_occupation(self._unchanged.names, name, **wanted).id
        except (AmbiguousName, UnknownName):
            return None
        return None if was in self.names.occupations else was

    def _place(self, name: str, prefer: str | None) -> str:
        """The id of the route, cluster or occupation of that name."""
        from career_pathways.queries.naming import find_place  # noqa: PLC0415

        preferred = None if prefer is None else self.route(prefer).id
        try:
            return find_place(self.names, name, prefer=preferred)
        except UnknownName:
            if removed := self._removed(name, prefer=preferred):
                raise UnknownName(f"{removed} is one that the changes remove, and needs no avoiding.") from None
            raise

    def route(self, name: str) -> Route:
        """The route of that id, that name, or that beginning of one. Raises UnknownName and AmbiguousName."""
        from career_pathways.queries.naming import find_route  # noqa: PLC0415

        return find_route(self.names, name)

    # Questions in Cypher

    def ask(
        self,
        name: str,
        parameters: Mapping[str, str | int | None] | None = None,
        *,
        prefer: str | None = None,
        limit: int | None = LIMIT,
        timeout: float = TIMEOUT,
    ) -> Answer:
        """The question of that name (`career_pathways.queries.queries` lists them), at most `limit` rows (None: all).

        Occupations, routes and clusters among the parameters may be given by name; of occupations of one name, the one
        in the route `prefer` is meant. Raises UnknownQuery, WrongParameter,
        UnknownName, AmbiguousName, and what Store.run raises.
        """
        asked = query(name)
        return run(asked, self.store, self._resolved(asked, parameters or {}, prefer), timeout=timeout, limit=limit)

    def _resolved(
        self, asked: Query, parameters: Mapping[str, str | int | None], prefer: str | None
    ) -> dict[str, str | int | None]:
        resolved = dict(parameters)
        for name in {p.name for p in asked.parameters}:
            given = parameters.get(name)
            if not isinstance(given, str):
                continue
            if name == "route" or (name == "id" and asked.name == "route-occupations"):
                resolved[name] = self.route(given).id
            elif name == "id" and asked.name == "cluster-occupations":
                if given not in {cluster.id for cluster in self.names.clusters}:
                    raise UnknownName(f"no cluster {given!r}. `pathways query clusters` lists them.")
            elif name in {"id", "from", "to"}:
                resolved[name] = self.occupation(given, prefer=prefer).id
        return resolved

    def search(self, text: str, *, limit: int | None = 20) -> tuple[Answer, tuple[str, ...]]:
        """Occupations by words of their title or of a specialism, and a note for each word that was taken for another.

        Raises UnknownName where the text holds nothing to look for.
        """
        from career_pathways.queries.naming import known_words  # noqa: PLC0415

        words, notes = known_words(self.names, text)
        return run(query("search"), self.store, {"text": words}, limit=limit), notes

    def next(self, occupation: str, *, route: str | None = None, level: int | None = None, steps: int = 1) -> Answer:
        """What an occupation can progress to, the most closely related first; `steps`: as many ahead, 1 to 5."""
        return self._ahead("next-steps", {"id": self.occupation(occupation, route=route, level=level).id}, steps)

    def next_of_level(self, level: int, *, route: str | None = None, steps: int = 1) -> Answer:
        """What workers of a stated level can progress to, by route; `route` leaves the occupations of one."""
        within = None if route is None else self.route(route).id
        return self._ahead("level-next-steps", {"level": level, "route": within}, steps)

    def _ahead(self, name: str, parameters: dict[str, str | int | None], steps: int) -> Answer:
        if type(steps) is not int or not 1 <= steps <= _FARTHEST:
            raise WrongParameter(f"steps {steps!r}: a number from 1 to {_FARTHEST}.")
        if steps > 1:
            name, parameters = f"{name}-ahead", {**parameters, "steps": steps}
        return run(query(name), self.store, parameters, limit=None)

    def before(self, occupation: str, *, route: str | None = None, level: int | None = None) -> Answer:
        """What progresses to an occupation, the most closely related first."""
        found = self.occupation(occupation, route=route, level=level)
        return run(query("what-leads-to"), self.store, {"id": found.id}, limit=None)

    def reach(
        self, occupation: str, *, level: int | None = None, route: str | None = None, backwards: bool = False
    ) -> Answer:
        """All that an occupation can lead to, or, `backwards`, that can lead to it; crossings between routes too.

        `level` and `route` leave those of theirs. Where the name has namesakes, the one in `route` is meant.
        """
        found = self.occupation(occupation, prefer=route)
        within = None if route is None else self.route(route).id
        parameters: dict[str, str | int | None] = {"id": found.id, "level": level, "route": within}
        return run(query("reach-back" if backwards else "reach"), self.store, parameters, limit=None)

    # Questions asked offline

    def within_steps(
        self,
        occupation: str,
        steps: int,
        *,
        level: int | None = None,
        route: str | None = None,
        backwards: bool = False,
    ) -> tuple[StepsAway, ...]:
        """The same within so many progressions, crossings not counted."""
        from career_pathways.queries.in_memory import within_steps  # noqa: PLC0415

        if type(steps) is not int or steps < 1:
            raise WrongParameter(f"steps {steps!r}: a number of steps, 1 or more.")
        found = self.occupation(occupation, prefer=route)
        within = None if route is None else self.route(route).id
        rows = within_steps(self.graph, found.id, steps, backwards=backwards)
        return tuple(row for row in rows if level in {None, row.level} and within in {None, row.route})

    def path(self, origin: str, destination: str, **wanted: Unpack[Wanted]) -> Path:
        """The best path; in: as for `paths`. Raises NoPathway, which says why there is none."""
        return self.paths(origin, destination, **wanted).paths[0]

    def paths(
        self,
        origin: str,
        destination: str,
        *,
        route: str | None = None,
        choice: Choice = "best",
        limit: int | None = 5,
        via: Sequence[str] = (),
        avoid: Sequence[str] = (),
        max_level_gap: int | None = None,
        only: Sequence[str] = (),
        by: By = "steps",
    ) -> Paths:
        """Paths from one occupation to another.

        `route`: where a title has namesakes, the one in this route. `choice`: the best one, all that are as short, or
        ways that are really different; `limit`: at most so many (None: all). The rest are the conditions of
        `career_pathways.queries.paths.Conditions`, with names for ids. Raises NoPathway, which says why there is none,
        Contradiction where the conditions exclude each other, UnknownName, AmbiguousName and WrongParameter.
        """
        start = self.occupation(origin, prefer=route)
        end = self.occupation(destination, prefer=route)
        if start.id == end.id:
            raise WrongParameter(f"{start.id} is where the path begins and where it ends. Name two occupations.")
        asked = {"from": start.id, "to": end.id}
        if choice not in get_args(Choice):
            raise WrongParameter(f"choice {choice!r}: one of {', '.join(get_args(Choice))}.")
        if limit is not None and type(limit) is not int:
            raise WrongParameter(f"limit {limit!r}: not a whole number.")
        if limit is not None and limit < 1:
            raise WrongParameter(f"limit {limit}: a number of paths, 1 or more; None for all of them.")
        for name, given in {"via": via, "avoid": avoid, "only": only}.items():
            if not isinstance(given, list | tuple) or not all(isinstance(item, str) for item in given):
                raise WrongParameter(f"{name} {given!r}: not a list of names, as in {name}=['Butcher'].")
        if choice == "best" and max_level_gap is None and by == "steps" and not (via or avoid or only):
            links = self._shortest(start.id, end.id)
            if not links:
                raise NoPathway(self._why_not(start, end))
            return Paths(start, end, (Path(links),), 1, asked, query("shortest-path"))
        from career_pathways.queries.paths import Conditions, all_shortest, alternatives, best_path  # noqa: PLC0415

        conditions = Conditions(
            via=tuple(self.occupation(name, prefer=route).id for name in via),
            avoid=frozenset(self._place(name, route) for name in avoid),
            max_level_gap=max_level_gap,
            only=frozenset(only),
            by=by,
        )
        graph, found = self.graph, tuple[tuple[Link, ...], ...]()
        total: int | None
        if choice == "shortest":
            found, total = all_shortest(graph, start.id, end.id, conditions, limit)
        elif choice == "alternatives":
            found = alternatives(graph, start.id, end.id, conditions, None if limit is None else limit + 1)
            total = len(found) if limit is None or len(found) <= limit else None
            found = found[:limit]
        else:
            best = best_path(graph, start.id, end.id, conditions)
            found, total = ((best,) if best else ()), 1
        if not found:
            raise NoPathway(self._why_none_keeps(start, end, conditions))
        kept = {**asdict(conditions), "avoid": sorted(conditions.avoid), "only": sorted(conditions.only)}
        return Paths(
            start, end, tuple(map(Path, found)), total, {**asked, "choice": choice, "limit": limit, **kept}, None
        )

    def compare(self, first: str, second: str, *, route: str | None = None) -> Comparison:
        """What two occupations can both reach, what only one can, and where they first meet."""
        from career_pathways.queries.comparison import compare  # noqa: PLC0415

        one, other = (self.occupation(name, prefer=route) for name in (first, second))
        if one.id == other.id:
            raise WrongParameter(f"{one.id} stands on both sides. Name two occupations.")
        return compare(one, other, self._reached(one.id), self._reached(other.id))

    def gaps(self) -> Gaps:
        """What the map does not offer."""
        from career_pathways.queries.gaps import gaps  # noqa: PLC0415

        return gaps(self.graph)

    def what_if(self, changes: File | str) -> tuple[Self, Differences]:
        """The map as it would be with changes, held in memory, and all that differs; this map and its store stay.

        `changes`: a file, or its text, as loader/graph/what_if_file.py reads it. Raises WhatIfError.
        """
        from career_pathways.loader.graph.what_if import changed_graph  # noqa: PLC0415
        from career_pathways.loader.graph.what_if_file import read_changes  # noqa: PLC0415
        from career_pathways.queries.differences import differences  # noqa: PLC0415

        text, name = (changes, "changes") if isinstance(changes, str) else (_text(changes), changes.name)
        if isinstance(changes, str) and changes.strip() and "\n" not in changes and "=" not in changes:
            raise WhatIfError(f"{changes!r} is a text of changes, and has none. Name a file with Path({changes!r}).")
        changed = self.of(changed_graph(self.graph, read_changes(text, name)))
        changed._with = "" if isinstance(changes, str) else f" --with {quote(str(changes))}"
        changed._unchanged = self
        return changed, differences(self.graph, changed.graph)

    # Why there is no path

    def _shortest(self, start: str, end: str) -> tuple[Link, ...]:
        """The shortest path, offline where the graph is in memory."""
        if "graph" in self.__dict__:
            from career_pathways.queries.in_memory import shortest_path  # noqa: PLC0415

            return shortest_path(self.graph, start, end)
        answer = run(query("shortest-path"), self.store, {"from": start, "to": end}, limit=None)
        return cast(tuple[Link, ...], answer.rows)

    def _reached(self, id_: str, *, backwards: bool = False) -> tuple[Reached, ...]:
        if "graph" in self.__dict__:
            from career_pathways.queries.in_memory import reach  # noqa: PLC0415

            return reach(self.graph, id_, backwards=backwards)
        answer = run(query("reach-back" if backwards else "reach"), self.store, {"id": id_}, limit=None)
        return cast(tuple[Reached, ...], answer.rows)

    def _why_not(self, start: Occupation, end: Occupation) -> str:
        from career_pathways.queries.why_not import listed, why_no_path  # noqa: PLC0415

        ahead = self._reached(start.id)
        turned_round = bool(self._shortest(end.id, start.id))
        none = why_no_path(
            start,
            end,
            ahead,
            self._reached(end.id, backwards=True),
            goes_on=self._goes_on(start.id),
            turned_round=turned_round,
            around=lambda: self._around(end.id, {row.id for row in ahead}),
        )
        text = f"no path from {start.id} to {end.id}" + "".join(f"\n  - {reason}" for reason in none.reasons)
        if turned_round:
            return f"{text}\nSee `pathways path {end.id} {start.id}{self._with}`."
        if none.nearest:
            see = f"`pathways path {start.id} {none.nearest[0].id}{self._with}`"
            text += f"\nNearest to it within reach: {listed(none.nearest)}; see {see}."
        if none.leading:
            see = f"`pathways reach {end.id} --backwards{self._with}`"
            text += f"\nWhat leads to it: {listed(none.leading)}; see {see}."
        return text

    def _goes_on(self, id_: str) -> bool:
        """Whether anything progresses from an occupation."""
        if "graph" in self.__dict__:
            from career_pathways.queries.in_memory import goes_on  # noqa: PLC0415

            return goes_on(self.graph, id_)
        return bool(run(query("next-steps"), self.store, {"id": id_}, limit=1).rows)

    def _around(self, id_: str, others: AbstractSet[str]) -> tuple[frozenset[str], bool]:
        """The names of the pathways that an occupation stands in, and whether any of the others does."""
        if "graph" in self.__dict__:
            from career_pathways.queries.in_memory import pathways  # noqa: PLC0415

            names = pathways(self.graph, id_)
            met = any(names.keys() & pathways(self.graph, other).keys() for other in others)
            return frozenset(names.values()), met
        listings = cast(Sequence[Listing], run(query("occupation"), self.store, {"id": id_}, limit=None).rows)
        own = frozenset(listing.pathway for listing in listings)
        clusters = [cluster.id for cluster in self.names.clusters if cluster.pathway in own]
        listed = (run(query("cluster-occupations"), self.store, {"id": c}, limit=None).rows for c in clusters)
        met = any(o.id in others for rows in listed for o in cast(Sequence[Occupation], rows))
        return frozenset(listing.pathway_name for listing in listings), met

    def _why_none_keeps(self, start: Occupation, end: Occupation, conditions: Conditions) -> str:
        """Which of the conditions, left out, would open a path; where there is none at all, why not."""
        from career_pathways.queries.paths import Conditions, best_path, closing  # noqa: PLC0415

        if not best_path(self.graph, start.id, end.id, Conditions()):
            return self._why_not(start, end)
        none = f"no path from {start.id} to {end.id} keeps these conditions"
        if found := closing(self.graph, start.id, end.id, conditions):
            return f"{none}: without {' or without '.join(found)} there is one."
        return f"{none}: without them there is one, but leaving out one alone does not open it."


def _text(file: File) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is no text in UTF-8. Save it as UTF-8"
        raise WhatIfError(f"{file}: the file cannot be read: {why}.") from error
