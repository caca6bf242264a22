"""The analyses of a whole map on Spark, for maps that one machine cannot hold. Needs pyspark and Java 17 alone.

A cluster runs this file as it is, since it imports nothing of the package:

    spark-submit on_spark.py ANALYSIS MAP [-o PLACE] [--level LEVEL] [--checkpoints FOLDER] [--force]

MAP is a map as the export to Parquet writes it (map.parquet: map-nodes.parquet and map-relationships.parquet), or a
folder with one, on whatever Spark reads: hdfs:, s3a:, abfs:, file:. The analyses and the columns of their answers are
those of analyses.py.

1. Occupations and routes go by numbers: text is joined once.
2. Reach is searched for breadth first, from 64 origins at once, a bit each: a row of a layer is a block of origins, an
   occupation, and a mask of those that come to it. Origins of one route are in one block, as they come to the same.
3. Each layer is a checkpoint. Without --checkpoints it lies with the executors, and is lost with one of them.
4. The figures of gaps go backwards from all occupations of a route at once, with the first and the last of them that
   each occupation leads to: where the two are one, that is all it leads to there, and may be itself.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from functools import partial, reduce
from typing import NamedTuple

from pyspark.errors import AnalysisException
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.functions import expr

ANALYSES = ("reach", "distances", "levels", "matrix", "level-two")
MOST_RELATIONSHIPS = 12
BITS = 64

OCCUPATION = ("id", "title", "level", "column", "route", "route_name")

NODES = frozenset((*OCCUPATION, "label", "line", "name"))
RELATIONSHIPS = frozenset(("origin", "destination", "type", "relatedness"))
"""The columns that are needed of each table."""

EVERYBODY, ONWARD, PROFESSIONAL = range(3)
"""Whom the figures look for in each route: all, those who can go on, those of the professional column."""

Say = Callable[[str], None]


class SparkMap(NamedTuple):
    """A map as tables."""

    occupations: DataFrame
    """Their numbers (`n`), those of their routes (`r`), whether one can go on (`onward`), and OCCUPATION."""
    links: DataFrame
    """The numbers of both ends (`low`, `high`), and whether it is a crossing."""
    routes: DataFrame
    """Their numbers (`r`) in the document's order, `id` and `name`."""
    keep: Callable[[DataFrame], DataFrame]
    """A checkpoint of a table."""
    say: Say
    """Is told how far it is."""


def session(master: str | None = None, log: str | None = None) -> SparkSession:
    """A session as it is configured; on one machine with as many partitions as it has cores, and nothing adaptive.

    `log`: the least level of what Spark logs, None as it is configured.
    """
    builder = SparkSession.builder.appName("career-pathways")
    builder = builder.config("spark.log.level", log) if log else builder
    spark = (builder.master(master) if master else builder).getOrCreate()
    if str(spark.sparkContext.master).startswith("local"):
        spark.conf.set("spark.sql.shuffle.partitions", spark.sparkContext.defaultParallelism)
        spark.conf.set("spark.sql.adaptive.enabled", "false")
    return spark


def read_map(spark: SparkSession, place: str, checkpoints: str | None = None, say: Say = lambda _: None) -> SparkMap:
    """The map at a place; `checkpoints`: a folder that outlives the executors.

    Raises FileNotFoundError, and ValueError where it is not one map.
    """
    if checkpoints is not None:
        spark.sparkContext.setCheckpointDir(checkpoints)

    def keep(table: DataFrame) -> DataFrame:
        return table.localCheckpoint() if checkpoints is None else table.checkpoint()

    nodes, joined = map(partial(_table, spark), tables_named(place), (NODES, RELATIONSHIPS))
    routes = keep(
        nodes.where("label = 'Route'").selectExpr("row_number() OVER (ORDER BY line, id) - 1 AS r", "id", "name")
    )
    found = nodes.where("label = 'Occupation'").selectExpr(*OCCUPATION)
    found = found.join(routes.selectExpr("r", "id AS route"), "route")
    numbered = keep(
        found.selectExpr("CAST(row_number() OVER (ORDER BY r, id) - 1 AS BIGINT) AS n", "r", *OCCUPATION)  # Rule 1
    )
    shared = "type = 'SHARED_ACROSS_ROUTES'"
    kinds = f"{shared} OR (type = 'PROGRESSES_TO' AND relatedness IS NOT NULL)"  # which those of clusters have not
    links = keep(
        joined.where(kinds)
        .selectExpr("origin", "destination", f"{shared} AS crossing")
        .join(numbered.selectExpr("n AS low", "id AS origin"), "origin")
        .join(numbered.selectExpr("n AS high", "id AS destination"), "destination")
        .selectExpr("low", "high", "crossing")
    )
    onward = links.where("NOT crossing").selectExpr("low AS n", "true AS onward").distinct()
    occupations = keep(numbered.join(onward, "n", "left").fillna(False, "onward"))
    return SparkMap(occupations, links, routes, keep, say)


def tables_named(place: str) -> tuple[str, str]:
    """The tables of nodes and of relationships that a name means: one of them, MAP.parquet, or a folder with both."""
    for ending in ("-nodes.parquet", "-relationships.parquet", ".parquet"):
        if place.endswith(ending):
            name = place.removesuffix(ending)
            return f"{name}-nodes.parquet", f"{name}-relationships.parquet"
    folder = place.rstrip("/")
    return f"{folder}/*-nodes.parquet", f"{folder}/*-relationships.parquet"


def _table(spark: SparkSession, place: str, needed: frozenset[str]) -> DataFrame:
    found = _found(spark, place)
    if len(found) != 1:
        # A pattern that two maps match would be read as one map, and each number of it be wrong.
        raise ValueError(f"{place}: {len(found)} tables.") if found else FileNotFoundError(f"{place}: no such file.")
    table = spark.read.parquet(place)
    if lacking := sorted(needed - set(table.columns)):
        raise ValueError(f"{place} has no column {', '.join(lacking)}.")
    return table


def _found(spark: SparkSession, place: str) -> list[str]:
    """What is at a place, on whatever Spark reads: Spark says it by a stack trace, and of an answer once it is made."""
    hadoop, configured = spark._jvm.org.apache.hadoop.fs, spark._jsc.hadoopConfiguration()
    path = hadoop.Path(place)
    return [str(status.getPath()) for status in path.getFileSystem(configured).globStatus(path) or ()]


def scale(spark: SparkSession, place: str) -> tuple[int | None, int | None]:
    """The lowest and the highest level of the map at a place, where it has a scale of its own."""
    nodes, names = _table(spark, tables_named(place)[0], NODES), ["level_lowest", "level_highest"]
    row = nodes.where("label = 'Edition'").select(names).first() if {*names} <= {*nodes.columns} else None
    return (row[0], row[1]) if row else (None, None)


def analysed(name: str, whole: SparkMap, level: int | None = None) -> DataFrame:
    """The answer of the analysis of that name, with the columns of analyses.py.

    `level`: of reach, distances and levels, the only level to start from.
    """
    if name == "matrix":
        return _matrix(whole, _routes_ahead(whole))
    if name == "level-two":
        return _level_two(whole, _routes_ahead(whole))
    origins = whole.occupations if level is None else whole.occupations.where(f"level = {int(level)}")
    nothing = whole.links.selectExpr("low AS origin", "high AS node", "0 AS away").limit(0)
    pairs = (_pairs(layer).selectExpr("origin", "node", f"{away} AS away") for away, layer in _layers(whole, origins))
    away = reduce(DataFrame.unionAll, pairs, nothing)
    if name == "reach":
        return _reach(origins, away)
    return (_distances if name == "distances" else _levels)(whole, away)


def _reach(origins: DataFrame, away: DataFrame) -> DataFrame:
    counts = away.groupBy("origin").agg({"node": "count", "away": "max"}).toDF("n", "reached", "farthest")
    found = origins.join(counts, "n", "left").fillna(0, ["reached", "farthest"])
    return found.orderBy("reached", "id", ascending=[False, True]).selectExpr(
        *OCCUPATION, "reached", "CAST(farthest AS BIGINT) AS farthest"
    )


def _distances(whole: SparkMap, away: DataFrame) -> DataFrame:
    """In no order, which would take one more shuffle of what may be very many rows."""
    return (
        away.join(whole.occupations.selectExpr("n AS origin", "id AS low"), "origin")
        .join(whole.occupations.selectExpr("n AS node", "id AS high"), "node")
        .selectExpr("low AS origin", "high AS destination", "CAST(away AS BIGINT) AS relationships")
    )


def _levels(whole: SparkMap, away: DataFrame) -> DataFrame:
    ranked = whole.occupations.selectExpr(
        "row_number() OVER (ORDER BY level ASC NULLS LAST, title, id) AS rank", "n", *OCCUPATION
    )
    nearest = (
        away.join(ranked.selectExpr("n AS node", "rank"), "node")
        .selectExpr("origin AS n", "struct(away, rank) AS place")
        .groupBy("n")
        .agg(expr("count(*) AS others"), expr("min(place) AS place"))
        .selectExpr("n", "others", "place.rank AS near", "CAST(place.away AS BIGINT) AS relationships")
    )
    names = [f"nearest_{name}" for name in ("id", "title", "level", "route_name")]
    ends = ranked.selectExpr("rank AS near", *(f"{name.removeprefix('nearest_')} AS {name}" for name in names))
    return (
        ranked.join(nearest, "n")
        .join(ends, "near")
        .orderBy(expr("level IS NULL"), "level", "relationships", "rank")
        .selectExpr(*OCCUPATION, "others", *names, "relationships")
    )


def _layers(whole: SparkMap, origins: DataFrame) -> Iterator[tuple[int, DataFrame]]:
    """What each layer comes to for the first time: `block`, `node`, `mask` (rules 2 and 3)."""
    links = whole.keep(whole.links.select("low", "high").distinct().repartition("low"))  # where each layer meets it
    seen = origins.selectExpr(f"n DIV {BITS} AS block", "n AS node", f"shiftleft(1L, CAST(n % {BITS} AS INT)) AS mask")
    frontier = seen
    for away in range(1, MOST_RELATIONSHIPS + 1):
        beyond = frontier.join(links, frontier["node"] == links["low"])
        both = (
            seen.selectExpr("block", "node", "mask AS old", "0L AS new")
            .unionAll(beyond.selectExpr("block", "high AS node", "0L AS old", "mask AS new"))
            .groupBy("block", "node")
            .agg(expr("bit_or(old) AS old"), expr("bit_or(new) AS new"))
        )
        both = whole.keep(both.selectExpr("block", "node", "old", "new & ~old AS new"))
        frontier = both.where("new <> 0").selectExpr("block", "node", "new AS mask")
        if frontier.isEmpty():
            break
        whole.say(f"{away} of at most {MOST_RELATIONSHIPS} relationships")
        yield away, frontier
        seen = both.selectExpr("block", "node", "old | new AS mask")


def _pairs(layer: DataFrame) -> DataFrame:
    """Each origin that a mask has, with where it came to."""
    bits = f"filter(sequence(0, {BITS - 1}), b -> (shiftright(mask, b) & 1) = 1)"
    return layer.selectExpr("block", "node", f"explode({bits}) AS bit").selectExpr(
        f"block * {BITS} + bit AS origin", "node"
    )


def _routes_ahead(whole: SparkMap) -> DataFrame:
    """Which occupations come to which routes: `kind`, `to_r`, and of the occupation `n`, `r`, `level` and `alone`.

    `alone`: whether all that it comes to there is itself (rule 4).
    """
    back = whole.links.where("crossing").selectExpr("high AS low", "low AS high")
    links = whole.keep(whole.links.select("low", "high").unionAll(back).distinct().repartition("high"))
    marks = {EVERYBODY: "true", ONWARD: "onward", PROFESSIONAL: "column = 'professional'"}
    starts = (
        whole.occupations.where(marked).selectExpr(f"{kind} AS kind", "r AS to_r", "n", "n AS first", "n AS last")
        for kind, marked in marks.items()
    )
    seen = frontier = whole.keep(reduce(DataFrame.unionAll, starts))
    layer = 0
    while not frontier.isEmpty():
        beyond = frontier.join(links, frontier["n"] == links["high"])
        both = (
            seen.selectExpr("kind", "to_r", "n", "first", "last", *_nulls("new_first", "new_last"))
            .unionAll(
                beyond.selectExpr(
                    *("kind", "to_r", "low AS n", *_nulls("first", "last"), "first AS new_first", "last AS new_last")
                )
            )
            .groupBy("kind", "to_r", "n")
            .agg(
                *(expr(f"min({name}) AS {name}") for name in ("first", "new_first")),
                *(expr(f"max({name}) AS {name}") for name in ("last", "new_last")),
            )
        )
        changed = "first IS NULL OR new_first < first OR new_last > last"
        state = whole.keep(
            both.selectExpr(
                *("kind", "to_r", "n", "least(first, new_first) AS first", "greatest(last, new_last) AS last"),
                f"coalesce({changed}, false) AS changed",
            )
        )
        seen, frontier = state.drop("changed"), state.where("changed").drop("changed")
        layer += 1
        whole.say(f"{layer} relationships back from every route")
    about = whole.occupations.selectExpr("n", "r", "level", "coalesce(column = 'professional', false) AS professional")
    alone = f"to_r = r AND first = last AND (kind <> {PROFESSIONAL} OR professional) AS alone"
    return seen.join(about, "n").selectExpr("kind", "to_r", "n", "r", "level", alone)


def _matrix(whole: SparkMap, ahead: DataFrame) -> DataFrame:
    cells = (
        ahead.where(f"(kind = {EVERYBODY} AND NOT alone) OR kind = {ONWARD}")
        .groupBy("r", "to_r")
        .agg(expr(f"count_if(kind = {EVERYBODY}) AS reaching"), expr(f"count_if(kind = {ONWARD}) AS going_on"))
    )
    return (
        cells.join(whole.occupations.groupBy("r").agg(expr("count(*) AS occupations")), "r")
        .join(whole.routes.selectExpr("r", "id AS origin", "name AS origin_name"), "r")
        .join(whole.routes.selectExpr("r AS to_r", "id AS destination", "name AS destination_name"), "to_r")
        .orderBy("r", "to_r")
        .select("origin", "origin_name", "destination", "destination_name", "occupations", "reaching", "going_on")
    )


def _level_two(whole: SparkMap, ahead: DataFrame) -> DataFrame:
    reaching = (
        ahead.where(f"kind = {PROFESSIONAL} AND NOT alone AND level = 2")
        .groupBy("to_r")
        .agg(expr("count(*) AS map_reaching"), expr("count_if(r = to_r) AS own_reaching"))
        .withColumnRenamed("to_r", "r")
    )
    sizes = whole.occupations.groupBy("r").agg(
        expr("count_if(column = 'professional') AS professional"), expr("count_if(level = 2) AS own")
    )
    of_map = whole.occupations.where("level = 2").groupBy().agg(expr("count(*) AS map"))
    found = whole.routes.join(sizes, "r", "left").join(reaching, "r", "left").crossJoin(of_map).fillna(0)
    return found.orderBy("r").selectExpr(
        *("id AS route", "name AS route_name", "professional", "own", "own_reaching"),
        "try_divide(own_reaching, own) AS share",
        *("map", "map_reaching", "try_divide(map_reaching, map) AS map_share"),
    )


def _nulls(*names: str) -> list[str]:
    return [f"CAST(NULL AS BIGINT) AS {name}" for name in names]


def check_place(spark: SparkSession, place: str, *, force: bool) -> None:
    """Raises FileExistsError where an answer has no place: before it is made, which takes long.

    Spark replaces a folder with all that is in it: one that no answer is in stays, whatever was asked for.
    """
    if not force and _found(spark, place):
        raise FileExistsError(f"{place}: there already.")
    folder = place.rstrip("/")
    if _found(spark, f"{folder}/*") and not _found(
        spark, f"{folder}/_[St]*"
    ):  # _SUCCESS, or _temporary of a killed one
        raise FileExistsError(f"{place}: a folder that holds something else.")


def write(answer: DataFrame, place: str, *, force: bool) -> None:
    """Write an answer into a folder: of CSV where its name ends so, else of Parquet."""
    out = answer.write.mode("overwrite" if force else "errorifexists")
    if place.rstrip("/").endswith(".csv"):
        out.csv(place, header=True)
    else:
        out.parquet(place)


def main(arguments: list[str]) -> int:
    """Run one analysis. Out: the exit status."""
    parser = argparse.ArgumentParser("on_spark.py", description="An analysis of a whole map on Spark.")
    parser.add_argument("analysis", choices=ANALYSES)
    parser.add_argument("map", help="map.parquet, or a folder with one, on whatever Spark reads")
    parser.add_argument("-o", "--output", help="a folder to write, of .csv or .parquet; else 20 rows are shown")
    parser.add_argument("--level", type=int, help="of reach, distances and levels: the only level to start from")
    parser.add_argument("--checkpoints", help="a folder for them that outlives the executors")
    parser.add_argument("--force", action="store_true", help="replace what is there")
    given = parser.parse_args(arguments)
    spark = session()
    try:
        if given.output is not None:
            check_place(spark, given.output, force=given.force)
        whole = read_map(spark, given.map, given.checkpoints, lambda text: print(text, file=sys.stderr))
        answer = analysed(given.analysis, whole, given.level)
        if given.output is None:
            answer.show(truncate=False)
        else:
            write(answer, given.output, force=given.force)
    except (OSError, ValueError) as error:  # no such file, one that is there, or no map
        print(error, file=sys.stderr)
        return 1
    except AnalysisException as error:
        print(f"{error.getCondition()}: {str(error).splitlines()[0]}", file=sys.stderr)
        return 1
    finally:
        spark.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
