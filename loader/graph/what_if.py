"""What if: a graph with occupations and progressions added or removed, for one question. Pure; no store is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Any

from career_pathways.loader.catalogue import Column
from career_pathways.loader.errors import WhatIfError
from career_pathways.loader.toml import shown
from career_pathways.loader.words.near import near
from career_pathways.loader.words.titles import TITLE_WITH_LEVEL, key, named, normalised_title

from .build import Graph, counts, slug
from .crossings import shared_across_routes
from .moves import mark_skips, move
from .nesting import held_by
from .progression import level_gap, member, progressions
from .relatedness import Rarity, related
from .what_if_file import AddedOccupation, ChangedProgression, Changes

WHAT_IF = "what_if"
"""The basis of a progression that a file adds. It costs 1."""

NO_LINE = 0
"""The `line` of an IN_CLUSTER that is not of the document, whose lines count from 1."""

Understood = Callable[[str], Sequence[str]]
"""The ids of the occupations that answer what people call their work."""

_CANDIDATES = 8
"""As many as fit on a screen below an error."""

_ONE_OF_TWO = "Take one of the two out."

_LONGEST_NAME = 200
"""Characters of a name that are looked at, and shown in an error."""


def changed_graph(graph: Graph, changes: Changes, understood: Understood = lambda _: ()) -> Graph:
    """A graph with the changes in it; the given one stays as it is.

    1. An added occupation has what `build_graph` gives to an entry of its cluster, and its id is one that the given
       graph lacks. Nothing of the document speaks of it: it has no `lines`, and its IN_CLUSTER has the line
       `NO_LINE` and no quote. An occupation without a level is one of its own and joins none of a stated level.
    2. A removed occupation goes with all its relationships.
    3. What then follows by the rules of `progressions` and `shared_across_routes` is applied as a difference: new pairs
       come, pairs that no longer follow go, and a pair on another basis, or within another cluster, is replaced. All
       else stays as it is, though a word that is rarer now would make it a little more related.
    4. An added progression has the basis `WHAT_IF`, the first cluster of each end, the pathway of the origin's, the
       relatedness of its ends without the part of the basis, their move, and in `because` its reason, which schema.py
       does not know. It stays when the changes of another file are applied to the graph, until one of its ends goes.
    5. A removed progression goes last: also one that follows only since something else has changed.
    6. What skips a rung is found anew, since rungs come and go.
    7. The edition counts what is there then; its `entries` are those of the document, and stay.

    Names of progressions are looked up after rules 1 and 2. A name that nothing has means what is `understood` by it,
    where that is one occupation. Raises WhatIfError, with file and table: an occupation or a cluster that no name or
    more than one fits; what is there already and is added, what is not there and is removed, a progression from an
    occupation to itself, and the same thing added or removed twice, or both. So
    does an imported map, whose progressions its tables state.
    """
    if any("edition" in node for _, node in graph.nodes(data=True)):
        raise WhatIfError("what if: the map is imported, and nothing is inferred in it.", "Change its tables instead.")
    result: Graph = graph.copy()
    added = _add_occupations(result, changes.added_occupations)
    removed = _removed_occupations(graph, changes, understood)
    result.remove_nodes_from(removed)  # Rule 2: its relationships go with it.
    if added or removed:
        _infer_anew(graph, result)
    _change_progressions(graph, result, changes, removed, understood)
    mark_skips(result)  # Rule 6
    edition = next(node for _, node in result.nodes(data=True) if node["label"] == "Edition")
    edition.update(counts(result))  # Rule 7: the counts are those of the changed graph.
    return result


@dataclass(frozen=True, slots=True)
class _NamedNodes:
    """What the nodes of one label are called."""

    of: str
    called: Mapping[str, tuple[str, int | None]]
    """By id: the normalised title or name, and the level."""
    understood: Understood = lambda _: ()

    def fitting(self, text: str) -> list[str]:
        """The ids of all that a text names: by normalised title, else by key."""
        if text in self.called:
            return [text]
        wanted: list[tuple[str, int | None]] = [(normalised_title(text[:_LONGEST_NAME]), None)]
        if match := TITLE_WITH_LEVEL.fullmatch(text[:_LONGEST_NAME]):
            wanted.append((normalised_title(match["title"]), int(match["level"])))
        for form in (str, key):
            found = [
                id_
                for id_, (title, at) in self.called.items()
                if any(form(title) == form(name) and level in {None, at} for name, level in wanted)
            ]
            if found:
                return found
        return []

    def one(self, text: str, place: str) -> str:
        """The id of the one that a text names. Raises WhatIfError, with the candidates or the nearest."""
        called = self.fitting(text)
        found = called or [id_ for id_ in self.understood(text) if id_ in self.called]
        if len(found) == 1:
            return found[0]
        if found:
            raise WhatIfError(
                f"{place}: {len(found)} {self.of}s {'are called' if called else 'answer'} {shown(text)}.",
                "Name one by its id:{lines}",
                lines=_lines(found),
                candidates=found,
            )
        plain = text[:_LONGEST_NAME].casefold()
        title = normalised_title(match["title"] if (match := TITLE_WITH_LEVEL.fullmatch(plain)) else plain)
        nearest = [id_ for id_, (name, _) in self.called.items() if name == title]  # of another level
        if not nearest:
            close = near(title, {name for name, _ in self.called.values()})
            nearest = near(plain, self.called)
            nearest += [id_ for id_, (name, _) in self.called.items() if name in close and id_ not in nearest]
        cure = "Did you mean:{lines}" if nearest else "Name one of the map by its id."
        fact = f"{place}: no {self.of} {shown(text)}."
        raise WhatIfError(fact, cure, lines=_lines(nearest), candidates=nearest)


def _named(graph: Graph, label: str, understood: Understood = lambda _: ()) -> _NamedNodes:
    called = {
        id_: (normalised_title(node["title" if label == "Occupation" else "name"]), node.get("level"))
        for id_, node in graph.nodes(data=True)
        if node["label"] == label
    }
    return _NamedNodes(label.lower(), called, understood)


def _lines(ids: list[str]) -> str:
    """The ids below an error, each in a line of its own."""
    more = len(ids) - _CANDIDATES
    return "".join(f"\n  {id_}" for id_ in ids[:_CANDIDATES]) + (f"\n  and {more} more" if more > 0 else "")


def _add_occupations(graph: Graph, additions: Iterable[AddedOccupation]) -> dict[str, str]:
    """Rule 1. Out: the ids of what was added, each with its place."""
    clusters = _named(graph, "Cluster")
    known = {
        (node["route"], normalised_title(node["title"]), node["level"]): id_
        for id_, node in graph.nodes(data=True)
        if node["label"] == "Occupation"
    }
    added: dict[str, str] = {}
    for new in additions:
        cluster = clusters.one(new.cluster, f"{new.place}: cluster")
        route = _first_holder(graph, _first_holder(graph, cluster))
        same = known.get((route, normalised_title(new.title), new.level))
        if same in added:
            raise WhatIfError(f"{new.place}: {same} is added already, in {added[same]}.", _ONE_OF_TWO)
        if same is not None:
            raise WhatIfError(
                f"{new.place}: {named(new.title, new.level)!r} is there already, as {same}.",
                "Give what you add another title, another level or a cluster of another route.",
            )
        plain = f"{route}/{slug(new.title)}" + ("" if new.level is None else f"-{new.level}")
        id_, number = plain, 1
        while id_ in graph:
            number += 1
            id_ = f"{plain}--{number}"
        column = Column(graph.nodes[cluster]["column"])
        low, high = column.band if new.level is None else (new.level, new.level)
        graph.add_node(
            id_,
            label="Occupation",
            id=id_,
            title=new.title,
            level=new.level,
            level_min=low,
            level_max=high,
            column=column.value,
            degree=False,
            specialisms=list(new.specialisms),
            route=route,
            lines=[],
            route_name=graph.nodes[route]["name"],
        )
        graph.add_edge(id_, cluster, "IN_CLUSTER", specialisms=list(new.specialisms), line=NO_LINE, quote="")
        known[route, normalised_title(new.title), new.level] = id_
        added[id_] = new.place
    return added


def _first_holder(graph: Graph, node: str) -> str:
    """What a node stands in; of several clusters, the first of the document."""
    holders = held_by(graph, node)
    first: str = holders[0] if len(holders) == 1 else next(node for node in graph if node in holders)
    return first


def _removed_occupations(graph: Graph, changes: Changes, understood: Understood) -> dict[str, str]:
    """The ids of what is to be removed, each with its place."""
    names = _named(graph, "Occupation", understood)
    added = {new.place: (normalised_title(new.title), new.level) for new in changes.added_occupations}
    removed: dict[str, str] = {}
    for old in changes.removed_occupations:
        if not names.fitting(old.name) and (same := _NamedNodes("occupation", added).fitting(old.name)):
            raise WhatIfError(f"{old.place}: name: {shown(old.name)} is added in {same[0]}.", _ONE_OF_TWO)
        id_ = names.one(old.name, f"{old.place}: name")
        if id_ in removed:
            raise WhatIfError(f"{old.place}: {id_} is removed already, in {removed[id_]}.", _ONE_OF_TWO)
        removed[id_] = old.place
    return removed


def _infer_anew(given: Graph, result: Graph) -> None:
    """Rule 3."""
    before, after = _inferred(given), _inferred(result)
    for pair in [*(p for p in before if p not in after), *after]:
        start, end, key = pair
        old, new = before.get(pair), after.get(pair)
        stays = old is not None and new is not None and not _replaced(old, new)
        if stays or result.get_edge_data(start, end, key, {}).get("basis") == WHAT_IF:
            continue  # Rule 4: an added progression stays when the changes of another file are applied.
        if result.has_edge(start, end, key):
            result.remove_edge(start, end, key)
        if new is not None:
            result.add_edge(start, end, key, **new)


def _inferred(graph: Graph) -> dict[tuple[str, str, str], dict[str, Any]]:
    found = {(start, end, "PROGRESSES_TO"): properties for start, end, properties in progressions(graph)}
    return found | {(start, end, "SHARED_ACROSS_ROUTES"): p for start, end, p in shared_across_routes(graph)}


def _replaced(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Whether what follows has changed. Between two clusters, which two depends on nothing but words."""
    basis = new.get("basis")
    return old.get("basis") != basis or (basis == "within_cluster" and old["from_cluster"] != new["from_cluster"])


def _change_progressions(
    given: Graph, graph: Graph, changes: Changes, without: Mapping[str, str], understood: Understood
) -> None:
    """Rules 4 and 5; `without`: the occupations that were removed, each with its place."""
    names, before = _named(graph, "Occupation", understood), _named(given, "Occupation")

    def id_of(text: str, place: str) -> str:
        if not names.fitting(text) and (gone := [i for i in before.fitting(text) if i in without]):
            fact = f"{gone[0]} is removed in {without[gone[0]]}, and its progressions with it."
            raise WhatIfError(f"{place}: {fact}", _ONE_OF_TWO)
        return names.one(text, place)

    def ends(change: ChangedProgression) -> tuple[str, str]:
        return id_of(change.origin, f"{change.place}: from"), id_of(change.destination, f"{change.place}: to")

    removed: dict[tuple[str, str], str] = {}
    for old in changes.removed_progressions:
        start, end = ends(old)
        if place := removed.get((start, end)):
            raise WhatIfError(f"{old.place}: {start} → {end} is removed already, in {place}.", _ONE_OF_TWO)
        removed[start, end] = old.place
    added: dict[tuple[str, str], str] = {}
    rarity = Rarity.among_occupations(graph)
    for new in changes.added_progressions:
        start, end = ends(new)
        change = f"{new.place}: {start} → {end}"
        if start == end:
            raise WhatIfError(f"{new.place}: {start} cannot progress to itself.", "Name another occupation at one end.")
        if place := removed.get((start, end)):
            raise WhatIfError(f"{change} is removed in {place}.", _ONE_OF_TWO)
        if place := added.get((start, end)):
            raise WhatIfError(f"{change} is added already, in {place}.", _ONE_OF_TWO)
        if same := graph.get_edge_data(start, end, "PROGRESSES_TO"):
            raise WhatIfError(f"{change} is there already, with the basis {same['basis']}.", "Take this out.")
        added[start, end] = new.place
        graph.add_edge(start, end, "PROGRESSES_TO", **_hypothesis(graph, start, end, rarity), because=new.because)
    for (start, end), place in removed.items():  # Rule 5: last, also what only follows from the rest.
        if not graph.has_edge(start, end, "PROGRESSES_TO"):
            gone = given.has_edge(start, end, "PROGRESSES_TO")
            why = "no longer progresses to {}, after what else the file changes" if gone else "does not progress to {}"
            raise WhatIfError(f"{place}: {start} {why.format(end)}.", "Take this out.")
        graph.remove_edge(start, end, "PROGRESSES_TO")


def _hypothesis(graph: Graph, start: str, end: str, rarity: Rarity) -> dict[str, Any]:
    """The properties of an added progression, but for its reason (rule 4)."""
    clusters = [_first_holder(graph, occupation) for occupation in (start, end)]
    pathways = [_first_holder(graph, cluster) for cluster in clusters]
    origin, destination = (member(graph, *place) for place in zip((start, end), clusters, pathways, strict=True))
    nearness = related(origin, destination, "same_pathway", rarity)
    parts = {**nearness.parts, "by_basis": 0.0}
    return {
        "basis": WHAT_IF,
        "cost": 1,
        "move": move(origin, destination, "same_pathway", rarity),
        "level_gap": level_gap(origin.level, destination.level),
        "relatedness": round(fsum(parts.values()), 4),
        **parts,
        "shared_words": list(nearness.shared_words),
        "pathway": pathways[0],
        "from_cluster": clusters[0],
        "to_cluster": clusters[1],
    }
