"""Maps that are too large to lie in memory: what is kept of them has a limit, and what is read is read in one state."""

from __future__ import annotations

from pathlib import Path

import pytest
from imports import FIVE, MAPPING, written
from test_rows_of_maps import listed

from career_pathways.explorer.views.documents import check_view
from career_pathways.loader.errors import StoreError, WrongMap
from career_pathways.loader.maps import bad, report, texts
from career_pathways.loader.maps.reading import read_map, rows_of_map
from career_pathways.loader.maps.report import map_notes

RELATED = MAPPING + '[[relations]]\nfile = "r.csv"\nkind = "related"\nfrom = "a"\nto = "b"\n'

JOINER = ("1", "Joiner", "2", "Wood", "", "")


def with_relations(folder: Path, lines: list[str], mapping: str = RELATED) -> Path:
    (folder / "r.csv").write_text("\n".join(["a,b", *lines, ""]), "utf-8")
    return written(folder, [JOINER, ("2", " Sawyer", "", "Wood", "", "")], mapping)


def test_of_many_bad_places_the_first_are_named_and_all_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bad, "MOST_NAMED", 4)
    file = with_relations(tmp_path, [f"1,n{n}" for n in range(30)] + ["2,2"] * 3 + ["1,"])
    read, _ = rows_of_map(file, skip_bad=True)
    assert [(place.kind, place.row) for place in read.bad] == [
        ("relation without an end", 35),
        *(("unknown end", row) for row in (2, 3, 4)),
    ]
    assert read.bad_counts == {"relation without an end": 1, "unknown end": 30, "leads to itself": 3}
    assert map_notes(read)[1] == "left out: 30 unknown end"
    with pytest.raises(WrongMap) as caught:
        rows_of_map(file)
    assert "34 places in its tables are bad" in caught.value.fact
    assert "and 30 more; in all 1 relation without an end, 30 unknown end, 3 leads to itself" in caught.value.fact
    view = check_view(read, strict=True)
    assert "unknown end: 30, leads to itself: 3" in str(view.notes[0])
    assert "34 places were not read" in str(view.failure)
    assert [row["finding"] for row in view.rows if row["kind"] == "leads to itself"] == ["and 3 more"]


def test_one_place_that_is_reported_twice_is_counted_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bad, "MOST_NAMED", 2)
    twice = RELATED + RELATED[RELATED.index("[[relations]]") :]
    read = read_map(with_relations(tmp_path, ["1"] * 7, twice))  # of two tables, whose file is the same
    assert read.bad_counts == {"row that is not whole": 7}


def test_of_many_findings_the_first_are_named_and_all_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "MOST_NAMED", 2)
    view = check_view(read_map(with_relations(tmp_path, ["1,2"] * 10)))
    assert "relation stated twice: 9" in str(view.notes[0])
    assert [row["finding"] for row in view.rows if row["kind"] == "relation stated twice"][1:] == [
        "Joiner (2) → Sawyer",
        "and 7 more",
    ]


def test_texts_that_lie_on_disk_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    for file in FIVE:
        before = listed(rows_of_map(file)[1])
        with monkeypatch.context() as context:
            context.setattr(texts, "IN_MEMORY", 10)
            assert listed(rows_of_map(file)[1]) == before


def test_a_disk_without_room_for_texts_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = texts.Texts()

    def full(_: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(kept._file, "write", full)
    with pytest.raises(StoreError, match="No space left on device, so the texts of the map"):
        kept.add("text")


@pytest.mark.parametrize("table", ["r.csv", "m.csv"])
def test_a_table_that_changes_while_it_is_read_is_an_error(table: str, tmp_path: Path) -> None:
    file = with_relations(tmp_path, ["1,2"])

    def write(*_: object) -> None:
        (tmp_path / table).write_bytes((tmp_path / table).read_bytes() + b"2,1\n")

    with pytest.raises(WrongMap, match="csv: it has changed while it was read"):
        read_map(file, write)


def test_a_table_that_is_another_when_it_is_read_again_is_an_error(tmp_path: Path) -> None:
    file = with_relations(tmp_path, ["1,2"], RELATED + RELATED[RELATED.index("[[relations]]") :])
    reads: list[object] = []

    def swap(*told: object) -> None:
        reads.append(told)
        if len(reads) == 2:  # that of occupations, and that of relations, which is read again
            (tmp_path / "other").write_text("a,b\n2,1\n", "utf-8")
            (tmp_path / "other").replace(tmp_path / "r.csv")

    with pytest.raises(WrongMap, match=r"r\.csv: it has changed while it was read"):
        read_map(file, swap)
