"""Paths as a view: a row for each relationship, and a text that says why each is one and where the document says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, Unpack

from career_pathways.explorer.explorer import Explorer
from career_pathways.explorer.wishes import PathWishes
from career_pathways.loader.errors import NoPathway, UnknownName
from career_pathways.loader.words.counting import counted
from career_pathways.loader.words.titles import named
from career_pathways.queries.answers import Note
from career_pathways.queries.naming import find_occupation
from career_pathways.queries.rows.paths import Link, Path, Paths

from .view import View, cut_note, inference, own_levels
from .what_if import Changes, name_of, notes_on
from .wording import LEVEL_CELL, MADE_OF, level_words, link_words, step_numbers

if TYPE_CHECKING:
    from .screen import Screen

_MORE = "There are more ways than these; a higher number of alternatives shows them."

_NUMBERS = (
    "Cost: 1 for the next level of a cluster or the next column in the row, 2 for other steps. A crossing costs "
    "nothing, but counts as one relationship where paths are compared by steps."
)

_DOCUMENT = "Lines are those of the document that the store was built from: {see_occupation} quotes all of one."


def path_view(
    explorer: Explorer, origin: str, destination: str, *, changes: Changes | None = None, **wishes: Unpack[PathWishes]
) -> View:
    """Paths from one occupation to another, as `Explorer.paths` finds them and with what that raises.

    `changes`: a what-if file or its text, for the paths on the changed map and what the best one is without them.
    """
    if changes is None:
        return paths_view(explorer, explorer.paths(origin, destination, **wishes))
    return _what_if(explorer, origin, destination, changes, wishes)


def paths_view(explorer: Explorer, found: Paths) -> View:
    """Paths that were found."""
    total = found.total or len(found.paths)
    rows = [
        {"path": number, **_told(explorer, link)} for number, path in enumerate(found.paths, 1) for link in path.links
    ]
    if explorer.beside:
        rows = import_module(".beside", __package__).stated_rows(explorer, rows)  # of several editions

    def text(screen: Screen) -> list[str]:
        lines: list[str] = []
        for number, path in enumerate(found.paths, 1):
            of_path = [row for row in rows if row["path"] == number]
            heading = f"Path {number} of {total}: " if total > 1 else ""
            lines += [*([""] if lines else []), *_path_text(path, of_path, heading, screen)]
        return lines

    return View(
        question="shortest-path",
        rows=rows,
        columns=tuple(rows[0]),
        shown={"from_title": "from", "title": "to", "level": "level", "route_name": "route", "reason": "why"},
        cells=LEVEL_CELL,
        groups=(lambda row: f"path {row['path']}") if total > 1 else None,
        text=text,
        cypher=found.query.text if found.query else None,
        parameters=found.parameters,
        truncated=found.total != len(found.paths),
        notes=(
            inference(explorer),
            *_shorter(found),
            *(cut_note(len(found.paths), found.total) if found.total else (_MORE,)),
        ),
        numbers=" ".join([MADE_OF, _NUMBERS, _DOCUMENT]),
    )


def _shorter(found: Paths) -> tuple[Note, ...]:
    """That there is a way of fewer steps than the best one, and how it goes."""
    if found.shorter is None:
        return ()
    between = ", ".join(link.title for link in found.shorter.links[:-1])
    by_way = f"by way of {between}" if between else "straight there"
    return (Note(f"The shortest way, {counted(found.shorter.steps, 'step')}, goes {by_way};", "{fewest} shows it."),)


def _told(explorer: Explorer, link: Link) -> dict[str, Any]:
    """What the view says of a link: besides what it holds, how both ends are learnt, and why it is one."""
    of_link = link._asdict()
    marks, of_import = explorer.marks, explorer.imported
    if of_import is not None:
        ends = {"from_id": link.from_id, "id": link.id}
        files = {side: of_import.origins[id_].files[:1] for side, id_ in ends.items()}
        stated = {column: made(ends) for column, made in of_import.step_columns(None).items()}
        stated |= {"from_file": "".join(files["from_id"]), "file": "".join(files["id"])}
        for column, made in own_levels(explorer).items():
            stated |= {column: made({}), f"from_{column}": made({})}
    else:
        stated = {}
    reason = link_words(of_link | stated)
    del of_link["because"]  # which the reason says
    return {
        **of_link,
        **stated,
        "from_degree": link.from_id in marks.degree,
        "from_apprenticeship_only": link.from_id in marks.apprenticeship_only,
        "degree": link.id in marks.degree,
        "apprenticeship_only": link.id in marks.apprenticeship_only,
        "reason": reason,
    }


def _what_if(explorer: Explorer, origin: str, destination: str, changes: Changes, wishes: PathWishes) -> View:
    """Raises WhatIfError, and NoPathway where the changed map has none, with what the map as it is has."""
    changed = explorer.what_if(changes)
    in_route = wishes.get("in_route")
    ends = [find_occupation(changed.names, name, prefer=in_route).id for name in (origin, destination)]
    try:
        after = paths_view(changed, changed.paths(*ends, **wishes))
    except NoPathway as error:
        without = _unchanged(explorer, ends, wishes, "it")
        note, advice = (without, "") if isinstance(without, str) else (without.fact, f" {without.advice}")
        data = error.data | {"without": note} | ({} if isinstance(changes, str) else {"changes": str(changes)})
        fact = f"with {name_of(changes)}, {error.fact}"
        raise NoPathway(fact, f"{error.cure}\n{{without}}{advice}", **data) from error
    return after._replace(
        cypher=None,
        parameters={**after.parameters, "with": name_of(changes)},
        notes=(
            *after.notes,
            _unchanged(explorer, ends, wishes, name_of(changes)),
            *notes_on(changed.differences),
        ),
    )


def _unchanged(explorer: Explorer, ends: Sequence[str], wishes: PathWishes, changes: str) -> str:
    """What the map as it is answers, in a line."""
    without = f"Without {changes}:"
    if strangers := [id_ for id_ in ends if not explorer.names.occupation(id_)]:
        return f"{without} the map has no {' and no '.join(strangers)}."
    try:
        path = explorer.paths(*ends, **wishes).paths[0]
    except NoPathway as error:
        return f"{without} {error.fact.partition(chr(10))[0]}."
    except UnknownName:
        return Note(f"{without} the map has not all that", "{via} and {avoid} name.")
    stops = " → ".join([path.links[0].from_title, *(link.title for link in path.links)])
    return f"{without} {stops}, in {counted(path.steps, 'step')}."


def _path_text(path: Path, rows: Sequence[Mapping[str, Any]], heading: str, screen: Screen) -> list[str]:
    """A path rung by rung: what each is, why each step is one, the line of the document."""
    first, last = rows[0], rows[-1]
    ends = f"{named(first['from_title'], first['from_level'])} → {named(last['title'], last['level'])}"
    length = counted(path.steps, "step") + (f", {counted(path.crossings, 'crossing')}" if path.crossings else "")
    lines = [
        *map(screen.styled, screen.wrapped(f"{heading}{ends}")),
        *screen.wrapped(f"{length}, cost {path.cost}" if screen.explain else length),
        "",
    ]
    step = 0
    for before, row in zip((None, *rows), rows, strict=False):
        lines += _rung(
            {name.removeprefix("from_"): value for name, value in row.items() if name.startswith("from_")}, screen
        )
        lines += _listings(row["from_route_name"], before, row, screen)
        step += row["basis"] is not None
        mark = "⇄" if row["basis"] is None else str(step)
        why = row["reason"]
        lines += ["│", *screen.wrapped(f"{why[0].upper()}{why[1:]}.", f"{mark}  ", "│  ")]
        if screen.explain and row["basis"] is not None:
            lines += screen.wrapped("; ".join(filter(None, [_place(row), step_numbers(row)])), "│  ", "│  ")
        lines.append("▼")
    return [*lines, *_rung(last, screen), *_listings(last["route_name"], last, None, screen)]


def _rung(row: Mapping[str, Any], screen: Screen) -> list[str]:
    """An occupation of a path."""
    return list(map(screen.styled, screen.wrapped(f"{row['title']}: {level_words(row)}", "●  ")))


def _listings(
    route: str, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None, screen: Screen
) -> list[str]:
    """The route of an occupation of a path, and where the document lists it: where one comes to, and goes on from."""
    found = [(b["to_cluster_name"], b["pathway_name"], b["line"], b["quote"]) for b in [before] if b]
    found += [(a["from_cluster_name"], a["pathway_name"], a["from_line"], a["from_quote"]) for a in [after] if a]
    if file := after["from_file"] if after and "from_file" in after else (before or {}).get("file"):
        return screen.wrapped(f"{route}; {file}, row {found[0][2]}", "   ")
    listed = [f for f in dict.fromkeys(found) if f[0] is not None] or found[:1]
    if not screen.explain:
        known = list(dict.fromkeys(str(line) for _, _, line, _ in listed if line))
        where = (
            f"line{'s' * (len(known) > 1)} {' and '.join(known)} of the document" if known else "not in the document"
        )
        return screen.wrapped(f"{route}; {where}", "   ")
    lines = screen.wrapped(route, "   ")
    for cluster, pathway, line, quote in listed:
        where = "not in the document" if not line else f"line {line} of the document"
        said = f": “{quote}”" if quote else ""
        place = f"{cluster}, in the pathway {pathway}; " if cluster else ""
        lines += screen.wrapped(f"{place}{where}{said}", "   ")
    return lines


def _place(row: Mapping[str, Any]) -> str:
    """Where the map shows a step."""
    here, there = row["from_cluster_name"], row["to_cluster_name"]
    return {
        "within_cluster": f"the next level stated in the cluster {here}",
        "same_row": f"the cluster {there} stands in the next column, in the row of {here}",
        "skips_column": f"nothing stands in the next column; the cluster {there} is in the one after it",
        "same_pathway": f"the cluster {there} stands in the next column of the pathway, in another row than {here}",
        "what_if": "not in the document",
        "stated": "",
        "related": "",
    }[row["basis"]]
