"""The command line: all commands under one name."""

from __future__ import annotations

import io
import sys

import click

from .documents import build, catalogue, check, load
from .export import export
from .gaps import gaps
from .neo4j import neo4j
from .paths import compare, path, reach
from .questions import ask, before, next_steps, search, shared, show


class _Group(click.Group):
    """Commands in the order in which they are added."""

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
      pathways gaps --route construction          what does the map lack?
      pathways query dead-ends --csv > dead-ends.csv
      pathways export --route construction -o construction.graphml
      pathways load --to bolt://localhost:7687    the graph in a Neo4j of your own

    The first question builds the store from the packaged document.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # results are UTF-8 in files and pipes; a terminal shows what it can
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


for command in (
    build,
    load,
    catalogue,
    check,
    search,
    show,
    next_steps,
    before,
    path,
    reach,
    compare,
    gaps,
    shared,
    ask,
    export,
    neo4j,
):
    main.add_command(command)
