"""Analyses on Spark, as a cluster of two workers: the answers by arrays, and so those of networkx."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pyarrow.parquet as pq
import pytest
from places import ROOT

from career_pathways.exports.files import export
from career_pathways.exports.part import Part, part_of_rows
from career_pathways.loader.stores.rows import GraphRows
from career_pathways.queries.analyses import ANALYSES
from career_pathways.queries.arrays.analyses import analysed, schema_of
from career_pathways.queries.arrays.tables import map_of_parquet
from career_pathways.queries.arrays.whole_map import WholeMap, map_of_rows
from career_pathways.queries.network import MOST_RELATIONSHIPS

sys.path.append(str(ROOT / "benchmarks"))

pytestmark = pytest.mark.soak

NAMES = [name for name, analysis in ANALYSES.items() if analysis.on_spark]


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    pyspark = pytest.importorskip("pyspark", reason="`make soak` installs it")
    from career_pathways.queries import on_spark

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        patch.setenv("SPARK_HOME", str(Path(pyspark.__file__).parent))
        patch.delenv("JDK_JAVA_OPTIONS", raising=False)
        session = on_spark.session("local-cluster[2,1,1024]")
        yield session
        session.stop()


def rows_of(name: str, whole: WholeMap, level: int | None) -> list[dict[str, Any]]:
    return in_order(name, [row for table in analysed(name, whole, level) for row in table.to_pylist()])


def in_order(name: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: (row["origin"], row["destination"])) if name == "distances" else rows


def check(spark: Any, folder: Path, whole: WholeMap, checkpoints: Path | None = None) -> None:
    from career_pathways.queries import on_spark

    read = on_spark.read_map(spark, str(folder), checkpoints and str(checkpoints))
    for name in NAMES:
        level = 2 if name == "levels" else None
        found = on_spark.analysed(name, read, level).toArrow()
        assert found.schema.names == schema_of(name).names
        assert in_order(name, found.to_pylist()) == rows_of(name, whole, level), name


def test_the_maps_have_the_same_answers_on_two_workers(
    spark: Any, graph: nx.MultiDiGraph, whole_map: Part, tmp_path: Path
) -> None:
    export(whole_map, tmp_path / "map.parquet")
    check(spark, tmp_path, map_of_rows(GraphRows(graph)), tmp_path / "checkpoints")


def test_fifty_thousand_occupations_have_the_same_answers_on_two_workers(spark: Any, tmp_path: Path) -> None:
    from large_map import LargeRows

    export(part_of_rows(LargeRows(50_000, 400_000)), tmp_path / "map.parquet")
    check(spark, tmp_path, map_of_parquet(tmp_path))


def test_an_answer_is_written_as_parquet_and_as_csv(spark: Any, whole_map: Part, tmp_path: Path) -> None:
    from career_pathways.queries import on_spark

    export(whole_map, tmp_path / "map.parquet")
    answer = on_spark.analysed("matrix", on_spark.read_map(spark, str(tmp_path / "map.parquet")))
    on_spark.write(answer, str(tmp_path / "matrix.parquet"), force=False)
    assert len(pq.read_table(tmp_path / "matrix.parquet")) == answer.count()
    on_spark.write(answer, str(tmp_path / "matrix.csv"), force=False)
    assert sum(len(part.read_text().splitlines()) - 1 for part in (tmp_path / "matrix.csv").glob("*.csv")) > 0


def test_both_engines_have_the_same_analyses_and_the_same_bound() -> None:
    pytest.importorskip("pyspark", reason="`make soak` installs it")
    from career_pathways.queries import on_spark

    assert list(on_spark.ANALYSES) == NAMES
    assert on_spark.MOST_RELATIONSHIPS == MOST_RELATIONSHIPS


def test_what_is_no_map_or_has_no_place_is_said_before_anything_is_counted(
    spark: Any, whole_map: Part, tmp_path: Path
) -> None:
    from career_pathways.queries import on_spark

    with pytest.raises(FileNotFoundError, match=r"no/map-nodes\.parquet: no such file"):
        on_spark.read_map(spark, str(tmp_path / "no" / "map.parquet"))
    for name in ("one", "other"):
        export(whole_map, tmp_path / f"{name}.parquet")
    assert on_spark.scale(spark, str(tmp_path / "one.parquet")) == (None, None)
    with pytest.raises(ValueError, match=r"nodes\.parquet: 2 tables"):
        on_spark.read_map(spark, str(tmp_path))
    (tmp_path / "one-relationships.parquet").write_bytes((tmp_path / "other-nodes.parquet").read_bytes())
    with pytest.raises(ValueError, match="has no column destination, origin, relatedness, type"):
        on_spark.read_map(spark, str(tmp_path / "one.parquet"))
    answer, place = spark.range(3), str(tmp_path / "answer.parquet")
    for force in (False, True):
        on_spark.check_place(spark, place, force=force)
        on_spark.write(answer, place, force=force)
    with pytest.raises(FileExistsError, match="there already"):
        on_spark.check_place(spark, place, force=False)
    with pytest.raises(FileExistsError, match="a folder that holds something else"):
        on_spark.check_place(spark, str(tmp_path), force=True)
