"""What other editions say beside an answer: on the store of both packaged editions, and on that of 2017 alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from career_pathways.explorer.commands.main import main
from career_pathways.explorer.explorer import Explorer
from career_pathways.loader.stores.embedded import EmbeddedStore
from career_pathways.loader.stores.read_back import stored_graph


def ask(store: Path, *arguments: str, edition: str = "2017") -> Result:
    asked = [*arguments, "--edition", edition] if edition != "2017" else [*arguments]
    return CliRunner().invoke(main, asked, env={"PATHWAYS_STORE": str(store), "COLUMNS": "200"})


def json_of(store: Path, *arguments: str, edition: str = "2017") -> dict[str, Any]:
    result = ask(store, *arguments, "--json", edition=edition)
    assert result.exit_code == 0, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def in_a_line(text: str) -> str:
    return " ".join(text.split())


# What became of it


@pytest.mark.parametrize(
    ("command", "occupation", "edition", "said"),
    [
        (
            "show",
            "Able seafarer - deck",
            "2017",
            "In the 2026 list: Seafarer deck rating (2), OCC0274. Renamed, by its number.",
        ),
        (
            "show",
            "OCC0274",
            "2026",
            "In the 2017 maps: Able seafarer - deck (2), Transport and Logistics. Renamed since, by its number.",
        ),
        ("next", "Roofer", "2017", "OCC0270A; Roofer - Roof slater and tiler (2), OCC0270B; Roofer - Waterproof"),
        ("before", "construction/building-services-engineering-technician-4", "2017", "In the 2026 list: "),
        (
            "next",
            "agriculture-environmental-and-animal-care/agricultural-depot-manager",
            "2017",
            "In the 2026 list: none that is certainly the same.",
        ),
    ],
)
def test_an_occupation_is_told_with_what_it_became_or_was(
    both: Path, command: str, occupation: str, edition: str, said: str
) -> None:
    result = ask(both, command, occupation, edition=edition)
    assert said in in_a_line(result.stderr)


def test_a_program_reads_what_became_of_it_under_a_key_of_its_own(both: Path, built_store: Path) -> None:
    found = json_of(both, "show", "Able seafarer - deck")["became"]
    assert [(row["edition"], row["later"], row["id"], row["code"], row["change"]) for row in found] == [
        ("2026", True, "2026:occ0274", "OCC0274", "renamed")
    ]
    assert json_of(both, "show", "agriculture-environmental-and-animal-care/agricultural-depot-manager")["became"] == []
    assert "became" not in json_of(built_store, "show", "Able seafarer - deck")
    with Explorer.open(both) as explorer:
        assert [row.code for row in explorer.became("Able seafarer - deck").rows] == ["OCC0274"]
    hit = json_of(both, "search", "roofer")["results"][0]
    assert hit["became"] == ["2026:occ0270a", "2026:occ0270b", "2026:occ0270c"]


def test_with_explain_the_reason_of_a_curated_change_is_told(both: Path) -> None:
    assert "because" not in ask(both, "next", "Advanced golf greenkeeper").stdout
    assert "In the 2026 list, because: ST0207" in ask(both, "next", "Advanced golf greenkeeper", "--explain").stdout


# What is stated there


def stated_pairs(store: Path) -> set[tuple[str, str]]:
    """The pairs of 2017 between whose successors 2026 states a progression, by going through both graphs."""
    with EmbeddedStore(store) as opened:
        today = stored_graph(opened.of_edition("2026"))
        rows = opened.run("MATCH (a)-[:BECAME]->(b) RETURN a.id, b.id", limit=None).rows
    former: dict[str, list[str]] = {}
    for was, now in rows:
        former.setdefault(now, []).append(was)
    steps = [(a, b) for a, b, kind in today.edges(keys=True) if kind == "PROGRESSES_TO"]
    return {(one, other) for a, b in steps for one in former.get(a, ()) for other in former.get(b, ())}


def test_a_step_is_marked_where_a_later_edition_states_it_and_what_that_states_besides_stands_below(
    both: Path,
) -> None:
    pairs = stated_pairs(both)
    assert len(pairs) == 46
    marked, besides = set(), set()
    with Explorer.open(both) as explorer:
        inferred = {(o, row.id) for o in {one for one, _ in pairs} for row in explorer.next(o).rows}
    for origin in sorted({one for one, _ in pairs})[::6]:
        found = json_of(both, "next", origin)
        marked |= {(origin, row["id"]) for row in found["results"] if row["stated_in"] == "2026"}
        besides |= {(origin, id_) for row in found["stated_not_inferred"] for id_ in row["former"]}
        assert all(("; stated in 2026" in row["reason"]) == bool(row["stated_in"]) for row in found["results"])
    own = {pair for pair in pairs if pair[0] in {one for one, _ in marked | besides}}
    assert (marked, besides) == (own & inferred, own - inferred)


def test_looking_back_and_paths_and_levels_say_so_too(both: Path) -> None:
    ends = "business-and-administration/business-administrator-3", "business-and-administration/policy-officer-4"
    (before,) = (row for row in json_of(both, "before", ends[1])["results"] if row["id"] == ends[0])
    (step,) = json_of(both, "path", *ends)["results"]
    of_level = json_of(both, "next", "--level", "3")["results"]
    (row,) = (row for row in of_level if (row["from_id"], row["id"]) == ends)
    assert {found["stated_in"] for found in (before, step, row)} == {"2026"}
    assert "; stated in 2026" in step["reason"]


def test_what_later_is_stated_keeps_to_the_levels_asked_for_and_is_left_out_with_other_filters(both: Path) -> None:
    name = "Business administrator"
    levels = {row["level"] for row in json_of(both, "next", name, "--level", "4")["stated_not_inferred"]}
    assert levels == {4}
    assert json_of(both, "next", name, "--column", "professional")["stated_not_inferred"] == []
    cut = ask(both, "next", name, "--limit", "2")
    assert "Of what is cut off, stated in 2026: Associate project manager (4); Policy officer (4)" in cut.stderr


def test_csv_stays_one_table_and_a_batch_has_the_same_columns(both: Path, built_store: Path) -> None:
    one, other = (ask(store, "next", "Roofer", "--csv").stdout.splitlines()[0] for store in (built_store, both))
    assert other == f"{one},stated_in"
    batch = CliRunner().invoke(
        main,
        ["next", "-", "--csv"],
        input="agriculture-environmental-and-animal-care/agricultural-depot-manager\nRoofer\n",
        env={"PATHWAYS_STORE": str(both)},
    )
    assert batch.exit_code == 0
    assert "stated_in" in batch.stdout.splitlines()[0]


# What they have

LOST = [("barber", "OCC1273"), ("nail technician", "OCC0635"), ("masseur", "OCC0685"), ("wig designer", "OCC0213")]


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("hairdresser", "OCC0213"),
        *(pytest.param(word, code, marks=pytest.mark.slow) for word, code in LOST),
    ],
)
def test_who_is_of_the_lost_route_gets_the_occupations_of_today_or_how_to_add_them(
    both: Path, built_store: Path, word: str, code: str
) -> None:
    found = json_of(both, "search", word)
    assert found["results"] == []
    assert code in {row["code"] for row in found["in_other_editions"]}
    assert f"2026:{code.lower()}" in ask(both, "next", word).stderr
    assert "`pathways build --add 2026`" in in_a_line(ask(built_store, "show", word).stderr)
    alone = json_of(built_store, "search", word)
    assert "in_other_editions" not in alone
    assert "The edition 2026 has that route: add it with `pathways build --add 2026`." in alone["notes"]


def test_what_this_edition_has_not_is_looked_for_in_the_others(both: Path) -> None:
    answer = json_of(both, "search", "Seafarer deck rating")
    found = answer["in_other_editions"]
    assert any(
        note.startswith(f"What another edition has (2026: {len(found)}) is asked there: ") for note in answer["notes"]
    )
    assert [(row["edition"], row["id"]) for row in found] == [("2026", "2026:occ0274")]
    (back, *_) = json_of(both, "search", "Able seafarer - deck", edition="2026")["in_other_editions"]
    assert (back["edition"], back["id"]) == ("2017", "transport-and-logistics/able-seafarer-deck-2")
    assert "2026:occ0274  Seafarer deck rating (2), in 2026" in ask(both, "next", "Seafarer deck rating").stderr
    assert json_of(both, "search", "xyzzy")["in_other_editions"] == []
