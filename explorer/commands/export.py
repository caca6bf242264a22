"""`pathways export`: a part of the map for other tools. Arguments in, one call, written out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from career_pathways.explorer.address import Address
from career_pathways.explorer.views.view import MOST
from career_pathways.exports.registry import FORMATS
from career_pathways.loader.schema import LABELS, TYPES

from .options import (
    FileName,
    Level,
    Number,
    designed_errors,
    in_option,
    parameter,
    quiet_option,
    store_option,
)
from .sources import Source

_FORMATS = "\n".join(f"  {form.name:<12} {form.ending or 'a folder':<9} {form.about}" for form in FORMATS.values())


def _chosen(wanted: Mapping[str, Any]) -> bool:
    return any(value for name, value in wanted.items() if name != "steps") or wanted["steps"] != 1


def _many(name: str, values: str, metavar: str, help_: str) -> Callable[[Any], Any]:
    return click.option(name, values, metavar=metavar, multiple=True, help=help_)


@click.command(epilog=f"\b\nFormats, and the endings that say them:\n{_FORMATS}")
@_many("--route", "routes", "ROUTE", "What stands in this route; may be repeated.")
@_many("--pathway", "pathways", "PATHWAY", "What stands in this pathway; may be repeated.")
@_many("--cluster", "clusters", "CLUSTER", "What stands in this cluster; may be repeated.")
@click.option(
    "--level",
    "levels",
    type=Level(),
    metavar="LEVEL",
    multiple=True,
    help="Occupations of this stated level; may be repeated.",
)
@_many(
    "--around",
    "around",
    "OCCUPATION",
    "This occupation, what it can lead to, and what can lead to it; may be repeated.",
)
@click.option(
    "--steps",
    type=Number(1, MOST),
    default=1,
    show_default=True,
    help="With --around: within this many progressions.",
)
@click.option(
    "--path",
    "paths",
    nargs=2,
    multiple=True,
    metavar="FROM TO",
    help="What stands along the best path; may be repeated.",
)
@in_option
@click.option("--shared", is_flag=True, help="Occupations that stand in more than one route.")
@_many("--query", "queries", "NAME", "What a named question names; `pathways query` lists them.")
@_many("-p", "parameters", "KEY=VALUE", "A parameter of that question; may be repeated.")
@_many("--cypher", "statements", "STATEMENT", "The nodes and relationships that your own Cypher returns.")
@click.option(
    "--only",
    type=click.Choice([*LABELS, *TYPES], case_sensitive=False),
    multiple=True,
    metavar="LABEL|TYPE",
    help=f"Nothing but these; may be repeated: {', '.join(LABELS)}; {', '.join(TYPES)}.",
)
@click.option(
    "--from",
    "source",
    type=Source(dir_okay=False),
    metavar="SOURCE",
    help="All of what a document or a mapping file says, without a store.",
)
@click.option(
    "-o", "--output", type=FileName(readable=False), metavar="FILE", help="Where to write; - for standard output."
)
@click.option("--format", "form", metavar="FORMAT", help="The format, where the ending of FILE does not say it.")
@click.option("--force", is_flag=True, help="Replace what is there.")
@click.option("--spreadsheet-safe", is_flag=True, help="CSV for Excel: a ' before what would run as a formula.")
@click.option("--dry-run", is_flag=True, help="Only count what would be written.")
@quiet_option
@store_option
def export(
    queries: tuple[str, ...],
    parameters: tuple[str, ...],
    statements: tuple[str, ...],
    output: str | None,
    form: str | None,
    force: bool,
    spreadsheet_safe: bool,
    dry_run: bool,
    quiet: bool,
    store: Address,
    source: Path | None,
    **wanted: Any,
) -> None:
    """Write the map, or the part that you choose, for another tool.

    Several values of one option: what keeps any of them. Several options: what keeps all of them. What is left comes
    with the clusters, pathways and routes that it stands in, and with all relationships in between. Beside it stands a
    manifest: edition, source, licence, counts, hashes.

    \b
    Examples:
      pathways export -o map.graphml
      pathways export --route construction --level 2 --level 3 -o two.xlsx
      pathways export --around "Commis chef" --steps 2 --only Occupation --dry-run
      pathways export --path Butcher "Retail management" --route sales -o path.mmd
      pathways export --cypher 'MATCH (r:Route) RETURN r' -o routes.gexf
      pathways export --from tables.toml -o tables.parquet
    """
    if parameters and not queries:
        raise click.UsageError("-p belongs to a question. Name one with --query.")
    if len(queries) + len(statements) > 1:
        raise click.UsageError("One question at a time: one --query, or one --cypher.")
    if output is None and not dry_run:
        raise click.UsageError("Name a file with -o, - for standard output, or count only with --dry-run.")
    query, cypher = next(iter(queries), None), next(iter(statements), None)
    if source is not None and (store.text is not None or store.edition or query or cypher or _chosen(wanted)):
        raise click.UsageError("--from is all of one source: leave out what chooses a part, a store or an edition.")
    with designed_errors():
        from .exporting import written_out  # noqa: PLC0415 -- networkx and the writers: neither help nor Tab needs them

        written_out(
            store if source is None else source,
            wanted | {"query": query, "parameters": dict(map(parameter, parameters))},
            cypher,
            output,
            form,
            force=force,
            spreadsheet_safe=spreadsheet_safe,
            dry_run=dry_run,
            quiet=quiet,
        )
