"""What a map says of other editions: which it follows, and what its occupations are in another framework."""

from __future__ import annotations

from pathlib import Path

import pytest
from imports import MAPPING, graph_of_map, map_of_rows, written

from career_pathways.loader.errors import WrongMap
from career_pathways.loader.maps.reading import read_map
from career_pathways.loader.maps.records import Correspondence
from career_pathways.loader.maps.report import map_findings

ROWS = [("1", "Joiner", "2", "Wood", "", ""), ("", "Sawyer", "", "Wood", "", "")]

CROSSWALK = MAPPING + '[[correspondences]]\nfile = "x.csv"\nedition = "ESCO 1.1.1"\nfrom = "ours"\nto = "theirs"\n'


def read_crosswalk(folder: Path, text: str, mapping: str = CROSSWALK) -> Path:
    (folder / "x.csv").write_text(text, "utf-8")
    return written(folder, ROWS[:1], mapping)


def test_a_correspondence_has_the_id_here_the_code_there_and_its_row(tmp_path: Path) -> None:
    file = read_crosswalk(tmp_path, "ours,theirs\n1,7115.1\nJoiner,7115.2\n1,7115.1\n")
    read, _ = graph_of_map(file)
    assert read.correspondences == (
        Correspondence("esco-1-1-1", "m:1", "7115.1", "x.csv", 2),
        Correspondence("esco-1-1-1", "m:1", "7115.2", "x.csv", 3),
    )
    assert [(f.kind, f.line) for f in map_findings(read) if "correspondence" in f.kind] == [
        ("correspondence stated twice", 4)
    ]


@pytest.mark.parametrize(
    ("match", "exact"),
    [
        *((text, True) for text in ("exact", "EXACT", "exactMatch", "skos:exactMatch", "Exact match", "exact_match")),
        ("http://www.w3.org/2004/02/skos/core#exactMatch", True),
        *((text, False) for text in ("close", "skos:closeMatch", "narrowMatch", "", "inexact", "not exact", "match")),
    ],
)
def test_exact_matches_alone_count_whatever_they_are_called(match: str, exact: bool, tmp_path: Path) -> None:
    file = read_crosswalk(tmp_path, f"ours,theirs,how\n1,7115.1,{match}\n", CROSSWALK + 'match = "how"\n')
    read, _ = graph_of_map(file)
    assert len(read.correspondences) == exact
    kinds = [(f.where, f.line) for f in map_findings(read) if f.kind == "correspondence not exact"]
    assert kinds == [("x.csv", 2)] * (not exact)


def test_what_this_map_has_not_is_bad_and_can_be_left_out(tmp_path: Path) -> None:
    file = read_crosswalk(tmp_path, "ours,theirs\n1,7115.1\n9,7115.2\n1,\n")
    with pytest.raises(
        WrongMap, match=r"(?s)x.csv, row 4: no from, or no to.*x.csv, row 3: no occupation '9' \(ours\)"
    ):
        graph_of_map(file)
    read, _ = graph_of_map(file, skip_bad=True)
    assert [one.code for one in read.correspondences] == ["7115.1"]


def test_the_edition_that_a_map_follows_stands_on_its_node(tmp_path: Path) -> None:
    for asked, found in ((None, None), ("2017", "2017"), ("Our Yard 2025", "our-yard-2025")):
        line = "" if asked is None else f'follows = "{asked}"\n'
        graph = map_of_rows(tmp_path, ROWS[:1], MAPPING.replace("[[occ", f"{line}[[occ", 1))
        (edition,) = (of for _, of in graph.nodes(data=True) if of["label"] == "Edition")
        assert edition["follows"] == found
    graph = graph_of_map(written(tmp_path, ROWS[:1]))[1]
    assert read_map(tmp_path / "m.toml").correspondences == ()


WRONG = {
    "follows is 'M', which it is": ("[[occ", 'follows = "M"\n[[occ'),
    "follows is 2017": ("[[occ", "follows = 2017\n[[occ"),
    "id is '2017', as the packaged document is called": ('id = "m"', 'id = "2017"'),
    "no edition": ('edition = "ESCO 1.1.1"\n', ""),
    "edition is 'm', which is this one": ('"ESCO 1.1.1"', '"M"'),
    "edition is \\[1\\]": ('"ESCO 1.1.1"', "[1]"),
    "no such key: 'kind'": ('edition = "', "kind = 'same'\nedition = \""),
    "no column 'ours'": ("", ""),
}


@pytest.mark.parametrize(("finding", "change"), WRONG.items(), ids=WRONG)
def test_what_cannot_be_is_an_error_with_its_place(finding: str, change: tuple[str, str], tmp_path: Path) -> None:
    file = read_crosswalk(tmp_path, "a,b\n1,2\n", CROSSWALK.replace(*change, 1))
    with pytest.raises(WrongMap, match=finding):
        graph_of_map(file)
