"""The command line: arguments in, one call, rendered out. No rules of the domain here."""

from __future__ import annotations

import io
import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from career_pathways.loader.errors import NoPathway, UnknownName
from career_pathways.loader.store import LIMIT, TIMEOUT, Store, Target
from career_pathways.queries.answers import Cluster, DeadEnd, LevelCount, Link, Occupation, Route, Row
from career_pathways.queries.answers import Path as Way
from career_pathways.queries.library import Query, queries, query
from career_pathways.queries.run import Answer, run

from .neo4j_commands import neo4j
from .options import (
    Place,
    answers,
    built,
    designed_errors,
    limit_option,
    loading_progress,
    open_store,
    password_option,
    store_option,
)
from .render import View

if TYPE_CHECKING:
    from .building import Read

INFERENCE = (
    "A progression is inferred from where the clusters stand in the map; the map itself states none. "
    "Relatedness, from 0 to 1, ranks them."
)
"""Said once by every view that shows progressions (docs/graph-model.md)."""

_ENTRY = tuple("route pathway cluster column row title level degree specialisms line".split())
"""The columns of `pathways catalogue --csv`."""

_source = click.argument("source", required=False, type=click.Path(dir_okay=False, path_type=Path))
_lookups = click.option(
    "--lookups",
    metavar="FILE|none",
    help="Curated readings for this document. Default: the packaged ones, where they belong to it.",
)
_route = click.option(
    "--route", metavar="ROUTE", help="The route of OCCUPATION: its id, its name, or the beginning of one."
)
_level = click.option("--level", type=click.IntRange(1, 8), help="The level of OCCUPATION, to tell namesakes apart.")


class _Group(click.Group):
    """Commands in the order in which they stand here."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(self.commands)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="career-pathways", prog_name="pathways")
def main() -> None:
    """Explore the UK occupational maps of December 2017.

    \b
    Examples:
      pathways next --level 2                     what can a level 2 worker progress to?
      pathways next Butcher --route sales         and a butcher in retail?
      pathways path Butcher "Retail management" --route sales
      pathways search "tower crane"
      pathways query dead-ends --csv > dead-ends.csv
      pathways load --to bolt://localhost:7687    the graph in a Neo4j of your own

    The first question builds the store from the packaged document.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # results are UTF-8 in files and pipes; a terminal shows what it can
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


# From the document


@main.command()
@_source
@_lookups
@store_option
@answers
def build(source: Path | None, lookups: str | None, store: Place) -> View:
    """Read a document (default: the packaged one), check it, and replace the store.

    \b
    Example:
      pathways build my-maps.txt --store my-maps.kgl
    """
    from . import building, report  # noqa: PLC0415 -- the reader takes longer to import than a question to answer

    place = store.resolved()
    if isinstance(place, Target):
        return _load(place, source, lookups, allow_loss=False)
    start = time.perf_counter()
    document, counts = building.build(place, source, lookups)
    seconds = time.perf_counter() - start
    rows = [{"of": name, "count": count} for name, count in (*_document_counts(document), *counts.items())]
    return View(
        question="build",
        rows=rows,
        columns=("of", "count"),
        parameters={"source": document.source.name, "store": str(place)},
        notes=report.lost_notes(document),
        progress=f"built {place} in {seconds:.1f} s",
    )


@main.command()
@_source
@_lookups
@click.option("--to", metavar="URI|local", help="The Neo4j server. Default: NEO4J_URI.")
@password_option
@click.option("--allow-loss", is_flag=True, help="Also where more than a tenth goes, or relationships of your own do.")
@answers
def load(
    source: Path | None, lookups: str | None, to: str | None, password_file: Path | None, allow_loss: bool
) -> View:
    """Load the graph of a document (default: the packaged one) into a Neo4j server.

    Only what differs is written, in one transaction; nodes and relationships of your own in the same database stay.
    NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE say who asks, and where.

    \b
    Examples:
      pathways load --to bolt://localhost:7687
      pathways load my-maps.txt --to neo4j+s://example.databases.neo4j.io --password-file secret
    """
    address = to or os.environ.get("NEO4J_URI")
    if not address:
        raise click.UsageError("Name the server with --to, or with NEO4J_URI: pathways load --to bolt://localhost:7687")
    place = Place(address, password_file).resolved()
    if isinstance(place, Path):
        raise click.UsageError(f"--to {address}: no server. A file is made with `pathways build --store {address}`.")
    return _load(place, source, lookups, allow_loss=allow_loss)


def _load(target: Target, source: Path | None, lookups: str | None, *, allow_loss: bool) -> View:
    from career_pathways.loader.bolt import BoltStore  # noqa: PLC0415 -- imports the driver

    from . import building, report  # noqa: PLC0415

    start = time.perf_counter()
    with BoltStore(target) as server:
        server.verify()  # before the document is read: a wrong password shows at once
        document, graph = building.read_graph(source, lookups)
        with loading_progress() as progress:
            changed = server.load(graph, allow_loss=allow_loss, progress=progress)
    seconds = time.perf_counter() - start
    writes = sum(c.added + c.changed + c.removed for c in changed)
    return View(
        question="load",
        rows=[asdict(c) for c in changed],
        columns=("of", "count", "added", "changed", "removed"),
        parameters={"source": document.source.name, "to": target.uri},
        notes=(*report.lost_notes(document), f"{writes:,} changes"),
        progress=f"loaded into {target.uri} in {seconds:.1f} s",
    )


def _document_counts(document: Read) -> Iterable[tuple[str, int]]:
    clusters = [cluster for _, _, cluster in document.catalogue.clusters()]
    yield "entries read", sum(len(cluster.entries) for cluster in clusters)
    yield "curated readings", len(document.lookups.readings) if document.lookups else 0


@main.command()
@_source
@_lookups
@click.option("--json", "form", flag_value="json", default="json", help="JSON (the default).")
@click.option("--csv", "form", flag_value="csv", help="One line for each entry.")
def catalogue(source: Path | None, lookups: str | None, form: str) -> None:
    """Print what a document says, as records, before any graph is made of it.

    \b
    Example:
      pathways catalogue --json > catalogue.json
    """
    from career_pathways.loader.catalogue import to_json  # noqa: PLC0415

    from . import building  # noqa: PLC0415
    from .render import to_csv  # noqa: PLC0415

    with designed_errors():
        document = building.read(source, lookups)
        if form == "json":
            click.echo(to_json(document.catalogue), nl=False)
            return
        rows = [
            {
                "route": route.name,
                "pathway": pathway.name,
                "cluster": cluster.name,
                "column": cluster.column.value,
                "row": cluster.row,
                "title": entry.title,
                "level": entry.level,
                "degree": entry.degree,
                "specialisms": entry.specialisms,
                "line": entry.line,
            }
            for route, pathway, cluster in document.catalogue.clusters()
            for entry in cluster.entries
        ]
        click.echo(to_csv(View(question="catalogue", rows=rows, columns=_ENTRY)), nl=False)


@main.command()
@_source
@_lookups
@answers
def check(source: Path | None, lookups: str | None) -> View:
    """Report how well a document was read, and what it lost.

    Who owns its characters, which curated readings were used, levels outside their column, routes without a table,
    titles that differ by a slip of the pen, entries without a level.

    \b
    Example:
      pathways check --csv > report.csv
    """
    from . import building, report  # noqa: PLC0415

    document = building.read(source, lookups)
    rows = [asdict(finding) for finding in report.findings(document)]
    counts = {kind: sum(row["kind"] == kind for row in rows) for kind in dict.fromkeys(row["kind"] for row in rows)}
    return View(
        question="check",
        rows=rows,
        columns=("kind", "line", "where", "finding"),
        shown={"line": "line", "where": "where", "finding": "finding"},
        groups="kind",
        parameters={"source": document.source.name},
        notes=(", ".join(f"{kind}: {count}" for kind, count in counts.items()),),
    )


# Questions


@main.command()
@click.argument("text")
@limit_option(20, "At most so many occupations")
@store_option
@answers
def search(text: str, limit: int, store: Place) -> View:
    """Find occupations by words of their title or of a specialism; slips of the pen are forgiven.

    \b
    Example:
      pathways search "tower crane"
    """
    from career_pathways.queries import find  # noqa: PLC0415

    if not text.strip():
        raise click.UsageError("Write at least one word to look for.")
    with open_store(store) as opened:
        words, notes = find.known_words(opened, text)
        answer = run(query("search"), opened, {"text": words}, limit=limit or None)
    shown = {"title": "title", "level": "level", "route_name": "route", "found": "found in", "id": "id"}
    return _view(answer, shown, notes=notes)


@main.command()
@click.argument("occupation")
@_route
@_level
@store_option
@answers
def show(occupation: str, route: str | None, level: int | None, store: Place) -> View:
    """One occupation: its clusters, its specialisms, and where the document says so.

    \b
    Example:
      pathways show "Lifting technician"
    """
    with open_store(store) as opened:
        found = _occupation(opened, occupation, route, level)
        answer = run(query("occupation"), opened, {"id": found.id}, limit=None)
    shown = {
        "pathway_name": "pathway",
        "cluster_name": "cluster",
        "cluster_column": "column",
        "specialisms": "specialisms",
        "line": "line",
        "quote": "the document says",
    }
    heading = f"{_named(found.title, found.level)}{' degree' if found.degree else ''}, {found.route_name}, {found.id}"
    return _view(answer, shown, heading=heading)


@main.command(name="next")
@click.argument("occupation", required=False)
@click.option("--level", type=click.IntRange(1, 8), help="The level of OCCUPATION; without one, that to start from.")
@click.option("--route", metavar="ROUTE", help="The route of OCCUPATION; without one, the only route to look at.")
@click.option(
    "--steps",
    type=click.IntRange(1, 5),
    default=1,
    show_default=True,
    help="How many progressions ahead, in its route.",
)
@limit_option(10, "At most so many for an occupation, or for each route")
@store_option
@answers
def next_steps(
    occupation: str | None, level: int | None, route: str | None, steps: int, limit: int, store: Place
) -> View:
    """What an occupation, or a worker of a level, can progress to, the most closely related first.

    With an occupation, --route and --level tell namesakes apart. Without one, --level asks for all workers of that
    level, by route.

    \b
    Examples:
      pathways next "Housing/property management" --route construction
      pathways next --level 2 --limit 3
    """
    if occupation is None and level is None:
        raise click.UsageError("Name an occupation, or a level with --level: pathways next --level 2")
    parameters: dict[str, str | int | None]
    with open_store(store) as opened:
        if occupation is not None:
            found = _occupation(opened, occupation, route, level)
            name, parameters = "next-steps", {"id": found.id}
            heading, groups = f"From {_named(found.title, found.level)}, {found.route_name}", None
        else:
            name, parameters = "level-next-steps", {"level": level, "route": _route_id(opened, route)}
            heading, groups = None, "route_name"
        if steps > 1:
            name, parameters = f"{name}-ahead", {**parameters, "steps": steps}
        answer = run(query(name), opened, parameters, limit=None)
        if groups:
            notes = _unanswered(opened, cast(int, level), parameters["route"], answer.rows)
        else:
            notes = () if answer.rows else _elsewhere(opened, str(parameters["id"]))
    rows, truncated = _first_of_each(answer.rows, groups, limit)
    shown = {"title": "progresses to", "level": "level", "relatedness": "related"}
    shown |= {"steps": "steps", "via": "by way of"} if steps > 1 else {"basis": "basis", "shared_words": "shared words"}
    if groups:
        shown = {"from_title": f"from level {level}"} | shown
    notes = (*([INFERENCE] if rows else []), *notes)
    return _view(answer, shown, rows=rows, truncated=truncated, groups=groups, heading=heading, notes=notes)


@main.command()
@click.argument("origin", metavar="FROM")
@click.argument("destination", metavar="TO")
@click.option("--route", metavar="ROUTE", help="Where a title has namesakes, the one in this route.")
@store_option
@answers
def path(origin: str, destination: str, route: str | None, store: Place) -> View:
    """The shortest path from one occupation to another, and why each step is a step.

    \b
    Example:
      pathways path Butcher "Retail management" --route sales
    """
    from career_pathways.queries import find  # noqa: PLC0415

    with open_store(store) as opened:
        prefer = _route_id(opened, route)
        start = find.find_occupation(opened, origin, prefer=prefer)
        end = find.find_occupation(opened, destination, prefer=prefer)
        if start.id == end.id:
            raise click.UsageError(f"{start.id} is where the path begins and where it ends. Name two occupations.")
        answer = run(query("shortest-path"), opened, {"from": start.id, "to": end.id}, limit=None)
        if not answer.rows:
            raise NoPathway(_why_not(opened, start, end))
        clusters = cast(Sequence[Cluster], run(query("clusters"), opened, {}, limit=None).rows)
    links = cast(Sequence[Link], answer.rows)
    names = {cluster.id: cluster.name for cluster in clusters}
    rows = [
        link._asdict()
        | {
            "from": _named(link.from_title, link.from_level),
            "to": _named(link.title, link.level),
            "reason": _reason(link, names),
        }
        for link in links
    ]
    way = Way(tuple(links))
    return View(
        question=answer.query.name,
        rows=rows,
        columns=(*answer.query.returns, "from", "to", "reason"),
        shown={"position": "step", "from": "from", "to": "to", "relatedness": "related", "reason": "because"},
        cypher=answer.query.text,
        parameters=answer.parameters,
        notes=(
            f"steps: {way.steps}, cost: {way.cost}, crossings to another route: {way.crossings}",
            INFERENCE,
        ),
    )


@main.command()
@click.argument("occupation")
@_route
@_level
@limit_option(50, "At most so many occupations")
@store_option
@answers
def reach(occupation: str, route: str | None, level: int | None, limit: int, store: Place) -> View:
    """Everything that an occupation can lead to, by level and by how far away it is.

    \b
    Example:
      pathways reach "Commis chef"
    """
    with open_store(store) as opened:
        found = _occupation(opened, occupation, route, level)
        answer = run(query("reach"), opened, {"id": found.id}, limit=limit or None)
    shown = {"level": "level", "relationships": "away", "title": "title", "route_name": "route", "id": "id"}
    notes = (INFERENCE,) if answer.rows else ()
    return _view(answer, shown, heading=f"From {_named(found.title, found.level)}, {found.route_name}", notes=notes)


@main.command()
@click.option("--route", metavar="ROUTE", help="The route to look from: its id, its name, or the beginning of one.")
@limit_option(50, "At most so many pairs")
@store_option
@answers
def shared(route: str | None, limit: int, store: Place) -> View:
    """Occupations that stand in more than one route.

    \b
    Example:
      pathways shared --route construction
    """
    with open_store(store) as opened:
        parameters = {"route": _route_id(opened, route)}
        answer = run(query("shared-across-routes"), opened, parameters, limit=limit or None)
    shown = {
        "title": "title",
        "level": "level",
        "route_name": "in",
        "other_title": "also as",
        "other_level": "level",
        "other_route_name": "also in",
        "match": "match",
    }
    return _view(answer, shown)


def _written(_: click.Context, __: click.Parameter, cypher: str | None) -> str | None:
    """What stands behind --cypher, or, where that is "-", on standard input."""
    if cypher != "-":
        return cypher
    if sys.stdin is None:
        raise click.UsageError("--cypher - reads from standard input, which is closed.")
    return sys.stdin.read().removeprefix("\ufeff")


@main.command(name="query")
@click.argument("name", required=False)
@click.option("-p", "given", metavar="KEY=VALUE", multiple=True, help="A parameter; as often as there are any.")
@click.option(
    "--cypher",
    metavar="TEXT",
    callback=_written,
    help="Your own Cypher, which may only read; - reads it from standard input.",
)
@click.option("--timeout", type=click.FloatRange(0.001, 3600), default=TIMEOUT, show_default=True, help="Seconds.")
@limit_option(LIMIT, "At most so many rows")
@store_option
@answers
def ask(
    name: str | None,
    given: tuple[str, ...],
    cypher: str | None,
    timeout: float,
    limit: int,
    store: Place,
) -> View:
    """Ask a named question, or your own in Cypher; without either, list the questions.

    \b
    Examples:
      pathways query dead-ends -p route=construction
      pathways query --cypher 'MATCH (r:Route) RETURN r.name AS name ORDER BY name'
    """
    parameters: dict[str, Any] = dict(_parameter(text) for text in given)
    if name and cypher:
        raise click.UsageError("Ask either a named question or your own with --cypher, not both.")
    if cypher is None and name is None:
        if parameters:
            raise click.UsageError("-p belongs to a question. Name one; `pathways query` lists them.")
        return _questions(queries())
    if cypher is None:
        asked = query(str(name))
        with open_store(store) as opened:
            answer = run(asked, opened, _resolved(opened, asked, parameters), timeout=timeout, limit=limit or None)
        inferred = "PROGRESSES_TO" in asked.text and answer.rows
        return _view(answer, _readable(answer.query.returns), notes=(INFERENCE,) if inferred else ())
    from career_pathways.loader.apart import answer_apart  # noqa: PLC0415

    parameters = {key: int(value) if _WHOLE.fullmatch(value) else value for key, value in parameters.items()}
    result = answer_apart(built(store), cypher, parameters, timeout=timeout, limit=limit or None)
    return View(
        question="cypher",
        rows=result.records(),
        columns=result.columns,
        cypher=cypher,
        parameters=parameters,
        truncated=result.truncated,
        notes=_truncation(result.truncated, len(result.rows)),
    )


main.add_command(neo4j)

# Arguments


def _occupation(store: Store, text: str, route: str | None, level: int | None) -> Occupation:
    from career_pathways.queries import find  # noqa: PLC0415 -- 10 ms that a question of a level does not need

    return find.find_occupation(store, text, route=_route_id(store, route), level=level)


def _route_id(store: Store, text: str | None) -> str | None:
    if text is None:
        return None
    from career_pathways.queries import find  # noqa: PLC0415

    return find.find_route(store, text).id


_WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,17})")
"""What is passed to a question of one's own as an integer; anything else is text."""


def _resolved(store: Store, asked: Query, parameters: Mapping[str, str]) -> dict[str, str]:
    """The parameters of a named question, with routes and occupations by their ids, as the other commands take them."""
    from career_pathways.queries import find  # noqa: PLC0415

    resolved = dict(parameters)
    for name in parameters.keys() & {p.name for p in asked.parameters}:
        if name == "route" or (name == "id" and asked.name == "route-occupations"):
            resolved[name] = find.find_route(store, parameters[name]).id
        elif name == "id" and asked.name == "cluster-occupations":
            clusters = cast(Sequence[Cluster], run(query("clusters"), store, {}, limit=None).rows)
            if parameters[name] not in {cluster.id for cluster in clusters}:
                raise UnknownName(f"no cluster {parameters[name]!r}. `pathways query clusters` lists them.")
        elif name in {"id", "from", "to"}:
            resolved[name] = find.find_occupation(store, parameters[name]).id
    return resolved


def _unanswered(store: Store, level: int, route: str | int | None, rows: Sequence[Row]) -> tuple[str, ...]:
    """What an answer for a level leaves out: routes without an occupation of it, and occupations without any level."""
    listed = cast(Sequence[Route], run(query("routes"), store, limit=None).rows)
    counts = cast(Sequence[LevelCount], run(query("levels"), store, limit=None).rows)
    counts = [count for count in counts if route in {None, count.route}]
    answered = {getattr(row, "route") for row in rows}  # noqa: B009 -- every kind of row here has one
    of_level = {count.route for count in counts if count.level == level}
    asked = [r for r in listed if route in {None, r.id}]
    notes = []
    if none := [r.name for r in asked if r.occupations and r.id not in of_level]:
        notes.append(f"No occupation of level {level} is stated in: {', '.join(none)}.")
    if lost := [r.name for r in asked if not r.occupations]:
        notes.append(f"The document holds no table of: {', '.join(lost)}.")
    if ended := [r.name for r in asked if r.id in of_level - answered]:
        notes.append(f"Nothing progresses from level {level} in: {', '.join(ended)}.")
    unstated = sum(count.occupations for count in counts if count.level is None)
    everything = sum(count.occupations for count in counts)
    notes.append(f"{unstated} of {everything} occupations state no level; they do not count as of level {level}.")
    return tuple(notes)


def _elsewhere(store: Store, occupation: str) -> tuple[str, ...]:
    """Where the same occupation goes on, when nothing progresses from it in its own route."""
    ends = cast(Sequence[DeadEnd], run(query("dead-ends"), store, {}, limit=None).rows)
    routes = next((end.goes_on_in for end in ends if end.id == occupation), ())
    note = "Nothing progresses from it in its route."
    if routes:
        note += f" The same occupation goes on in {', '.join(routes)}: see `pathways reach {occupation}`."
    return (note,)


def _parameter(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not key or not equals:
        raise click.UsageError(f"-p {text!r} is not KEY=VALUE, as in -p level=2.")
    return key, value


# Views


def _view(
    answer: Answer,
    shown: Mapping[str, str],
    *,
    rows: Sequence[Row] | None = None,
    truncated: bool | None = None,
    groups: str | None = None,
    heading: str | None = None,
    notes: tuple[str, ...] = (),
) -> View:
    rows = answer.rows if rows is None else rows
    truncated = answer.truncated if truncated is None else truncated
    return View(
        question=answer.query.name,
        rows=[row._asdict() for row in rows],
        columns=answer.query.returns,
        shown=shown,
        groups=groups,
        heading=heading,
        cypher=answer.query.text,
        parameters=answer.parameters,
        truncated=truncated,
        notes=(*notes, *_truncation(truncated, len(rows))),
    )


def _readable(columns: Sequence[str]) -> dict[str, str]:
    """The columns of a named question for a table: names before ids, and no id of a route beside its name."""
    ids = [column for column in columns if column == "id" or column.endswith("_id")]
    named = [c for c in columns if c not in ids and not (c.endswith("route") and f"{c}_name" in columns)]
    return {column: column.removesuffix("_name").replace("_", " ") for column in (*named, *ids)}


def _truncation(truncated: bool, rows: int) -> tuple[str, ...]:
    return (f"There are more than these {rows}; --limit 0 shows all.",) if truncated else ()


def _first_of_each(rows: Sequence[Row], column: str | None, limit: int) -> tuple[list[Row], bool]:
    """The first `limit` rows, or those of each group of rows that share a column; and whether any were left out."""
    key: Callable[[Row], Any] = lambda row: getattr(row, column) if column else None  # noqa: E731
    first = [row for _, group in groupby(rows, key=key) for row in list(group)[: limit or None]]
    return first, len(first) < len(rows)


def _questions(known: Sequence[Query]) -> View:
    rows = [
        {
            "name": q.name,
            "title": q.title,
            "about": q.about,
            "parameters": tuple(f"{p.name}{'?' if p.optional else ''}" for p in q.parameters),
        }
        for q in known
    ]
    return View(
        question="questions",
        rows=rows,
        columns=("name", "title", "about", "parameters"),
        shown={"name": "name", "parameters": "parameters", "about": "about"},
    )


def _named(title: str, level: int | None) -> str:
    return title if level is None else f"{title} ({level})"


def _reason(link: Link, names: Mapping[str, str]) -> str:
    """Why a relationship of a path is one, in words."""
    if link.basis is None:
        same = "the same title" if link.match == "same_title" else "a title that differs by a slip of the pen"
        return f"the same occupation in another route, {link.route_name}: {same}"
    here, there = names[str(link.from_cluster)], names[str(link.to_cluster)]
    reason = {
        "within_cluster": f"the next level stated in the cluster {here}",
        "same_row": f"the cluster {there} stands in the next column, in the row of {here}",
        "skips_column": f"nothing stands in the next column; the cluster {there} is in the one after it",
        "same_pathway": f"the cluster {there} stands in the next column of the pathway, in another row than {here}",
    }[link.basis]
    words = ", ".join(link.shared_words or ())
    return f"{reason}; they share: {words}" if words else reason


def _why_not(store: Store, start: Occupation, end: Occupation) -> str:
    """What stands between two occupations without a path."""
    onward = run(query("reach"), store, {"id": start.id}, limit=None).rows
    before = run(query("what-leads-to"), store, {"id": end.id}, limit=None).rows
    between = f"no path from {start.id} to {end.id}"
    if not onward:
        return f"{between}: nothing progresses from {_named(start.title, start.level)}."
    if not before:
        return f"{between}: nothing progresses to {_named(end.title, end.level)}."
    return (
        f"{between}: none of the {len(onward)} occupations within reach of the first progresses to the second. "
        f"See `pathways reach {start.id}` and `pathways query what-leads-to -p id={end.id}`."
    )
