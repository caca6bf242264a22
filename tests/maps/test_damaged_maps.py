"""What is wrong with a table as a whole, or with a row of it: each an error with file, place and cure, at once."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from imports import FIVE, MAPPING, graph_of_map, map_of_rows, written

from career_pathways.explorer.commands.main import main
from career_pathways.loader.errors import InvalidCatalogue, WrongMap
from career_pathways.loader.maps.reading import read_map

JOINER = ("1", "Joiner", "2", "Wood", "", "")


def lines(data: bytes) -> list[bytes]:
    return data.splitlines(keepends=True)


DAMAGE: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "empty": (lambda _: b"", "no row in it"),
    "only line ends": (lambda _: b"\n\n", "no row in it"),
    "binary": (lambda data: b"\x89PNG\xff" + data, "row 1: not utf-8"),
    "of another encoding": (lambda data: data.replace(b"Joiner", b"Sch\xf6ffe"), "row 2: not utf-8"),
    "in UTF-16 that does not say so": (lambda data: data.decode().encode("utf-16-le"), "row 1: a NUL"),
    "with a NUL": (lambda data: data.replace(b"Joiner", b"Joi\0ner"), "row 2: a NUL"),
    "without its heading": (lambda data: lines(data)[1], "row 1: no column 'Code'"),
    "with its heading twice": (lambda data: lines(data)[0] + data, "row 2: the row is the heading again"),
    "with a column twice": (lambda data: data.replace(b"Level", b"Title", 1), "row 1: 2 columns 'Title'"),
    "with a quote too many": (lambda data: data.replace(b"Joiner", b'"Joiner'), "row 2: unexpected end of data"),
    "with a row cut in half": (lambda data: data[:-8], "row 2: 4 cells, where the heading has 6"),
    "with a huge cell": (lambda data: data.replace(b"Joiner", b"J" * 2_000_000), "row 2: title has 2,000,000 char"),
    "a page of the web": (lambda _: b"<html>404</html>", "row 1: no column 'Code'"),
}


@pytest.mark.parametrize(("damage", "finding"), DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_table_is_an_error_with_its_place(
    damage: Callable[[bytes], bytes], finding: str, tmp_path: Path
) -> None:
    file, table = written(tmp_path, [JOINER]), tmp_path / "m.csv"
    table.write_bytes(damage(table.read_bytes()))
    with pytest.raises(WrongMap) as caught:
        graph_of_map(file)
    assert f"m.csv, {finding}" in str(caught.value).replace("m.csv: ", "m.csv, ")
    assert caught.value.cure


def test_a_table_that_is_a_folder_or_a_pipe_is_no_file(tmp_path: Path) -> None:
    file, table = written(tmp_path, [JOINER]), tmp_path / "m.csv"
    for make in (Path.mkdir, os.mkfifo):
        table.rmdir() if table.is_dir() else table.unlink()
        make(table)
        with pytest.raises(WrongMap, match=r"m.toml, \[\[occupations\]\]: 'm.csv' is not a file"):
            graph_of_map(file)


JSON = MAPPING[: MAPPING.index("[[")] + '[[occupations]]\nfile = "*.json"\nrows = "a.*.b"\ncode = "c"\ntitle = "t"\n'


@pytest.mark.parametrize(
    ("content", "finding"),
    [
        ('{"a": [{"b": {"c": 1, "t": "x"}}, {}]}', "m.json, number 2 of 2: rows 'a.*.b' leads nowhere"),
        ("null", "m.json: rows 'a.*.b' leads nowhere: there is no 'a' in null"),
        ('{"a": [{"b": null}]}', "m.json, row 1: None is not a record"),
        ('{"a": [{"b": {"c": 1}}]}', r"\*.json: no record of 1 has 't' \(m.toml, \[\[occupations\]\]\)"),
        ('{"a": [{"b": {"c": 1, "t": "J\\u0000"}}]}', "m.json, row 1: t holds a NUL"),
        ('{"a": [{"b": {"c": 1, "t": {}}}]}', "m.json, row 1: t is an object"),
        ('{"a": [\n{"b": ', "m.json, line 2: not JSON"),
        ("9" * 5000, "m.json: not JSON that can be read: a number of thousands of digits"),
        ("[" * 100_000, "m.json: not JSON that can be read: nested too deep"),
    ],
)
def test_a_record_that_is_none_is_an_error_with_its_place(content: str, finding: str, tmp_path: Path) -> None:
    (tmp_path / "m.json").write_text(content, "utf-8")
    (tmp_path / "m.toml").write_text(JSON, "utf-8")
    with pytest.raises(WrongMap, match=finding):
        graph_of_map(tmp_path / "m.toml")


@pytest.mark.parametrize("change", [("", ""), ("[[occ", '[[occupations]]\nfile="m.csv"\ncode="Code"\n[[occ')])
def test_where_no_row_is_an_occupation_check_says_so_as_build_does(change: tuple[str, str], tmp_path: Path) -> None:
    file = written(tmp_path, [], MAPPING.replace(*change, 1))
    with pytest.raises(WrongMap, match=r"no row of m\.csv is an occupation"):
        graph_of_map(file)
    with pytest.raises(InvalidCatalogue):
        graph_of_map(file, skip_bad=True)
    result = CliRunner().invoke(main, ["check", str(file), "--strict", "--json"])
    assert result.exit_code == 1
    assert json.loads(result.stdout)["results"][0]["kind"] == "no occupation"


def test_a_row_that_repeats_all_of_another_is_bad_with_a_code_or_without(tmp_path: Path) -> None:
    uncoded = MAPPING.replace('code = "Code"\n', "")
    rows = [("1", "Joiner", "2", "Wood", "", "Sawyer"), ("2", "Sawyer", "3", "Wood", "", "")]
    for mapping in (MAPPING, uncoded):
        read = read_map(written(tmp_path, [*rows, rows[0]], mapping))
        assert [(bad.kind, bad.row) for bad in read.bad] == [("stated twice", 4)]
        assert (sum(map(len, read.records.relations.values())), len(read.records.twice)) == (1, 0)
    more = ("1", "Joiner", "2", "Wood", "", "Sawyer|Carver")
    read = read_map(written(tmp_path, [*rows, ("3", "Carver", "3", "Wood", "", ""), more], uncoded))
    assert (read.bad, sum(map(len, read.records.relations.values()))) == ((), 2)


def test_namesakes_are_told_apart_by_the_routes_of_the_other_end(tmp_path: Path) -> None:
    rows = [(str(n), "Hand", "2", f"Route {n // 2}", "", "") for n in range(600)]
    rows += [(f"m{n}", "Mate", "", f"Route {n}", "", "Hand") for n in range(300)]
    read = read_map(written(tmp_path, rows))  # by an index: 5,000 of them took a minute without
    assert {(bad.kind, bad.finding) for bad in read.bad} == {
        ("name of several", "2 occupations are called 'Hand' (To)"),
    }


def test_a_record_of_several_files_that_is_none_is_told_by_its_own_file(tmp_path: Path) -> None:
    file = next(file for file in FIVE if file.stem == "skills-england")
    shutil.copytree(file.with_suffix(""), tmp_path / file.stem)
    shutil.copyfile(file, tmp_path / file.name)
    (tmp_path / file.stem / "hair-and-beauty" / "OCC0211.json").write_text("3")
    with pytest.raises(WrongMap, match=r"hair-and-beauty/OCC0211.json, row 1: 3 is not a record"):
        graph_of_map(tmp_path / file.name)


def test_a_title_with_a_level_is_looked_for_in_the_route_of_the_other_end(tmp_path: Path) -> None:
    rows = [("1", "Hand", "2", "A", "", ""), ("2", "Hand", "2", "B", "", ""), ("3", "Mate", "2", "B", "", "Hand (2)")]
    graph = map_of_rows(tmp_path, rows)
    assert graph.has_edge("m:3", "m:2", "PROGRESSES_TO")
