"""`pathways analyse`: what is asked of a whole map of any size. Arguments in, one call, rendered out."""

from __future__ import annotations

from textwrap import fill
from typing import Any

import click

from career_pathways.explorer.views.view import View
from career_pathways.queries.analyses import ANALYSES

from .options import Level, answers, limit_option, store_option

_LISTED = "\n".join(
    fill(f"{name:<10} {analysis.about}", 76, initial_indent="  ", subsequent_indent=" " * 13)
    for name, analysis in ANALYSES.items()
)


@click.command(epilog=f"\b\nAnalyses:\n{_LISTED}")
@click.argument("analysis", type=click.Choice(list(ANALYSES)), metavar="ANALYSIS")
@click.argument("source", required=False)
@click.option(
    "--level",
    type=Level(),
    metavar="LEVEL",
    help="For reach, distances and levels: only from occupations of this stated level.",
)
@click.option(
    "-o", "--output", metavar="FILE", help="Write all rows into a file: .csv or .parquet. On Spark: a folder."
)
@click.option("--force", is_flag=True, help="Replace what is there.")
@click.option(
    "--on",
    type=click.Choice(["arrays", "spark"]),
    default="arrays",
    show_default=True,
    help="By arrays on this machine, or on Spark, which reads a map in Parquet from wherever it lies.",
)
@click.option(
    "--master", metavar="URL", help="On Spark: where it runs. Default: as Spark is configured, else this machine."
)
@limit_option(20, "At most this many rows")
@store_option
@answers
def analyse(analysis: str, source: str | None, **wishes: Any) -> View:
    """Analyse a whole map of any size: reach, distances, gaps.

    SOURCE is a map in Parquet (`pathways export -o map.parquet`), a folder with one, a mapping file, a document, or the
    name of an edition of the package. Without it the store is read.

    \b
    Examples:
      pathways analyse reach
      pathways analyse levels map.parquet --level 2 -o levels.csv
      pathways analyse matrix hdfs:///map.parquet --on spark -o hdfs:///matrix
    """
    from .analysing import analysed_view  # noqa: PLC0415 -- numpy, pyarrow and scipy: neither help nor Tab needs them

    return analysed_view(analysis, source, **wishes)
