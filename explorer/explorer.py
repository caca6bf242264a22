"""The Explorer: the map of a store, asked by names as people write them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import replace
from functools import cached_property
from importlib import import_module
from pathlib import Path as File
from types import ModuleType
from typing import TYPE_CHECKING, Any, Self, TypeVar, Unpack, get_args

from career_pathways.loader.errors import AmbiguousName, GraphReplaced, PathwaysError, UnknownName, WrongParameter
from career_pathways.loader.schema import IMPORT_VERSION
from career_pathways.loader.stores.editions import all_asked
from career_pathways.loader.stores.opening import opened
from career_pathways.loader.stores.store import LIMIT, TIMEOUT, ReadOnly, Store
from career_pathways.queries.among import EVERYTHING, Among, allowing, resolved
from career_pathways.queries.answers import Answer, Rows
from career_pathways.queries.library import query
from career_pathways.queries.marks import Marks, marks
from career_pathways.queries.names import Names
from career_pathways.queries.naming import find_occupation, find_place, find_route, in_ids
from career_pathways.queries.rows.occupations import Occupation
from career_pathways.queries.run import row_kind, run
from career_pathways.queries.ways import Ways
from career_pathways.queries.why_none import left_out, no_next_steps, nothing_before, nothing_in_reach, why_none

from .address import Address
from .wishes import By, Choice, Filters, PartWishes, PathWishes, taking

if TYPE_CHECKING:  # what needs the whole graph takes longer to import than most questions to answer
    import networkx as nx

    from career_pathways.queries.comparison import Comparison
    from career_pathways.queries.differences import Differences
    from career_pathways.queries.edition_changes import EditionChanges
    from career_pathways.queries.gaps import Gaps
    from career_pathways.queries.imports import Imported
    from career_pathways.queries.rows.paths import Path, Paths
    from career_pathways.queries.whole_graph import WholeGraph

    from .parts import ChosenPart

T = TypeVar("T")

_VERSION = ReadOnly(
    "MATCH (e:Edition) WHERE $edition IS NULL OR coalesce(e.edition, '2017') = $edition "
    "RETURN e.schema_version AS version"
)

_TIMES = 3
"""How often it is asked before it gives up on a graph that loads keep replacing."""

_FARTHEST = 5
"""Steps that next-steps-ahead.cypher looks ahead."""


class Explorer:
    """The map of one store, asked by names as people write them.

    `career_pathways.open` and `career_pathways.build` make one; docs/python.md shows it at work. It is a context
    manager; `close` lets go of the store.

    An occupation is named by its id, its title, or its title with its level ("Butcher (2)"); else by what people call
    their work ("plumber"), where only one answers it. A route, a pathway or a cluster is named by its id or its name, a
    route by the beginning of one, too.

    Answers hold frozen records. What there is Cypher for is asked of the store; all else is asked of the graph that the
    store holds, which is read once, when it is first needed. Both give the same rows. Every method may also raise
    StoreError: the store is missing or damaged, or a server does not answer.
    """

    differences: Differences
    """Of a changed map alone: all that sets it apart from the map before the changes."""

    def __init__(self, store: Store, graph: nx.MultiDiGraph | None = None, unchanged: Names | None = None) -> None:
        """`graph`: that of the store, where it is in memory; `unchanged`: the names of the map before changes to it."""
        self.store = store
        self.names = Names(store, unchanged)
        self._graph = graph

    @classmethod
    def open(
        cls, store: str | File | None = None, *, edition: str | None = None, password_file: File | None = None
    ) -> Self:
        """The map in a store.

        - `store`: a file, the address of a Neo4j server, or "local" for that of `pathways neo4j start`; None for what
          PATHWAYS_STORE names, else the store in the user's data folder.
        - `edition`: which one of several, by its name, "2017" or "2026"; None for what PATHWAYS_EDITION names, else
          2017, else the only one.
        - `password_file`: a file with the server's password; None for NEO4J_PASSWORD.

        Raises WrongAddress. Whether the store is there, and that edition in it, shows when it is first asked.
        """
        address, edition = (None if name is None else str(name) for name in (store, edition))  # a year may be a number
        return cls(Address(address, password_file, edition).opened())

    @classmethod
    def of(cls, graph: nx.MultiDiGraph) -> Self:
        """The map of a graph as `build_graph` makes it, held in memory."""
        return cls(opened(graph), graph)

    @property
    def beside(self) -> bool:
        """Whether the store holds other editions besides the one that is asked."""
        return self.store.edition is not None

    def close(self) -> None:
        """Let go of the store."""
        self.store.close()

    def __enter__(self) -> Self:
        """The map itself."""
        return self

    def __exit__(self, *exception: object) -> None:
        """Close it."""
        self.close()

    def __repr__(self) -> str:
        """Which map it is and how much it holds, or why that cannot be said."""
        try:
            held = [edition for edition in self.editions() if edition.edition == self.edition]
            others = [name for name in self.store.editions if name != self.edition]
        except PathwaysError as error:
            return f"Explorer: {error}"
        counts = [f"edition {of.edition} ({of.title}): {_sizes(of)}" for of in held]
        beside = [f"beside it {', '.join(others)}"] if others else []
        if (changed := getattr(self, "differences", None)) is not None:
            beside.append(f"what if: {changed.words}")
        return f"Explorer of {'; '.join([*counts, *beside])}"

    def _repr_html_(self) -> str:
        """The same for a notebook."""
        html: str = _notebook().paragraph(repr(self))
        return html

    def afresh(self) -> Self:
        """The same map for somebody else: what is known of it is shared, what names were taken to mean is not."""
        other = copy(self)
        other.names = copy(self.names)
        other.names.understood, other.names.chosen = {}, {}
        return other

    @property
    def graph(self) -> nx.MultiDiGraph:
        """All of the map as a networkx graph (docs/graph-model.md). Reading it from a store takes a second or so."""
        return self.whole.graph

    @property
    def whole(self) -> WholeGraph:
        """The same graph, with the questions that are asked of it by ids."""
        from career_pathways.queries.whole_graph import WholeGraph  # noqa: PLC0415 -- networkx takes 0.1 s to import

        whole = WholeGraph.of(self.store) if self._graph is None else WholeGraph(self._graph)
        self._graph = whole.graph
        return whole

    @property
    def ways(self) -> Ways:
        """What finds the ways from one occupation to others: in memory where the graph is there, else in the store."""
        return Ways(self.store) if self._graph is None else self.whole

    @cached_property
    def marks(self) -> Marks:
        """Which occupations are learnt with a degree, or by an apprenticeship only."""
        return marks(self.store)

    @cached_property
    def _gaps(self) -> Gaps:
        return self.whole.gaps()

    @cached_property
    def imported(self) -> Imported | None:
        """What only an imported map has; None where the map is that of a document."""
        if self.store.run(_VERSION, limit=1).rows != ((IMPORT_VERSION,),):
            return None
        made: Imported = import_module("career_pathways.queries.imports").Imported(
            self.store
        )  # which others do without
        return made

    # Names

    @taking()
    def occupation(self, name: str, *, in_route: str | None = None, level: int | None = None) -> Occupation:
        """The occupation of that name; `in_route` and `level` tell namesakes apart.

        Raises UnknownName, with the nearest, and AmbiguousName, with the candidates.
        """
        return find_occupation(self.names, name, route=in_route, level=level)

    def route(self, name: str) -> str:
        """The id of the route of that id, that name, or that beginning of one. Raises UnknownName and AmbiguousName."""
        return find_route(self.names, name)

    # Questions in Cypher

    @taking()
    def ask(
        self,
        name: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        in_route: str | None = None,
        limit: int | None = LIMIT,
        timeout: float = TIMEOUT,
    ) -> Answer:
        """What a question of the library answers, in records of its own.

        - `name`: the question, as "dead-ends"; `career_pathways.questions` lists all.
        - `parameters`: its parameters; occupations, routes and clusters may be given by name.
        - `in_route`: of occupations of one name, the one in this route is meant.
        - `limit`: at most so many rows; None for all.
        - `timeout`: seconds that it may take.

        Raises UnknownQuery, WrongParameter, UnknownName, AmbiguousName, and QueryError where its time is over.
        """
        question = query(name)
        if not isinstance(parameters, Mapping | None):
            raise WrongParameter(f"parameters {parameters!r}: not a mapping, as in {{'id': 'Butcher'}}.")
        prefer = None if in_route is None else self.route(in_route)
        given = in_ids(self.names, question, parameters or {}, prefer=prefer)
        return run(question, self.store, given, timeout=timeout, limit=limit)

    @taking()
    def cypher(
        self,
        statement: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        limit: int | None = LIMIT,
        timeout: float = TIMEOUT,
    ) -> Answer:
        """What a statement of your own returns, in Cypher that only reads (docs/cypher.md). Its rows are plain tuples.

        It is asked of all editions of the store; a note says so where there are several, and it speaks of none.

        - `parameters`: by name, as Cypher has them behind "$".
        - `limit`: at most so many rows; None for all.
        - `timeout`: seconds that it may take.

        Raises RefusedQuery, with the place and the cure, WrongParameter, and QueryError where its time is over.
        """
        if not isinstance(statement, str):
            raise WrongParameter(f"{statement!r} is not a statement: write a text, as in 'MATCH (o) RETURN o.id'.")
        result = self.store.run(statement, parameters, timeout=timeout, limit=limit)
        notes = all_asked(statement, result.editions, self.store.wanted)
        columns, cut = result.columns, result.truncated
        return Answer("cypher", result.rows, parameters or {}, columns=columns, truncated=cut, notes=notes)

    @taking(Filters)
    def search(self, text: str, *, limit: int | None = 20, **filters: Unpack[Filters]) -> Answer:
        """The occupations that answer what people call their work, the best first.

        - `text`: a title, an everyday word, or a sentence; slips of the pen are forgiven.
        - `limit`: at most so many rows; None for all.

        These filters say what may be in the answer, here and in all methods that take them:

        - `route`: only occupations in this route.
        - `levels`: only of one of these stated levels, 2 to 7.
        - `column`: only of this one: "technical", "higher_technical" or "professional".
        - `apprenticeship_only`: only those that are learnt by an apprenticeship alone.
        - `degree`: only those that come with a degree.

        The notes of the answer say what was taken for something else, what the map lacks, and which table the document
        lost. Raises UnknownName where the text holds nothing to look for.
        """
        from career_pathways.queries.understanding import found_by  # noqa: PLC0415 -- of no other question

        if not isinstance(text, str):
            raise WrongParameter(f"{text!r} is not a text to search for.")
        if limit is not None and (type(limit) is not int or limit < 1):
            raise WrongParameter(f"limit {limit!r}: a number of rows, 1 or more; None for all of them.")
        among = resolved(self.names, Among(**filters))
        answer = found_by(self.names, text, self._allowing(among), limit)
        if not answer.rows and among.given:
            everything = found_by(self.names, text, lambda _: True, None)
            return self._left(replace(everything, notes=answer.notes), among)
        return replace(answer, parameters={**answer.parameters, **among.given})

    @taking()
    def became(self, occupation: str, *, in_route: str | None = None) -> Answer:
        """What an occupation became in a later edition of the store, and was in an earlier one, where that is certain.

        `in_route`: of namesakes, the one in this route is meant. Where there is nothing, a note says why. Raises
        UnknownName and AmbiguousName.
        """
        found = find_occupation(self.names, occupation, prefer=in_route and self.route(in_route))
        answer = run(query("became"), self.store, {"id": found.id}, limit=None)
        alone = len(self.store.editions) == 1
        none = "There is no other edition." if alone else "Nothing of another edition is linked to it for certain."
        return replace(answer, about=found, notes=() if answer.rows else (none,))

    @taking(Filters)
    def next(
        self, occupation: str, *, in_route: str | None = None, steps: int = 1, **filters: Unpack[Filters]
    ) -> Answer:
        """What an occupation can progress to, the most closely related first, whatever the move.

        That is the order of the question in Cypher, and the same on every store. `pathways next` and its `--json` come
        in groups for people to read, in the order in which an adviser would offer them: sorted by `move`, then so.

        - `in_route`: of namesakes, the one in this route is meant; else the one in the `route` of the filters, as no
          step of a document's map leaves a route.
        - `steps`: as many steps ahead, 1 to 5.

        The filters are those of `search`. Where nothing follows, a note says why. Raises UnknownName, AmbiguousName and
        WrongParameter.
        """
        among = resolved(self.names, Among(**filters))
        found = find_occupation(self.names, occupation, route=in_route, prefer=among.route)
        answer = replace(self._left(self._ahead("next-steps", {"id": found.id}, steps), among), about=found)
        return _said(answer, lambda: no_next_steps(self.store, found.id, imported=self.imported is not None))

    @taking(Filters)
    def next_of_level(self, level: int, *, steps: int = 1, **filters: Unpack[Filters]) -> Answer:
        """What workers of a stated level can progress to, route by route, the most closely related first.

        - `level`: 2 to 7. Occupations whose level is not stated do not count.
        - `steps`: as many steps ahead, 1 to 5.

        The filters are those of `search`; `route` says where they start, too. Where nothing follows, notes
        say why. Raises WrongParameter and UnknownName.
        """
        among = resolved(self.names, Among(**filters))
        found = self._ahead("level-next-steps", {"level": level, "route": among.route}, steps)
        answer = self._left(found, among)
        if answer.rows:
            return answer
        why = left_out(self.names, self.store, answer, imported=self.imported is not None)
        return replace(answer, notes=(*why, *answer.notes))

    def _ahead(self, name: str, parameters: dict[str, Any], steps: int) -> Answer:
        if type(steps) is not int or not 1 <= steps <= _FARTHEST:
            raise WrongParameter(f"steps {steps!r}: a number from 1 to {_FARTHEST}.")
        if steps > 1:
            name, parameters = f"{name}-ahead", {**parameters, "steps": steps}
        return run(query(name), self.store, parameters, limit=None)

    @taking(Filters)
    def before(self, occupation: str, *, in_route: str | None = None, **filters: Unpack[Filters]) -> Answer:
        """What progresses to an occupation; the order, `in_route` and the filters are those of `next`."""
        among = resolved(self.names, Among(**filters))
        found = find_occupation(self.names, occupation, route=in_route, prefer=among.route)
        all_ = run(query("what-leads-to"), self.store, {"id": found.id}, limit=None)
        answer = replace(self._left(all_, among), about=found)
        return _said(answer, lambda: nothing_before(imported=self.imported is not None))

    @taking(Filters)
    def reach(
        self,
        occupation: str,
        *,
        in_route: str | None = None,
        steps: int | None = None,
        backwards: bool = False,
        **filters: Unpack[Filters],
    ) -> Answer:
        """All that an occupation can lead to, over progressions and crossings between routes.

        - `in_route`: of namesakes, the one in this route is meant.
        - `steps`: only what lies within so many progressions, crossings not counted; None for all within 12
          relationships.
        - `backwards`: all that can lead to the occupation instead.

        The rows come by level, the nearest first, and say how far away each is. The filters are those of `search`.
        Raises UnknownName, AmbiguousName and WrongParameter.
        """
        among = resolved(self.names, Among(**filters))
        found = find_occupation(self.names, occupation, route=in_route)
        if steps is not None:
            answer = self.whole.reach_in_steps(found.id, steps, backwards=backwards)
        else:
            question = query("reach-back" if backwards else "reach")
            (level,) = among.levels if len(among.levels) == 1 else (None,)
            given = {"id": found.id, "level": level, "route": among.route}
            answer = run(question, self.store, given, limit=None)
            if not answer.rows and among.given:  # so that it can be said of how many none is what was asked for
                answer = replace(run(question, self.store, {"id": found.id}, limit=None), parameters=answer.parameters)
        answer = replace(self._left(answer, among), about=found)
        return _said(answer, lambda: nothing_in_reach(backwards=backwards))

    @taking(Filters)
    def reach_between(
        self, origins: Among = EVERYTHING, destinations: Among = EVERYTHING, **filters: Unpack[Filters]
    ) -> Answer:
        """Which occupations of a set can lead to another set; or, without `destinations`, what a set can lead to.

        - `origins`, `destinations`: sets, each a `career_pathways.Among`.

        Where `destinations` are named, the rows are the origins that lead to another occupation among them, over at
        most 12 progressions and crossings: each with to how many of them, and with the nearest. Else the rows are all
        that the `origins` lead to: each with from how many of them, and with the nearest. The filters, those of
        `search`, say which of these rows are in the answer; where none is, its notes say why. Raises WrongParameter
        where no set is named.
        """
        origins, destinations = (resolved(self.names, among) for among in (origins, destinations))
        if not (origins.given or destinations.given):
            raise WrongParameter("neither origins nor destinations are named.", "Name one, as in Among(levels=[2]).")
        question = query("reach-origins" if destinations.given else "reach-destinations")
        answer = Answer(
            question.name,
            self.ways.between(question.name, origins, destinations),
            {**origins.parameters("from"), **destinations.parameters("to")},
            self.ways.question(question.name) if self._graph is None else None,
            row_kind(question),
            question.returns,
        )
        if not answer.rows:
            why = why_none(self.names, self.ways, self._allowing, origins, destinations)
            answer = replace(answer, notes=why)
        return self._left(answer, resolved(self.names, Among(**filters)))

    def _allowing(self, among: Among) -> Callable[[Any], bool]:
        """The rule of what may be in an answer, for what is asked for in ids."""

        def listed(cluster: str) -> frozenset[str]:
            rows = run(query("cluster-occupations"), self.store, {"id": cluster}, limit=None).rows
            return frozenset(row.id for row in rows)

        if among.route is None or self.imported is None:
            return allowing(among, lambda: self.marks, listed)
        inside = self.imported.in_route(among.route)  # of which an occupation may have several, and names its first
        others = allowing(among._replace(route=None), lambda: self.marks, listed)
        return lambda row: row.id in inside and others(row)

    def _left(self, answer: Answer, among: Among) -> Answer:
        """What filters leave of an answer, which says in its parameters what was asked for."""
        if not among.given:
            return answer
        rows, notes = tuple(filter(self._allowing(among), answer.rows)), answer.notes
        if answer.rows and not rows:  # what all of them are is no reason
            each = {name: self._allowing(Among(**{name: value})) for name, value in among.given.items()}
            lacking = {name: among.given[name] for name, allowed in each.items() if not all(map(allowed, answer.rows))}
            none = f"It finds {len(answer.rows):,}, none of them {Among(**lacking).words(self.names)}."
            notes = (*notes, none)
        return replace(answer, rows=rows, parameters={**answer.parameters, **among.given}, notes=notes)

    # Editions

    def editions(self) -> Answer:
        """The editions in the store, each with how much it holds, when it was published, and its licence."""
        return run(query("editions"), self.store.of_edition(self.store.editions[0]), limit=None)  # whichever is asked

    @property
    def edition(self) -> str:
        """The name of the edition that is asked, as "2017"."""
        return self.store.edition or self.store.editions[0]

    @taking()
    def diff(
        self,
        older: str,
        newer: str,
        *,
        route: str | None = None,
        only: Sequence[str] = (),
        curated: File | None = None,
    ) -> EditionChanges:
        """What became of each occupation of one edition of the store in another, and what the newer one has besides.

        - `older`, `newer`: the names of the two, as "2017" and "2026".
        - `route`: only what stood in this route, or was added to it.
        - `only`: only these kinds of change, as ["renamed", "split"].
        - `curated`: a file of what you know of single occupations (docs/editions.md has the form).

        Raises UnknownName, WrongParameter and LookupsError.
        """
        from career_pathways.queries.edition_changes import edition_changes  # noqa: PLC0415 -- of no other question

        _check_names(only=("renamed", only))
        return edition_changes(self.store, str(older), str(newer), route=route, only=only, curated=curated)

    # Questions of the whole graph

    @taking(PathWishes)
    def path(self, origin: str, destination: str, **wishes: Unpack[PathWishes]) -> Path:
        """The best path from one occupation to another, with the conditions of `paths`, and what that raises."""
        return self.paths(origin, destination, **wishes).paths[0]

    @taking()
    def paths(
        self,
        origin: str,
        destination: str,
        *,
        in_route: str | None = None,
        choice: Choice = "best",
        limit: int | None = 5,
        via: Sequence[str] = (),
        avoid: Sequence[str] = (),
        max_level_gap: int | None = None,
        only: Sequence[str] = (),
        by: By = "rungs",
    ) -> Paths:
        """Paths from one occupation to another, each with its steps and crossings.

        - `in_route`: of namesakes, those in this route are meant.
        - `choice`: "best", the best one; "shortest", all of the shortest; "alternatives", ways that share no
          occupation between their ends, the best first.
        - `limit`: at most so many paths; None for all.
        - `via`: occupations that the path passes through, in this order.
        - `avoid`: occupations, clusters or routes that it keeps out of.
        - `max_level_gap`: how many levels one step may rise at most.
        - `only`: bases that its progressions may have, as ["within_cluster", "same_row"].
        - `by`: what is best: "rungs", small steps between occupations that are alike; "steps", the fewest
          relationships; "cost", the lowest cost (docs/graph-model.md).

        Raises NoPathway, which says why there is none, Contradiction where the conditions exclude each other,
        UnknownName, AmbiguousName and WrongParameter.
        """
        start, end = (find_occupation(self.names, name, prefer=in_route) for name in (origin, destination))
        _check_paths(choice, limit, via=via, avoid=avoid, only=only)
        if choice == "best" and max_level_gap is None and not (via or avoid or only):
            from career_pathways.queries.plain_paths import plain_path  # noqa: PLC0415 -- of no other question

            return plain_path(self.ways, start, end, by)
        return self.whole.paths(
            start,
            end,
            choice,
            limit,
            via=tuple(find_occupation(self.names, name, prefer=in_route).id for name in via),
            avoid=frozenset(find_place(self.names, name, prefer=in_route) for name in avoid),
            max_level_gap=max_level_gap,
            only=frozenset(only),
            by=by,
        )

    @taking(Filters)
    def compare(
        self, first: str, second: str, *, in_route: str | None = None, **filters: Unpack[Filters]
    ) -> Comparison:
        """What two occupations can both reach, what only one can, and where they first meet (`meeting`).

        `in_route`: of namesakes, those in this route are meant. The filters are those of `search`. Raises UnknownName
        and AmbiguousName.
        """
        from career_pathways.queries.comparison import compare  # noqa: PLC0415 -- of no other question

        among = resolved(self.names, Among(**filters))
        one, other = (find_occupation(self.names, name, prefer=in_route) for name in (first, second))
        found = compare(one, other, self.ways.reached(one.id), self.ways.reached(other.id))
        return replace(found, rows=tuple(filter(self._allowing(among), found.rows)), filters=among.given)

    def gaps(self) -> Gaps:
        """What the map does not offer: its findings, the `matrix` of routes, and `level_two` (docs/gaps.md)."""
        return self._gaps

    @taking(PartWishes)
    def part(self, **wishes: Unpack[PartWishes]) -> ChosenPart:
        """A part of the map, to be drawn, written to a file, or taken as a graph or as data frames.

        Each of these narrows it, by names or ids; without any it is all of the map (docs/exports.md has the rules):

        - `routes`, `pathways`, `clusters`: what stands in one of these.
        - `levels`: occupations of one of these stated levels.
        - `around`: these occupations, and all within `steps` (1) of one of them.
        - `paths`: what stands along the best path of each of these pairs of occupations.
        - `shared`: only occupations that stand in several routes.
        - `query` with its `parameters`: the nodes that the rows of a question of the library name.
        - `cypher`: what a statement of your own returns.
        - `only`: nodes of these labels, relationships of these types.
        - `in_route`: of namesakes, the one in this route is meant.

        Raises WrongExport where nothing is left, UnknownName, AmbiguousName, NoPathway, WrongParameter and QueryError.
        """
        from .parts import choose  # noqa: PLC0415 -- imports networkx and the formats

        return choose(self.names, self.ways, lambda: self.graph, wishes)

    def what_if(self, changes: File | str) -> Self:
        """The map as it would be with changes, held in memory, with its `differences`; this one and its store stay.

        `changes`: a file of changes, or its text (docs/what-if.md has the form). Raises WhatIfError, with its place in
        the file.
        """

        def understood(name: str) -> tuple[str, ...]:
            try:
                return (self.occupation(name).id,)
            except AmbiguousName as several:
                return several.candidates
            except UnknownName:
                return ()

        if not isinstance(changes, str | File):
            raise WrongParameter(f"changes {changes!r}: neither a file nor the text of one.")
        graph, differences = self.whole.changed(changes, understood)
        changed = type(self)(opened(graph), graph, unchanged=self.names)
        changed.differences = differences
        return changed


def _said(answer: Answer, why: Callable[[], str]) -> Answer:
    """An answer that says why it has no rows, where no note of it does."""
    return answer if answer.rows or answer.notes else replace(answer, notes=(why(),))


def _sizes(edition: Any) -> str:
    """How much an edition holds."""
    sizes = {kind: getattr(edition, f"{kind}s") for kind in ("route", "occupation", "progression")}
    return ", ".join(f"{size:,} {kind}{'' if size == 1 else 's'}" for kind, size in sizes.items())


def _notebook() -> ModuleType:
    from . import notebook  # noqa: PLC0415 -- only notebooks show answers so

    return notebook


Rows._shown_by(lambda answer: _notebook().shown(answer))


def _check_names(**given: tuple[str, Sequence[str]]) -> None:
    """Raises WrongParameter where one, given with an example, is not a list of names."""
    for name, (example, names) in given.items():
        if not isinstance(names, list | tuple) or not all(isinstance(item, str) for item in names):
            raise WrongParameter(f"{name} {names!r}: not a list of names, as in {name}=['{example}'].")


def _check_paths(choice: str, limit: int | None, **names: Sequence[str]) -> None:
    """Raises WrongParameter where one is not what `Explorer.paths` takes."""
    if choice not in get_args(Choice):
        raise WrongParameter(f"choice {choice!r}: one of {', '.join(get_args(Choice))}.")
    if limit is not None and type(limit) is not int:
        raise WrongParameter(f"limit {limit!r}: not a whole number.")
    if limit is not None and limit < 1:
        raise WrongParameter(f"limit {limit}: a number of paths, 1 or more; None for all of them.")
    _check_names(**{name: ("same_row" if name == "only" else "Butcher", given) for name, given in names.items()})


def of_one_edition(ask: Callable[[], T]) -> T:
    """What is answered, asked anew where a load has replaced the graph between its questions."""
    for _ in range(_TIMES - 1):
        try:
            return ask()
        except GraphReplaced:
            continue
    return ask()
