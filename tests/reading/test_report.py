"""What a reader is told about a document: nothing of it goes missing without a word.

After public reports, with data of our own: cyprob/cyprob#232 and agent-ecosystem/skill-validator#11 (a strict check
that ends with 0), stormforger/cli#125, bids-standard/legacy-validator#167 (what is a failure and what a warning).
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from career_pathways.explorer.commands.command_line import COMMAND_LINE
from career_pathways.explorer.commands.main import main
from career_pathways.explorer.views.documents import build_view, check_view, entries_view, load_view
from career_pathways.loader import building
from career_pathways.loader.building import ReadDocument, read
from career_pathways.loader.reading.coverage import Owner, coverage
from career_pathways.loader.reading.reader import read_catalogue
from career_pathways.loader.report import KINDS, findings, unread_notes
from career_pathways.loader.source import SourceText

CRAFTS = "Occupational Map: Crafts\nMetal\tCluster: Smith <i>Shape iron.</i> Farrier (3) Blacksmith (2)\n"
COUNTS = {"SHARED_ACROSS_ROUTES": 0}
TAILOR = CRAFTS.replace("Farrier (3)", "Farrier (3) Bespoke tailor and cutter (5)")


def of_text(text: str) -> ReadDocument:
    source = SourceText(text, "maps.txt")
    return ReadDocument(source, None, read_catalogue(source))


def losing(document: ReadDocument, *, twice: bool = False) -> ReadDocument:
    """The same, its titles owned by nobody, or `twice`."""
    titles = [claim for claim in document.reading.claims if claim.owner is Owner.TITLE]
    claims = [*document.reading.claims, *titles] if twice else [c for c in document.reading.claims if c not in titles]
    counted = coverage(document.source, claims)
    return replace(document, reading=replace(document.reading, claims=tuple(claims), coverage=counted))


def notes_of(document: ReadDocument) -> list[tuple[str, ...]]:
    """What is said beside a build, a load and a list of entries."""
    views = (
        build_view(document, COUNTS, "x.kgl", 0),
        load_view(document, [], "bolt://x", 0, ()),
        entries_view(document),
    )
    return [view.notes_in(COMMAND_LINE) for view in views]


@pytest.mark.parametrize("twice", [False, True])
def test_text_that_nobody_owns_is_told_wherever_a_document_is_read(twice: bool) -> None:
    lost = losing(of_text(CRAFTS), twice=twice)
    kind = "characters owned twice" if twice else "characters without an owner"
    for notes in notes_of(lost):
        assert [note for note in notes if note.startswith(kind)] == [
            f"{kind}: line 2: 'Farrier'",
            f"{kind}: line 2: 'Blacksmith'",
        ]
    assert not any("own" in note for notes in notes_of(of_text(CRAFTS)) for note in notes)


def test_of_many_places_the_first_are_told_and_how_many_more() -> None:
    many = losing(
        of_text("Occupational Map: Crafts\nMetal\tCluster: Smith <i>Shape.</i> " + "Iron smith (2) " * 50 + "\n")
    )
    assert len(unread_notes(many)) == 6
    assert unread_notes(many)[-1] == "and 45 more places that were not read as they stand"
    six = losing(of_text(f"{CRAFTS.strip()}{' Iron smith (2)' * 4}\n"))
    assert unread_notes(six)[-1] == "and 1 more place that was not read as it stands"
    long = losing(of_text(f"Occupational Map: Crafts\nMetal\tCluster: Smith <i>Shape.</i> {'Very ' * 30}smith (2)\n"))
    assert all(len(note) < 120 for note in unread_notes(long))


@pytest.mark.parametrize(("strict", "loses", "status"), [(True, True, 1), (False, True, 0), (True, False, 0)])
@pytest.mark.parametrize("form", [(), ("--json",), ("--csv",)])
def test_a_strict_check_of_a_document_that_lost_text_fails_and_is_shown(
    monkeypatch: pytest.MonkeyPatch, form: tuple[str, ...], strict: bool, loses: bool, status: int
) -> None:
    document = losing(of_text(CRAFTS)) if loses else of_text(CRAFTS)
    monkeypatch.setattr(building, "read", lambda *_: document)
    result = CliRunner().invoke(main, ["check", "maps.txt", *form, *(["--strict"] if strict else [])])
    assert result.exit_code == status
    assert ("characters without an owner" in result.stdout) == loses
    assert ("Error: maps.txt: 2 places were not read as they stand." in result.stderr) == bool(status)


def test_one_place_that_was_not_read_is_told_as_one() -> None:
    one = losing(of_text(CRAFTS.replace(" Blacksmith (2)", "")))
    assert str(check_view(one, strict=True).failure).startswith("maps.txt: 1 place was not read as it stands.")


def test_a_check_opens_with_what_fits_a_screen_the_most_serious_first(tmp_path: Path) -> None:
    assert len(KINDS) + 3 <= 24
    table = check_view(losing(of_text(CRAFTS))).table
    assert table
    heading = table.heading or ""
    assert heading.splitlines() == [
        "maps.txt, the most serious first:",
        "     2  characters without an owner",
        "     1  characters owned",
    ]
    assert [row["kind"] for row in table.rows] == ["characters without an owner"] * 2 + ["characters owned"]
    assert all(len(line) <= 80 for line in heading.splitlines())
    file = tmp_path / "maps.txt"
    file.write_text(CRAFTS, "utf-8")
    shown = CliRunner().invoke(main, ["check", str(file)], env={"COLUMNS": "200"}).stdout
    assert shown.startswith(f"{file}, the most serious first:\n     1  characters owned\n\nline ")
    assert "── characters owned ──" in shown


def test_every_kind_of_finding_has_its_place_in_the_order(document: ReadDocument) -> None:
    assert {finding.kind for finding in findings(document)} <= set(KINDS)


@pytest.mark.parametrize(
    ("cell", "kind", "finding"),
    [
        ('Farrier (3) "Master smith (2)', "quote without its pair", '"Master smith'),
        ("Farrier (3) “Master smith (2)", "quote without its pair", "“Master smith"),
        ("Farrier (3) Occupational map smith (2)", "title that looks like a heading", "Occupational map smith"),
        ("Farrier (3) &lt;b&gt;Smith&lt;/b&gt; (2)", "title with markup in it", None),
    ],
)
def test_what_no_title_holds_is_told_with_its_line(cell: str, kind: str, finding: str | None) -> None:
    document = of_text(f"Occupational Map: Crafts\nMetal\tCluster: Smith <i>Shape iron.</i> {cell}\n")
    told = [f for f in findings(document) if f.kind == kind]
    assert told
    assert told[0].line == 2
    assert finding in {None, *(f.finding for f in told)}


@pytest.mark.parametrize(
    "title",
    ["Professional golfer", "Technical author", "Level crossing keeper", "Route planner", "R&D chemist", "Baker's boy"],
)
def test_ordinary_titles_are_no_findings(title: str) -> None:
    document = of_text(f"Occupational Map: Crafts\nMetal\tCluster: Smith <i>Shape iron.</i> {title} (3) Smith (2)\n")
    assert {f.kind for f in findings(document)} == {"characters owned"}


def test_a_nameless_cluster_is_told_with_those_beside_it() -> None:
    document = of_text(
        "Occupational Map: Crafts\nMetal\tCluster: Smith <i>Shape.</i> Farrier (3)\tMaster (4) Head (5)\n"
    )
    told = [f.finding for f in findings(document) if f.kind == "lost name"]
    assert told == ["a cluster without a name, beside Smith"]


def test_a_second_route_of_one_name_is_told_with_both_lines() -> None:
    document = of_text(CRAFTS + CRAFTS.replace("Map: Crafts", "Map:  CRAFTS"))
    told = [(f.line, f.finding) for f in findings(document) if f.kind == "routes of one name"]
    assert told == [(3, "a route of the name of that in line 1: neither is meant by it")]
    assert any("routes of one name" in note or "neither is meant" in note for note in notes_of(document)[0])


@pytest.fixture
def corrected(tmp_path: Path) -> Path:
    """A document that is not the one of the packaged curated readings, and holds what one of them reads."""
    file = tmp_path / "corrected.txt"
    file.write_text(TAILOR, "utf-8")
    return file


def test_curated_readings_that_another_document_has_are_told_and_are_no_0(corrected: Path) -> None:
    document = read(corrected, None)
    for notes in notes_of(document):
        (note,) = [note for note in notes if "10 of 10 curated readings are for another document" in note]
        assert document.source.sha256 in note
        assert "--lookups" in note
    rows = {row["of"]: row["count"] for row in build_view(document, COUNTS, "x.kgl", 0).rows}
    assert rows == {"entries read": 3, "curated readings for another document": 10, **COUNTS, "pairs across routes": 0}
    assert "curated readings for another document" in {f.kind for f in findings(document)}


def test_the_cure_for_them_works(corrected: Path, tmp_path: Path) -> None:
    lookups = tmp_path / "mine.toml"
    sha256 = read(corrected, None).source.sha256
    reading = '[[reading]]\nline = 2\nentry = "Bespoke tailor and cutter (5)"\nbecause = "one"\n'
    lookups.write_text(f'document = "{sha256}"\n{reading}', "utf-8")
    document = read(corrected, str(lookups))
    assert document.unused is None
    assert "curated readings" in {row["of"] for row in build_view(document, COUNTS, "x.kgl", 0).rows}


def test_a_document_of_ones_own_is_told_nothing_of_them(tmp_path: Path, corrected: Path) -> None:
    file = tmp_path / "own.txt"
    file.write_text(CRAFTS, "utf-8")
    for notes in (*notes_of(read(file, None)), *notes_of(read(corrected, "none"))):
        assert not any("curated" in note for note in notes)


@pytest.mark.slow
def test_one_changed_letter_of_the_packaged_document_is_told(source: SourceText, tmp_path: Path) -> None:
    file = tmp_path / "edited.txt"
    file.write_text(source.text.replace("Roofer", "Rofer", 1), "utf-8")
    result = CliRunner().invoke(main, ["build", str(file), "--store", str(tmp_path / "x.kgl"), "--json"])
    answer = json.loads(result.stdout)
    assert "10 of 10 curated readings are for another document" in answer["notes"][0]
    assert {"of": "curated readings", "count": 0} not in answer["results"]
