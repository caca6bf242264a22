"""An export of one of several editions: what a store that holds this one alone would give, byte for byte."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from tries import PROFILE

from career_pathways.explorer.commands.main import main
from career_pathways.explorer.explorer import Explorer
from career_pathways.exports.registry import FORMATS
from career_pathways.loader.errors import WrongExport

BECAME = "MATCH (a:Occupation)-[b:BECAME]->(c) RETURN a, b, c"
BUTCHER, MANAGER = "engineering-and-manufacturing/butcher-2", "sales-and-marketing-and-procurement/retail-management-6"
WISHES: Mapping[str, list[dict[str, Any]]] = {
    "2017": [
        {"routes": ["construction"], "shared": True},
        {"around": ["Roofer"], "levels": [3]},
        {"paths": [(BUTCHER, MANAGER)], "only": ["Occupation"]},
        {"query": "dead-ends", "routes": ["catering"]},
    ],
    "2026": [
        {"routes": ["hair"]},
        {"around": ["OCC0117"], "steps": 2},
        {"levels": [7], "only": ["Occupation"]},
        {"query": "level-jumps", "parameters": {}},
    ],
}
SCANS = {"cypher": "MATCH (o:Occupation) WHERE $edition IS NULL OR coalesce(o.edition, '2017') = $edition RETURN o"}
TOO_LARGE = {("2026", "png"), ("2017", "mermaid"), ("2026", "mermaid")}
"""Editions that no such file holds as a whole."""


@pytest.fixture(scope="module", params=["2017", "2026"])
def explorers(
    request: pytest.FixtureRequest, both: Path, built_store: Path, today: Path
) -> tuple[str, Explorer, Explorer]:
    alone = {"2017": built_store, "2026": today}
    return request.param, Explorer.open(both, edition=request.param), Explorer.open(alone[request.param])


def files(explorer: Explorer, wishes: dict[str, Any], form: str, folder: Path) -> dict[str, bytes]:
    folder.mkdir()
    explorer.part(**wishes).write(folder / f"m{FORMATS[form].ending}", form)
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.mark.parametrize(
    "form", [pytest.param(form, marks=() if form in {"json", "csv"} else pytest.mark.slow) for form in FORMATS]
)
def test_an_edition_beside_another_is_written_as_alone(
    explorers: tuple[str, Explorer, Explorer], form: str, tmp_path: Path
) -> None:
    name, *opened = explorers
    whole = (form == "json" or PROFILE == "soak") and (name, form) not in TOO_LARGE
    wishes = {} if whole else WISHES[name][0]
    of_both, alone = (files(one, wishes, form, tmp_path / str(i)) for i, one in enumerate(opened))
    assert of_both == alone
    manifest = json.loads(next(text for file, text in alone.items() if file.endswith("manifest.json")))
    assert manifest["licence"] and manifest["counts"] and manifest["edition"].get("edition", "2017") == name


def test_a_part_of_an_edition_beside_another_is_the_part_of_it_alone(
    explorers: tuple[str, Explorer, Explorer], tmp_path: Path
) -> None:
    name, *opened = explorers
    for i, wishes in enumerate([*WISHES[name], SCANS] if PROFILE == "soak" else [*WISHES[name][:3], SCANS]):
        of_both, alone = (files(one, wishes, "json", tmp_path / f"{i}-{j}") for j, one in enumerate(opened))
        assert of_both == alone, wishes


def test_what_a_statement_returns_of_another_edition_is_left_out_and_counted(both: Path) -> None:
    part = Explorer.open(both).part(cypher=BECAME)
    assert {node.label.name for node in part.nodes()} == {"Occupation"}
    assert not any(":" in node.id for node in part.nodes())
    assert any("of another edition (2026)" in note for note in part.left_out)
    assert any("join two editions, and are in no part" in note for note in part.left_out)
    with pytest.raises(WrongExport, match="all that the statement returns is of 2026, and the edition 2017 is asked"):
        Explorer.open(both).part(cypher="MATCH (r:Route {edition: '2026'}) RETURN r")


def test_the_command_says_which_edition_is_not_in_it(both: Path, built_store: Path) -> None:
    several, one = (
        CliRunner().invoke(main, ["export", "--dry-run", "--store", str(store)]) for store in (both, built_store)
    )
    assert several.stdout == one.stdout
    assert "The store holds 2026 besides" in several.stderr and "besides" not in one.stderr


def test_the_head_of_a_file_names_an_imported_edition_and_when_it_was_published(today: Path, tmp_path: Path) -> None:
    part = Explorer.open(today).part(routes=["hair"])
    for form in ("dot", "csv", "svg", "cypher"):
        part.write(tmp_path / f"m{FORMATS[form].ending}", form)
    for name in ("m.dot", "m-metadata.json", "m.svg", "m.cypher"):
        text = (tmp_path / name).read_text("utf-8")
        assert "called 2026, published 2026-07-06, SHA-256" in text
        assert "Skills England" in text and "OGL v3.0" in text, name
