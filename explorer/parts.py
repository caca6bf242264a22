"""A part of a map, chosen by names as people write them: for files, for networkx and for data frames."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path as File
from typing import Any

import networkx as nx

from career_pathways.explorer.address import is_like_an_address
from career_pathways.exports.files import export
from career_pathways.exports.formats.data_frames import Frames, frames
from career_pathways.exports.formats.plain_graph import plain_graph
from career_pathways.exports.manifest import WrittenFile
from career_pathways.exports.part import Part, graph_of, part_of_graph, part_of_store
from career_pathways.loader.errors import WrongExport, WrongParameter
from career_pathways.loader.schema import DOCUMENT, LABELS, LINKS, TYPES
from career_pathways.loader.stores.editions import described
from career_pathways.loader.stores.store import Store
from career_pathways.loader.words.counting import counted
from career_pathways.queries.answers import Answer
from career_pathways.queries.frames import Library
from career_pathways.queries.library import query
from career_pathways.queries.names import Names
from career_pathways.queries.naming import find_named, find_occupation, find_route, in_ids
from career_pathways.queries.plain_paths import plain_path
from career_pathways.queries.rows.paths import Path
from career_pathways.queries.run import run
from career_pathways.queries.selection import AnswerParts, Choice, answer_parts, selected
from career_pathways.queries.ways import Ways

from .notebook import part_shown
from .wishes import PartWishes

_JOINS = frozenset(kind.name for kind in LINKS)


@dataclass(frozen=True, slots=True)
class ChosenPart(Part):
    """A part of a map: `write`, `graph` and `frames` make files, a networkx graph and data frames of it."""

    others: tuple[str, ...] = field(default=(), repr=False)
    """The other editions of the store, of which nothing is in the part, nor of what joins them with its own."""

    def write(self, target: File | str, format: str | None = None, *, force: bool = False) -> tuple[WrittenFile, ...]:
        """The part written to files: which these are, the manifest last.

        - `target`: a file, or a folder for the format "neo4j-admin".
        - `format`: its name, as docs/exports.md lists them; None for the one that the ending of `target` says.
        - `force`: whether a file that is there is replaced.

        Nothing is left behind where it fails. Raises WrongExport, and ExportError where the disk or a library does not
        allow it.
        """
        if isinstance(target, str) and is_like_an_address(target):  # which may hold a password, and is not shown
            raise WrongExport(
                "the address of a server, where a file is wanted.", "A file of such a name begins with ./"
            )
        return export(self, target, format, force=force)

    def graph(self, *, plain: bool = False) -> nx.MultiDiGraph:
        """The part as a networkx graph, with all properties that docs/graph-model.md lists, lists and nulls among them.

        `plain`: with texts, numbers and truths alone, as networkx's writers of GraphML, GEXF, GML and Pajek need it
        (docs/exports.md says what takes which).
        """
        return plain_graph(self) if plain else graph_of(self)

    def _repr_html_(self) -> str:
        """Its picture for a notebook, or how much it holds where that would be too large."""
        return part_shown(self)

    def frames(self, library: Library | None = None) -> Frames:
        """The part as two data frames, `nodes` and `relationships`.

        `library`: "pandas" or "polars"; None for the one that is installed, pandas first. Raises WrongParameter, and
        ImportError where the library is not installed.
        """
        return frames(self, library)


def choose(
    names: Names,
    ways: Ways,
    graph: Callable[[], nx.MultiDiGraph],
    wishes: PartWishes,
    given: AnswerParts | None = None,
) -> ChosenPart:
    """The part of a map that keeps what is asked for. `graph`: asked for the whole map where it is needed.

    `given`: what the statement that is wished returned, where it was asked before. Raises WrongExport where nothing is
    left, UnknownName, AmbiguousName, NoPathway, WrongParameter, and what Store.run raises.
    """
    _check(wishes)
    chosen, choice, along = _chosen(names, ways, wishes, given)
    if not chosen:
        return _as_chosen(part_of_store(names.store), names.store)
    whole = graph()
    if choice.given is not None:
        _refuse_other_editions(names.store, choice.given, whole)
    kept = selected(whole, choice)
    labels = {label for _, label in kept.nodes(data="label")}
    if not labels or (labels == {"Edition"} and choice.given is None and "Edition" not in choice.only):
        asked = json.dumps(chosen, ensure_ascii=False)
        raise WrongExport(f"nothing of the map keeps all of this: {asked}. Leave out a condition.")
    edition = {name: value for name, value in described(whole).items() if name != "label"}
    left_out = tuple(_left_out(names.store, whole, choice, kept))
    paths = along if set(chosen) == {"path"} else ()
    return _as_chosen(part_of_graph(kept, edition, chosen, left_out, paths), names.store)


def _as_chosen(part: Part, store: Store) -> ChosenPart:
    return chosen_part(part, tuple(name for name in store.editions if name != store.edition) if store.edition else ())


def chosen_part(part: Part, others: tuple[str, ...] = ()) -> ChosenPart:
    """A part with the names of the other editions where it is from."""
    return ChosenPart(part.edition, part.chosen, part.counts, part.rows, part.left_out, part.paths, others)


def _chosen(
    names: Names, ways: Ways, wishes: PartWishes, given: AnswerParts | None
) -> tuple[dict[str, Any], Choice, tuple[Path, ...]]:
    """What was asked for, in ids: as the manifest has it, as `selected` takes it, and the paths of it."""
    routes = sorted({find_route(names, name) for name in wishes.get("routes", ())})
    prefer = routes[0] if len(wishes.get("routes", ())) == 1 else None
    if (in_route := wishes.get("in_route")) is not None:
        prefer = find_route(names, in_route)
    paths = tuple(_best_path(names, ways, pair, prefer) for pair in wishes.get("paths", ()))
    answer, cypher = None, wishes.get("cypher")
    if (name := wishes.get("query")) is not None:
        parameters = in_ids(names, query(name), wishes.get("parameters") or {}, prefer=prefer)
        answer = run(query(name), names.store, parameters, limit=None)
    if cypher is not None and given is None:
        given = answer_parts(names.store.run(cypher, limit=None).rows)
    if given is not None and not (given.nodes or given.relationships):
        raise WrongExport("the statement returns no node and no relationship. Return them whole, as in RETURN a, r, b.")
    chosen: dict[str, Any] = {
        "route": routes,
        "pathway": sorted({find_named(names, "pathway", name, prefer=prefer) for name in wishes.get("pathways", ())}),
        "cluster": sorted({find_named(names, "cluster", name, prefer=prefer) for name in wishes.get("clusters", ())}),
        "level": sorted(set(wishes.get("levels", ()))),
        "around": sorted({find_occupation(names, name, prefer=prefer).id for name in wishes.get("around", ())}),
        "steps": wishes.get("steps", 1) if wishes.get("around") else None,
        "path": [[path.links[0].from_id, path.links[-1].id] for path in paths],
        "shared": wishes.get("shared", False),
        "query": name,
        "parameters": None if answer is None else {k: v for k, v in answer.parameters.items() if v is not None},
        "cypher": cypher,
        "only": sorted(set(wishes.get("only", ()))),
    }
    choice = Choice(
        routes=frozenset(chosen["route"]),
        pathways=frozenset(chosen["pathway"]),
        clusters=frozenset(chosen["cluster"]),
        levels=frozenset(chosen["level"]),
        around=tuple(chosen["around"]),
        steps=wishes.get("steps", 1),
        along=frozenset(id_ for path in paths for link in path.links for id_ in (link.from_id, link.id)) or None,
        shared=chosen["shared"],
        listed=None if answer is None else _listed(answer),
        given=given,
        only=frozenset(chosen["only"]),
    )
    return {name: value for name, value in chosen.items() if value}, choice, paths


def _check(wishes: PartWishes) -> None:
    """Raises WrongParameter where a wish is not one."""
    for name, kind, example in (
        *((name, str, "texts, as in {name}=['…']") for name in ("routes", "pathways", "clusters", "around", "only")),
        ("levels", int, "levels, as in levels=[2, 3]"),
    ):
        value = wishes.get(name, ())
        if not isinstance(value, list | tuple) or not all(type(item) is kind for item in value):
            raise WrongParameter(f"{name} {value!r}: not a list of {example.format(name=name)}.")
    for path in wishes.get("paths", ()):
        if not isinstance(path, list | tuple) or [type(end) for end in path] != [str, str]:
            raise WrongParameter(f"a path is from one occupation to another, not {path!r}, as in paths=[('…', '…')].")
    if unknown := sorted(set(wishes.get("only", ())) - {*LABELS, *TYPES}):
        known = f"neither a label ({', '.join(LABELS)}) nor a type ({', '.join(TYPES)})"
        raise WrongParameter(f"only {unknown[0]!r}: {known}.")
    steps, asked, cypher = wishes.get("steps", 1), wishes.get("query"), wishes.get("cypher")
    if type(steps) is not int or steps < 1:
        raise WrongParameter(f"steps {steps!r}: a number of steps, 1 or more.")
    if steps != 1 and not wishes.get("around"):
        raise WrongParameter("steps are counted around an occupation.", "Name one with {around}.")
    if type(wishes.get("shared", False)) is not bool:
        raise WrongParameter(f"shared {wishes['shared']!r}: neither True nor False.")
    if (wishes.get("parameters") and asked is None) or (asked is not None and cypher):
        raise WrongParameter("`parameters` go with a `query`, and a part has that or `cypher`, one of the two.")


def _best_path(names: Names, ways: Ways, ends: tuple[str, str], prefer: str | None) -> Path:
    """The best path between two occupations, as they are called."""
    start, end = (find_occupation(names, name, prefer=prefer) for name in ends)
    return plain_path(ways, start, end).paths[0]


def _listed(answer: Answer) -> frozenset[str]:
    """The nodes that a question names: those of its rows, and those that it was asked about."""
    columns = [column for column in ("id", "from_id", "other_id") if column in answer.columns]
    if not columns:
        raise WrongExport(f"the question {answer.question} counts, and names no node. Choose another.")
    asked = {str(value) for name, value in answer.parameters.items() if name in {"id", "from", "to"}}
    return frozenset(asked.union(*({getattr(row, column) for column in columns} for row in answer.rows)))


def _refuse_other_editions(store: Store, given: AnswerParts, graph: nx.MultiDiGraph) -> None:
    """Raises WrongExport where all that a statement returned is of other editions than the one that is asked."""
    ends = {end for start, end, _ in given.relationships} | {start for start, *_ in given.relationships}
    found = given.nodes | ends
    if others := found.isdisjoint(graph) and ", ".join(_editions(store, found)):
        fact = f"all that the statement returns is of {others}, and the edition {store.edition} is asked."
        raise WrongExport(fact, "Name another with {edition}; a part is of one.")


def _editions(store: Store, ids: Iterable[str]) -> list[str]:
    """The names of the editions that nodes are of; none in a store with one."""
    named = [name for name in store.editions if name != DOCUMENT] if store.edition else []
    of = {next((name for name in named if id_.startswith(f"{name}:")), DOCUMENT) for id_ in ids}
    return sorted(of & set(store.editions)) if store.edition else []


def _left_out(store: Store, graph: nx.MultiDiGraph, choice: Choice, kept: nx.MultiDiGraph) -> Iterator[str]:
    """What somebody might miss who has chosen so. `kept`: the part that is left of the graph."""
    if not kept.number_of_edges():
        nodes = counted(kept.number_of_nodes(), "node")
        none_given = choice.given is not None and not choice.given.relationships
        yield f"{'The statement returned no relationship' if none_given else 'No relationship is left'}, only {nodes}."
    everything = replace(choice, only=frozenset())
    if choice.levels:
        found = selected(graph, replace(everything, levels=frozenset())).nodes(data=True)
        levels = [attributes["level"] for _, attributes in found if attributes["label"] == "Occupation"]
        if unstated := levels.count(None):  # half of the map
            state = "states no level, and is" if unstated == 1 else "state no level, and are"
            yield f"{unstated} of {counted(len(levels), 'occupation')} {state} left out like those of others."
    named = (choice.along or frozenset()).union(choice.around)
    if named and (missed := sorted(named - set(selected(graph, everything)))):
        yield (
            f"Of the occupations that are named, or stand along the path, the other conditions leave out "
            f"{len(missed)} of {len(named)}: {', '.join(missed[:3])}{' …' if len(missed) > 3 else ''}"
        )
    if choice.given is None:
        return
    if unknown := choice.given.nodes - set(graph):
        others = _editions(store, unknown)
        where = f"of another edition ({', '.join(others)})" if others else "not of this map"
        yield f"Of the nodes that the statement returned {len(unknown):,} of {len(choice.given.nodes):,} are {where}."
    if joins := [kind for *_, kind in choice.given.relationships if kind in _JOINS]:
        join = "joins two editions, and is" if len(joins) == 1 else "join two editions, and are"
        yield f"{counted(len(joins), 'relationship')} that it returned {join} in no part of either."
