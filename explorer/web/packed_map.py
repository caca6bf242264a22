"""A map as a browser is given it: columns, and nothing that follows from others.

    PLACES    = routes, pathways, clusters and occupations, one after another: what a finding is about, by its number

What web/src/core/unpack.ts makes of it again:

1. Occupations, clusters, pathways and routes come in the order of their ids, so that numbers sort as ids do.
2. Relatedness and its parts are whole ten-thousandths, and the parts come to the whole. What a basis costs and counts
   is the same for all its progressions; `level_gap` is the difference of two stated levels; `pathway` is that of the
   clusters. Where both ends stand in one cluster each, these are the clusters.
3. Where an occupation stands, `listed`, comes by line and cluster. Its lines, and its specialisms, are those of its
   places; a quote is that title with its level and its specialisms, if none is given.
4. A crossing stands once, from the lower number to the higher, and leads both ways.
5. An imported map has columns of its own (`imported`): an occupation's code, status, description, files, lines and what
   it is related to; the file and row of each progression. Its progressions name no cluster. The lines of an occupation
   are those of its places, in their order, if none are given.
6. An id is that of what holds it, a slash, and the name, the level behind a hyphen; of an occupation with a code, that
   of the edition, a colon and the code; all in `plain` letters. Where that gives another, it is written out.
7. A quote that tables make of an occupation's own words is a number: that of a form with places for them.
8. What a finding is about is told by how much further on it stands than the one before.

Where something in a graph follows otherwise, packing it raises InvalidGraph, and no browser is given what is not so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from career_pathways.exports.manifest import licence_of, name_of, notice_of, progressions_of, published, source_of
from career_pathways.loader.errors import InvalidGraph
from career_pathways.loader.graph.nesting import held_by
from career_pathways.loader.schema import BANDS, IMPORT_VERSION
from career_pathways.loader.stores.editions import described
from career_pathways.loader.words.titles import named
from career_pathways.queries.elsewhere import to_add
from career_pathways.queries.gaps import KINDS

from .packed_columns import FORM, Table, turned, written

if TYPE_CHECKING:
    import networkx as nx

    from career_pathways.explorer.explorer import Explorer

COLUMNS = tuple(BANDS)

PARTS = ("by_title", "by_specialisms", "by_place", "by_level", "by_basis")

MOVES = ("in_trade", "to_management", "other_trade")


def packed_map(explorer: Explorer) -> str:
    """All of an edition, for the questions of the browser's core. Raises InvalidGraph, and what Store.run raises."""
    graph = explorer.graph
    edition = described(graph)
    ids = _Ids(graph)
    forms: dict[str, int] = {}
    tables: Table = {
        "form": FORM,
        "edition": {name: edition[name] for name in sorted(edition.keys() - {"label", "loaded_at"})},
        "name": explorer.edition,
        "published": published(edition),
        "licence": licence_of(edition),
        "addable": to_add(explorer.store),
        "adding": explorer.store.adding,
        "routes": _columns(graph, ids.routes, "id", "name", "line"),
        "pathways": _columns(graph, ids.pathways, "name", "line")
        | {
            "id": [_unlike(id_, _below(_only(held_by(graph, id_)), graph.nodes[id_]["name"])) for id_ in ids.pathways],
            "route": [ids.route[_only(held_by(graph, id_))] for id_ in ids.pathways],
        },
        "clusters": _clusters(graph, ids),
        "occupations": _occupations(graph, ids, explorer.edition),
        "listed": _listed(graph, ids, forms),
        "steps": _steps(graph, ids),
        "crossings": _crossings(graph, ids),
        "findings": _findings(explorer, ids),
    }
    if edition["schema_version"] == IMPORT_VERSION:
        tables["imported"] = _imported(graph, ids) | {"forms": list(forms)}
    return written(tables)


def whose(explorer: Explorer) -> dict[str, str]:
    """What an edition is called, where it and its progressions come from, its licence, and what stands at the foot."""
    edition = described(explorer.graph)
    return {
        "name": name_of(edition),
        "source": source_of(edition),
        "licence": licence_of(edition),
        "progressions": progressions_of(edition),
        "foot": notice_of(edition),
    }


class _Ids:
    """The numbers of what a map holds."""

    def __init__(self, graph: nx.MultiDiGraph) -> None:
        def of(label: str) -> list[str]:
            return sorted(node for node, other in graph.nodes(data="label") if other == label)

        self.routes, self.pathways, self.clusters = of("Route"), of("Pathway"), of("Cluster")
        self.occupations = of("Occupation")
        self.route, self.pathway, self.cluster, self.occupation, self.place = (
            {id_: i for i, id_ in enumerate(ids)}
            for ids in (
                self.routes,
                self.pathways,
                self.clusters,
                self.occupations,
                [*self.routes, *self.pathways, *self.clusters, *self.occupations],
            )
        )


def _clusters(graph: nx.MultiDiGraph, ids: _Ids) -> Table:
    return {
        **_columns(graph, ids.clusters, "name", "line", "description", "row"),
        "id": [_unlike(id_, _below(_only(held_by(graph, id_)), graph.nodes[id_]["name"])) for id_ in ids.clusters],
        "column": [_column(graph, id_) for id_ in ids.clusters],
        "apprenticeship_only": [int(graph.nodes[id_]["apprenticeship_only"]) for id_ in ids.clusters],
        "pathway": [ids.pathway[_only(held_by(graph, id_))] for id_ in ids.clusters],
    }


def _occupations(graph: nx.MultiDiGraph, ids: _Ids, edition: str) -> Table:
    for id_ in ids.occupations:
        of = graph.nodes[id_]
        level, band = of["level"], BANDS.get(of["column"] or "", (None, None))
        if (of["level_min"], of["level_max"]) != (band if level is None else (level, level)):
            raise _differs(id_)
    return {
        **_columns(graph, ids.occupations, "title", "level"),
        "id": [_unlike(id_, _id(graph.nodes[id_], edition)) for id_ in ids.occupations],
        "column": [_column(graph, id_) for id_ in ids.occupations],
        "degree": [int(graph.nodes[id_]["degree"]) for id_ in ids.occupations],
        "route": [ids.route[graph.nodes[id_]["route"]] for id_ in ids.occupations],
    }


def _id(of: Mapping[str, Any], edition: str) -> str:
    """Rule 6."""
    if of.get("code") is not None:
        return f"{edition}:{plain(of['code'])}"
    return _below(of["route"], of["title"]) + ("" if of["level"] is None else f"-{of['level']}")


def _below(place: str, name: str) -> str:
    return f"{place}/{plain(name)}"


def _unlike(text: str, other: str) -> str | None:
    """The text, where it is not the other."""
    return None if text == other else text


def plain(text: str) -> str:
    """Letters and digits of ASCII, small, with a hyphen for all that is between them.

    >>> plain("Food & drink: café")
    'food-drink-caf'
    """
    return re.sub("[^a-z0-9]+", "-", text.lower()).strip("-")


def _listed(graph: nx.MultiDiGraph, ids: _Ids, forms: dict[str, int]) -> Table:
    """Rules 3 and 7: as many rows for each occupation as `number` says."""
    number: list[int] = []
    rows: list[Sequence[Any]] = []
    for id_ in ids.occupations:
        of, places = graph.nodes[id_], _places(graph, id_)
        number.append(len(places))
        lines, specialisms = {p["line"] for _, p in places}, [s for _, p in places for s in p["specialisms"]]
        imported = of.get("files") is not None
        if (list(of["lines"]) != sorted(lines) and not imported) or list(of["specialisms"]) != [
            *dict.fromkeys(specialisms)
        ]:
            raise _differs(id_)
        for cluster, place in places:
            quote = quoted(of["title"], of["level"], place["specialisms"])
            given = (
                None if place["quote"] == quote else _in_form(place["quote"], of, forms) if imported else place["quote"]
            )
            rows.append((ids.cluster[cluster], place["line"], list(place["specialisms"]), given))
    return {"number": number} | turned(("cluster", "line", "specialisms", "quote"), rows)


def _places(graph: nx.MultiDiGraph, occupation: str) -> list[tuple[str, Mapping[str, Any]]]:
    """The clusters that list an occupation, with what they list, by line and cluster."""
    listed = [(cluster, graph.edges[occupation, cluster, "IN_CLUSTER"]) for cluster in held_by(graph, occupation)]
    return sorted(listed, key=lambda place: (place[1]["line"], place[0]))


def quoted(title: str, level: int | None, specialisms: Sequence[str]) -> str:
    """An entry as documents mostly have it.

    >>> quoted("Butcher", 2, ["Retail", "Process"])
    'Butcher (2): Retail, Process'
    """
    return named(title, level) + (f": {', '.join(specialisms)}" if specialisms else "")


OWN = ("title", "code", "status", "level")
"""The words of an occupation for which the form of a quote has places."""


def _in_form(quote: str, of: Mapping[str, Any], forms: dict[str, int]) -> str | int:
    """Rule 7: the number of the form that a quote has; the quote itself where none gives it back."""
    cells = [cell.partition(": ") for cell in quote.split("; ")]
    own = {str(of[name]): f"{{{name}}}" for name in reversed(OWN) if of[name] is not None}
    form = "; ".join(f"{heading}{colon}{own.get(value, value)}" for heading, colon, value in cells)
    filled = re.sub(r"\{(\w+)\}", lambda place: str(of.get(place[1])) if place[1] in OWN else place[0], form)
    return forms.setdefault(form, len(forms)) if filled == quote else quote


def _steps(graph: nx.MultiDiGraph, ids: _Ids) -> Table:
    """Rule 2: as many rows for each occupation as `number` says, by where they lead."""
    bases: dict[tuple[str, int, int], int] = {}
    words: dict[str, int] = {}
    number, rows, clusters = list[int](), list[Sequence[Any]](), list[tuple[int, int, int]]()
    for id_ in ids.occupations:
        steps = sorted((end, of["PROGRESSES_TO"]) for end, of in graph.adj[id_].items() if "PROGRESSES_TO" in of)
        number.append(len(steps))
        for end, step in steps:
            parts = [_whole(step[part]) for part in PARTS]
            _check_step(graph, id_, end, step, parts)
            basis = bases.setdefault((step["basis"], step["cost"], parts[-1]), len(bases))
            shared = [words.setdefault(word, len(words)) for word in step["shared_words"]]
            here, there = step["from_cluster"], step["to_cluster"]
            if here is not None and (_several(graph, id_) or _several(graph, end)):
                clusters.append((len(rows), ids.cluster[here], ids.cluster[there]))
            move, skips = MOVES.index(step["move"]), int(step["skips"])
            rows.append((ids.occupation[end], basis, move, skips, *parts[:-1], shared))
    names = ("to", "basis", "move", "skips", *PARTS[:-1], "words")
    return {"number": number} | turned(names, rows) | {"bases": list(bases), "shared": list(words), "among": clusters}


def _check_step(graph: nx.MultiDiGraph, start: str, end: str, step: Mapping[str, Any], parts: Sequence[int]) -> None:
    levels = [graph.nodes[id_]["level"] for id_ in (start, end)]
    gap = None if None in levels else levels[1] - levels[0]
    pathway = None if step["to_cluster"] is None else _only(held_by(graph, step["to_cluster"]))
    if sum(parts) != _whole(step["relatedness"]) or step["level_gap"] != gap or step["pathway"] != pathway:
        raise _differs(f"{start} → {end}")


def _crossings(graph: nx.MultiDiGraph, ids: _Ids) -> Table:
    """Rule 4."""
    rows, matches = [], ("same_title", "close_title", "stated")
    for id_ in ids.occupations:
        for end, of in sorted(graph.adj[id_].items()):
            if crossing := of.get("SHARED_ACROSS_ROUTES"):
                if graph.edges[end, id_, "SHARED_ACROSS_ROUTES"] != crossing:
                    raise _differs(f"{id_} ⇄ {end}")
                if id_ < end:
                    ends = ids.occupation[id_], ids.occupation[end]
                    rows.append((*ends, matches.index(crossing["match"]), crossing["score"]))
    return turned(("from", "to", "match", "score"), rows)


def _findings(explorer: Explorer, ids: _Ids) -> Table:
    """What the map does not offer, in its order; a column only where it is what is empty."""
    findings = explorer.gaps().findings
    places = [ids.place[gap.id] for gap in findings]
    return turned(
        ("kind", "about", "column", "finding", "beside"),
        [
            (
                KINDS.index(gap.kind),
                place - before,
                COLUMNS.index(gap.column or "") if gap.kind == "empty column" else None,
                gap.finding,
                [ids.place[id_] for id_ in gap.beside],
            )
            for gap, place, before in zip(findings, places, [0, *places], strict=False)
        ],
    )


def _imported(graph: nx.MultiDiGraph, ids: _Ids) -> Table:
    """Rule 5."""
    occupations = [graph.nodes[id_] for id_ in ids.occupations]
    steps = [
        of["PROGRESSES_TO"]
        for id_ in ids.occupations
        for _, of in sorted(graph.adj[id_].items())
        if "PROGRESSES_TO" in of
    ]
    files: dict[str, int] = {}
    return {
        **{name: [of[name] for of in occupations] for name in ("code", "status", "description")},
        "file": [[files.setdefault(file, len(files)) for file in of["files"]] for of in occupations],
        "line": [_lines(graph, id_) for id_ in ids.occupations],
        "step_file": [files.setdefault(step["file"], len(files)) for step in steps],
        "step_line": [step["line"] for step in steps],
        "listed_file": [
            files.setdefault(place["file"], len(files)) for id_ in ids.occupations for _, place in _places(graph, id_)
        ],
        "related": [_related(graph, id_, ids, files) for id_ in ids.occupations],
        "files": list(files),
        "unstated": [i for i, id_ in enumerate(ids.routes) if not graph.nodes[id_].get("stated", True)],
    }


def _lines(graph: nx.MultiDiGraph, id_: str) -> list[int] | None:
    lines = list(graph.nodes[id_]["lines"])
    return None if lines == [place["line"] for _, place in _places(graph, id_)] else lines


def _related(
    graph: nx.MultiDiGraph, occupation: str, ids: _Ids, files: dict[str, int]
) -> list[tuple[int, int | None, str | None, int, int]]:
    """What tables relate an occupation to, by rank (not stated last), title, id, with note, file and line."""
    related = {end: of["RELATED_TO"] for end, of in graph.adj[occupation].items() if "RELATED_TO" in of}

    def order(end: str) -> tuple[bool, int, str, str]:
        rank = related[end]["rank"]
        return rank is None, rank or 0, graph.nodes[end]["title"], end

    return [
        (ids.occupation[end], of["rank"], of["note"], files.setdefault(of["file"], len(files)), of["line"])
        for end in sorted(related, key=order)
        for of in [related[end]]
    ]


def _columns(graph: nx.MultiDiGraph, ids: Sequence[str], *names: str) -> Table:
    return {name: [graph.nodes[id_][name] for id_ in ids] for name in names}


def _column(graph: nx.MultiDiGraph, id_: str) -> int | None:
    column = graph.nodes[id_]["column"]
    return None if column is None else COLUMNS.index(column)


def _several(graph: nx.MultiDiGraph, id_: str) -> bool:
    return len(held_by(graph, id_)) > 1


def _only(ids: Sequence[str]) -> str:
    (id_,) = ids
    return id_


def _whole(part: float) -> int:
    """A part of relatedness in ten-thousandths."""
    return round(part * 10_000)


def _differs(place: str) -> InvalidGraph:
    return InvalidGraph(f"{place}: this cannot be packed, since what should follow from the graph does not.")
