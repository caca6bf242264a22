"""The editions that the package brings: what they hold, and how they are named."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest
from click.testing import CliRunner

import career_pathways as cp
from career_pathways.explorer.commands.main import main
from career_pathways.loader.building import read_document, read_graph
from career_pathways.loader.editions.packaged import PACKAGED, source_named
from career_pathways.loader.errors import LookupsError, UnreadableSource


@pytest.fixture(scope="module")
def graph() -> nx.MultiDiGraph:
    return read_graph(Path("2026"), None)[1]


def test_the_list_of_2026_has_all_occupations_with_code_and_level(graph: nx.MultiDiGraph) -> None:
    occupations = [of for _, of in graph.nodes(data=True) if of["label"] == "Occupation"]
    assert len(occupations) == len({of["code"] for of in occupations}) == 1269
    assert {of["level"] for of in occupations} == set(range(2, 8))
    hair = graph.nodes["2026:occ0213"]
    assert (hair["route_name"], hair["column"], hair["specialisms"][-2:]) == (
        "Hair and beauty",
        "technical",
        ["Hairdresser", "Stylist"],
    )
    assert sum(of["route_name"] == "Hair and beauty" for of in occupations) == 14
    (edition,) = (of for _, of in graph.nodes(data=True) if of["label"] == "Edition")
    assert (edition["edition"], edition["licence"], edition["published"]) == ("2026", "OGL v3.0", "2026-07-06")
    assert "Skills England" in edition["attribution"]


def test_its_75_stated_progressions_have_file_and_row_17_are_level_and_one_pair_leads_both_ways(
    graph: nx.MultiDiGraph,
) -> None:
    steps = {(a, b): of for a, b, kind, of in graph.edges(keys=True, data=True) if kind == "PROGRESSES_TO"}
    assert sorted((of["file"], of["line"]) for of in steps.values()) == [("progressions.csv", n) for n in range(2, 77)]
    assert sum(of["level_gap"] == 0 for of in steps.values()) == 17
    assert {pair for pair in steps if pair[::-1] in steps} == {
        ("2026:occ0117", "2026:occ0118"),
        ("2026:occ0118", "2026:occ0117"),
    }


def test_what_the_package_brings_says_whose_it_is_and_needs_no_mending() -> None:
    result = CliRunner().invoke(main, ["check", "2026", "--csv"])
    kinds = {line.split(",")[0] for line in result.stdout.splitlines()[1:]}
    assert kinds == {"occupation without a place", "table read"}
    readme = (Path(str(PACKAGED["2026"])).with_suffix("") / "README.md").read_text("utf-8")
    assert "Open\nGovernment Licence v3.0" in readme


@pytest.mark.slow
def test_the_name_of_an_edition_goes_before_a_file_and_a_dot_names_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "2026").mkdir()
    (tmp_path / "2017").write_text("Occupational Map: Care Services\n", "utf-8")
    assert source_named("2026") == Path("2026")
    assert source_named("./2026") == tmp_path / "2026"
    assert cp.build("2026").occupation("OCC0117").title == "Business Analyst"
    with pytest.raises(UnreadableSource, match="Is a directory"):
        cp.build("./2026")
    assert read_document(Path("2017"), "none").source.sha256.startswith("5bdf98a4")
    result = CliRunner().invoke(main, ["catalogue", "./2017"])
    assert "Care" in result.stdout + result.stderr
    assert "Agriculture" not in result.stdout


def test_a_name_that_is_no_edition_and_no_file_is_an_error_that_lists_them() -> None:
    result = CliRunner().invoke(main, ["build", "2025"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert "2025: no such file, and no edition of the package. There are 2017 and 2026." in result.stderr
    assert "packaged" not in CliRunner().invoke(main, ["build", "2025.txt"]).stderr
    with pytest.raises(LookupsError, match="2026: a mapping file"):
        read_graph(Path("2026"), "none")
