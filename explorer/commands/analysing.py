"""What `pathways analyse` does once its options are read: the map is read, and its answer shown or written out."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, BinaryIO

import click

from career_pathways.explorer.address import Address
from career_pathways.explorer.local_neo4j.process import java_found, version_of
from career_pathways.explorer.progress import say_so
from career_pathways.explorer.views.analysis import analysis_view
from career_pathways.explorer.views.forms import written
from career_pathways.explorer.views.view import QUALIFICATIONS, View
from career_pathways.exports.files import write_out
from career_pathways.exports.registry import pip_install
from career_pathways.loader import building
from career_pathways.loader.errors import NotInstalled, PathwaysError, WrongExport, WrongMap
from career_pathways.loader.stores.opening import opened
from career_pathways.loader.stores.read_back import StoreRows
from career_pathways.queries.analyses import ANALYSES

from .options import built, not_in_range
from .running import shown_from_time_to_time
from .unexpected import in_full

if TYPE_CHECKING:
    import pyarrow as pa

    from career_pathways.queries.arrays.whole_map import WholeMap

PARQUET = ".parquet"
_AT_ONCE = 10_000
"""Rows that are shown or written together."""

_JAVA = 17
"""The least that Spark 4 runs on."""


def analysed_view(
    name: str,
    source: str | None,
    *,
    level: int | None,
    output: str | None,
    force: bool,
    on: str,
    master: str | None,
    limit: int,
    store: Address,
) -> View:
    """The answer of an analysis, or, where it is written to `output`, what was written.

    `limit`: rows that are shown, 0 for all. Raises WrongMap, WrongExport, NotInstalled, and what reading raises.
    """
    if level is not None and not ANALYSES[name].of_level:
        raise click.UsageError(f"--level belongs to {_named('of_level')}.")
    if source is not None and (store.text or store.edition):
        raise click.UsageError("The map is named, and a store or an edition besides. Leave out one of them.")
    if on == "spark":
        return _on_spark(name, source, level, output, master, force=force, limit=limit)
    if master is not None:
        raise click.UsageError("--master belongs to --on spark. Leave it out.")
    if output is not None:
        _check_ending(output)
    analyses = _needed("arrays.analyses", "scale", "these analyses need numpy, scipy and pyarrow")
    whole = _map_of(source, store)
    _judge(level, whole.scale)
    with shown_from_time_to_time(lambda done, of: f"{done / max(of, 1):.0%}") as say:
        tables = analyses.analysed(name, whole, level, say)
        if output is not None:
            return _written(name, tables, analyses.schema_of(name), output, force=force)
        rows = (row for table in tables for batch in table.to_batches(_AT_ONCE) for row in batch.to_pylist())
        return analysis_view(name, rows, limit, {"level": level})


def _judge(level: int | None, scale: tuple[int | None, int | None]) -> None:
    """Raises click.BadParameter for a level that neither qualifications nor the map can have."""
    lowest, highest = scale
    lowest = QUALIFICATIONS[0] if lowest is None else lowest
    highest = QUALIFICATIONS[-1] if highest is None else highest
    if level is not None and not lowest <= level <= highest:
        raise not_in_range(level, lowest, highest, param_hint="'--level'")


def _map_of(source: str | None, store: Address) -> WholeMap:
    """The map that is named, or that of the store."""
    if source is not None and (source.endswith(PARQUET) or Path(source).is_dir()):
        found: WholeMap = import_module("career_pathways.queries.arrays.tables").map_of_parquet(Path(source))
        return found
    if source is None:
        with opened(built(store), store.edition_named) as asked:
            read: WholeMap = _whole_map().map_of_rows(StoreRows(asked))
            return read
    _, rows = building.read_rows(Path(source), None)
    made: WholeMap = _whole_map().map_of_rows(rows)
    return made


def _whole_map() -> ModuleType:
    return import_module("career_pathways.queries.arrays.whole_map")


def _needed(module: str, extra: str, fact: str) -> ModuleType:
    """A module of arrays, or the one of Spark. Raises NotInstalled where an extra is not installed."""
    try:
        return import_module(f"career_pathways.queries.{module}")
    except ImportError as error:
        if error.name is None or error.name.startswith("career_pathways"):
            raise
        command = pip_install(extra)
        raise NotInstalled(f"{fact}, and {error.name} is not installed:", "{command}", command=command) from error


def _on_spark(
    name: str, source: str | None, level: int | None, output: str | None, master: str | None, *, force: bool, limit: int
) -> View:
    if not ANALYSES[name].on_spark:
        raise click.UsageError(f"{name} is found by arrays alone. On Spark there are {_named('on_spark')}.")
    if source is None or not _is_place_for_spark(source):
        raise click.UsageError(
            "Spark reads a map in Parquet. Write one with `pathways export -o map.parquet`, and name it."
        )
    on_spark = _needed("on_spark", "spark", "Spark needs pyspark")
    _check_java()
    spark_errors = import_module("pyspark.errors").PySparkException, import_module("py4j.protocol").Py4JError
    try:
        spark = on_spark.session(master, log=None if in_full() else "OFF")
        try:
            if output is not None:
                on_spark.check_place(spark, output, force=force)
            if level is not None:
                _judge(level, on_spark.scale(spark, source))
            answer = on_spark.analysed(name, on_spark.read_map(spark, source, None, say_so), level)
            if output is not None:
                on_spark.write(answer, output, force=force)
                return _counted(name, output, None)
            rows = (row.asDict() for row in (answer.limit(limit + 1).collect() if limit else answer.toLocalIterator()))
            return analysis_view(name, list(rows), limit, {"level": level})
        finally:
            spark.stop()
    except FileExistsError as error:
        cure = "Name another place." if force else "Replace it with {force}, or name another place."
        raise WrongExport(str(error), cure) from error
    except (FileNotFoundError, ValueError) as error:
        raise WrongMap(str(error), "Name one map as an export to Parquet writes it.") from error
    except spark_errors as error:
        raise PathwaysError(f"Spark: {_told_by_java(error)}") from error


def _told_by_java(error: Exception) -> str:
    """The fact of an error of Spark, without where in Python and Java it comes from."""
    first, *more = str(error).strip().splitlines()
    return more[0].removeprefix(": ") if more and first.startswith("An error occurred while calling") else first


def _is_place_for_spark(source: str) -> bool:
    return source.endswith(PARQUET) or "://" in source or Path(source).is_dir()


def _check_java() -> None:
    """Raises NotInstalled where there is no Java, or an older one than Spark runs on."""
    home, java = java_found()
    cure = (
        f"Install Java {_JAVA} or later (on Debian and Ubuntu: apt-get install default-jre-headless), or name one with "
    )
    cure += "JAVA_HOME."
    if java is None:
        where = f"JAVA_HOME, {home}, has none" if home else "none is found"
        raise NotInstalled(f"Spark runs on Java {_JAVA} or later, and {where}.", cure)
    version = version_of(java)
    if version is not None and version < _JAVA:
        raise NotInstalled(f"Spark runs on Java {_JAVA} or later, and {java} is Java {version}.", cure)


def _check_ending(output: str) -> None:
    if Path(output).suffix.lower() not in {".csv", PARQUET}:
        raise WrongExport(
            f"{output}: an answer is written as CSV or Parquet.", "Let its name end with .csv or .parquet."
        )


def _written(name: str, tables: Iterator[pa.Table], schema: pa.Schema, target: str, *, force: bool) -> View:
    """The answer in a file, and how many rows it has."""
    rows = 0

    def write(out: BinaryIO) -> None:
        nonlocal rows
        parquet = Path(target).suffix.lower() == PARQUET
        with (_parquet if parquet else _csv)(out, schema) as put:
            for table in tables:
                put(table)
                rows += len(table)

    write_out(target, write, force=force)
    return _counted(name, target, rows)


@contextmanager
def _parquet(out: BinaryIO, schema: pa.Schema) -> Iterator[Callable[[pa.Table], None]]:
    with import_module("pyarrow.parquet").ParquetWriter(out, schema) as writer:
        yield writer.write_table


@contextmanager
def _csv(out: BinaryIO, schema: pa.Schema) -> Iterator[Callable[[pa.Table], None]]:
    """As every other answer in CSV: what a list holds is joined by "; "."""
    text = io.TextIOWrapper(out, "utf-8", newline="", write_through=True)
    view = View(question="", rows=(), columns=tuple(schema.names))
    heading = iter(written(view, "csv"))
    text.write(next(heading))

    def put(table: pa.Table) -> None:
        for batch in table.to_batches(_AT_ONCE):
            lines = written(view._replace(rows=batch.to_pylist()), "csv")
            next(lines)
            text.writelines(lines)

    try:
        yield put
        text.flush()
    finally:
        text.detach()


def _counted(name: str, place: str, rows: int | None) -> View:
    row = {"file": place} | ({"rows": rows} if rows is not None else {})
    return View(question=f"analyse {name}", rows=[row], columns=tuple(row))


def _named(what: str) -> str:
    """The analyses of which something holds."""
    return ", ".join(name for name, analysis in ANALYSES.items() if getattr(analysis, what))
