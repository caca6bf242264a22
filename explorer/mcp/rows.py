"""Rows as an assistant gets them: what it needs to say an answer, with the line that each step rests on.

1. What a row has nothing to say of is not in it; a level that is not stated is null, and `level_in_words` says what it
   may be.
2. A source is the line of the document with what stands there, and the cluster and the pathway of its table; in an
   imported map the file and the row of its tables, and the code; one occupation by itself has the cells of its row.
3. Of several clusters that list an occupation a step names the one where it ends; else the first is named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from career_pathways.explorer.explorer import Explorer
from career_pathways.explorer.views.wording import PARTS, level_words
from career_pathways.queries.listings import Place, places

if TYPE_CHECKING:  # of graphs, which take longer to import than all else here
    from career_pathways.queries.differences import Differences

Row = Mapping[str, Any]

Sources = Callable[[str, str | None], dict[str, Any]]
"""The source of an occupation, by its id and, where a step names it, the cluster."""


def sources(explorer: Explorer, ids: Iterable[str]) -> Sources:
    """Where the map lists these occupations."""
    listed, imported = places(explorer.store, ids), explorer.imported is not None

    def of(id_: str, cluster: str | None = None) -> dict[str, Any]:
        all_of_it: Sequence[Place] = listed.get(id_, ())
        place = next((one for one in all_of_it if one.cluster == cluster), None) or next(iter(all_of_it), None)
        if place is None:
            return {}
        if imported:
            return _said({"file": place.file, "row": place.line, "code": place.code})
        return _of_document(place.line, place.quote, place.cluster_name, place.pathway_name)

    return of


def _of_document(line: int | None, quote: str | None, cluster: str | None, pathway: str | None) -> dict[str, Any]:
    """Rule 2; an occupation that a what-if adds has no line."""
    return _said({"line": line or None, "quote": quote, "cluster": cluster, "pathway": pathway})


def _said(row: Row) -> dict[str, Any]:
    """Rule 1."""
    return {name: value for name, value in row.items() if value not in (None, "", (), [], {})}


def _occupation(row: Row, side: str = "") -> dict[str, Any]:
    """What is to be said of any occupation; `side`: what stands before the names of its columns."""
    of = {name.removeprefix(side): value for name, value in row.items() if name.startswith(side)}
    level = {"level": of["level"]}
    if "column" in of:
        level["level_in_words"] = level_words(of)
    made = {"id": of["id"], "title": of["title"], **level, **_said({"route": of.get("route_name")})}
    return {f"{side}{name}": value for name, value in made.items()}


def _why(row: Row) -> dict[str, Any]:
    """Why a progression is one."""
    return _said(
        {
            "basis": row.get("basis"),
            "why": row.get("reason"),
            "relatedness": row.get("relatedness"),
            "parts": {part: row[part] for part in PARTS if row.get(part)},
            "shared_words": row.get("shared_words"),
            "stated_in": row.get("stated_in"),
            "stated_by": _said({"file": row.get("step_file"), "row": row.get("step_row")}),
        }
    )


def occupations(explorer: Explorer, rows: Sequence[Row], *more: str) -> Iterator[dict[str, Any]]:
    """Occupations, each with where the map lists it; `more`: other columns, as they are."""
    source = sources(explorer, map(itemgetter("id"), rows))
    for row in rows:
        besides = _said({name: row.get(name) for name in more})
        yield {**_occupation(row), **besides, **_said({"source": source(row["id"], None)})}


def steps(explorer: Explorer, rows: Sequence[Row]) -> Iterator[dict[str, Any]]:
    """Progressions, or several ahead, with why they are and where their ends are listed."""
    ends = (row[end] for row in rows for end in ("from_id", "id") if end in row)
    source = sources(explorer, ends)
    for row in rows:
        made = {**_occupation(row), **_why(row)}
        made |= _said({name: row.get(name) for name in ("what_if", "steps", "via", "bases")})
        made |= _said({"source": source(row["id"], row.get("to_cluster"))})
        if "from_id" in row:
            made = {
                **_occupation(row, "from_"),
                **_said({"from_source": source(row["from_id"], row.get("from_cluster"))}),
                **made,
            }
        yield made


def paths(explorer: Explorer, rows: Sequence[Row]) -> Iterator[dict[str, Any]]:
    """Paths, each with its relationships in order."""
    crossed = (row[end] for row in rows if row["basis"] is None for end in ("from_id", "id"))
    source = sources(explorer, crossed)
    for number, of_path in groupby(rows, itemgetter("path")):
        links = list(of_path)
        yield {
            "path": number,
            "steps": sum(link["basis"] is not None for link in links),
            "crossings": sum(link["basis"] is None for link in links),
            "cost": sum(link["cost"] or 0 for link in links),
            "links": [_link(explorer, link, source) for link in links],
        }


def _link(explorer: Explorer, row: Row, source: Sources) -> dict[str, Any]:
    """One relationship of a path; `source`: of the ends of a crossing, which says no cluster."""
    origins = explorer.imported and explorer.imported.origins
    made: dict[str, Any] = {"kind": "crossing" if row["basis"] is None else "progression"}
    for side, cluster in (("from_", "from_cluster_name"), ("", "to_cluster_name")):
        line = row[f"{side}line"]
        if row["basis"] is None:
            of = source(row[f"{side}id"], None)
        elif origins:
            of = {"file": row[f"{side}file"], "row": line, "code": origins[row[f"{side}id"]].code}
        else:
            crosses = row["basis"] == "what_if" and not side  # the pathway of such a step is that of its origin
            of = _of_document(line, row[f"{side}quote"], row[cluster], None if crosses else row["pathway_name"])
        made |= {**_occupation(row, side), **_said({f"{side}source": _said(of)})}
    return {**made, **_why(row), **_said({"match": row["match"]})}


def listings(rows: Sequence[Row]) -> Iterator[dict[str, Any]]:
    """One occupation, as each cluster lists it."""
    for row in rows:
        if "file" in row:
            source = {"file": row["file"], "row": row["line"], "quote": row["quote"], "code": row["code"]}
        else:
            source = _of_document(row["line"], row["quote"], row["cluster_name"], row["pathway_name"])
        besides = _said({name: row.get(name) for name in ("specialisms", "status", "description")})
        yield {**_occupation(row), **besides, "source": _said(source)}


def gaps(explorer: Explorer, rows: Sequence[Row]) -> Iterator[dict[str, Any]]:
    """Findings; what they are about is an occupation, a pathway or a route."""
    source = sources(explorer, map(itemgetter("id"), rows))
    for row in rows:
        about = source(row["id"], None)
        of = _occupation(row) if about else {"id": row["id"], "title": row["title"], "route": row["route_name"]}
        besides = {name: row.get(name) for name in ("what_if", "finding", "beside")}
        where = {"stated_in": None if about else row.get("stated_in")} if explorer.imported else {"lines": row["lines"]}
        yield {"kind": row["kind"], **of, **_said({**besides, **where, "source": about})}


def plain(_: Explorer, rows: Iterable[Row], *columns: str) -> Iterator[dict[str, Any]]:
    """These columns alone, where they say something."""
    for row in rows:
        yield _said({name: row[name] for name in columns})


def differences(explorer: Explorer, of: Differences) -> Iterator[dict[str, Any]]:
    """What sets a changed map apart: occupations, progressions and crossings, with the reasons that are given.

    `explorer`: of the map as it is, which has no source of what is added.
    """
    changes = [(kind, one._asdict()) for kind in _CHANGED for one in getattr(of, f"{kind}s")]
    source = sources(explorer, (row[end] for _, row in changes for end in ("from_id", "id") if end in row))
    for kind, row in changes:
        made = {
            "what_if": row.pop("change"),
            "kind": kind,
            **_said({"route": row.pop("route_name", None)}),
            **_said(row),
        }
        ends = {"from_source": source(row["from_id"], None)} if "from_id" in row else {}
        yield {**made, **_said({**ends, "source": source(row["id"], None)})}


_CHANGED = ("occupation", "progression", "crossing")


def changes(rows: Iterable[Row]) -> Iterator[dict[str, Any]]:
    """What became of occupations in another edition."""
    for row in rows:
        listed = {name: [_said(one) for one in row[name]] for name in ("to", "candidates")}
        yield _said({**row, "from": _said(row["from"] or {}), **listed})
