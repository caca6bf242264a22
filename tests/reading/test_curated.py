"""Curated readings: what they may say, and that each applies exactly once."""

from __future__ import annotations

from pathlib import Path

import pytest

from career_pathways.loader.errors import LookupsError
from career_pathways.loader.reading.curated import Lookups, packaged_lookups, parse_lookups, read_lookups
from career_pathways.loader.reading.reader import read_catalogue
from career_pathways.loader.source import SourceText

DOCUMENT = SourceText(
    "Occupational Map: Crafts\n"
    "Making\tCluster: Tailor <i>Make clothes by hand.</i>\n"
    "\tBespoke tailor and cutter (5) cutter tailor Weaver Weaver\n",
    "crafts.txt",
)


def lookups(text: str) -> Lookups:
    return parse_lookups(f'document = "{DOCUMENT.sha256}"\n{text}', "crafts.toml")


def entries(*readings: str) -> list[tuple[str, tuple[str, ...]]]:
    catalogue = read_catalogue(DOCUMENT, lookups("".join(f"[[reading]]\n{r}\n" for r in readings))).catalogue
    return [(e.title, e.specialisms) for _, _, cluster in catalogue.clusters() for e in cluster.entries]


TAILOR = (
    'line = 3\nentry = "Bespoke tailor and cutter (5)"\nspecialisms = ["cutter", "tailor"]\nbecause = "halves of it"'
)


def test_a_reading_settles_an_entry_and_its_specialisms() -> None:
    assert entries(TAILOR)[0] == ("Bespoke tailor and cutter", ("cutter", "tailor"))
    assert entries()[0] != ("Bespoke tailor and cutter", ("cutter", "tailor"))


def test_a_reading_without_specialisms_settles_one_title() -> None:
    reading = 'line = 3\nentry = "cutter tailor"\nspecialisms = []\nbecause = "two halves, one trade"'
    assert ("cutter tailor", ()) in entries(reading)


@pytest.mark.parametrize(
    ("reading", "message"),
    [
        (TAILOR.replace("line = 3", "line = 2"), r"crafts\.toml, reading 1: line 2 of the document does not hold"),
        (TAILOR.replace("(5)", "(4)"), "does not hold"),
        (TAILOR.replace('"cutter", "tailor"', '"tailor", "cutter"'), "one after another"),
        ('line = 3\nentry = "Weaver"\nbecause = "?"', r"'Weaver' fits 2 times in line 3"),
    ],
    ids=["another line", "another level", "another order", "two places"],
)
def test_a_reading_that_does_not_fit_exactly_once_is_an_error(reading: str, message: str) -> None:
    with pytest.raises(LookupsError, match=message):
        entries(reading)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[reading", "not TOML"),
        ('[[reading]]\nline = 3\nentry = "Weaver"', "no `because`"),
        ('[[reading]]\nline = 3\nentry = "Weaver"\nbecause = ""', "because = '' is not"),
        ('[[reading]]\nline = "3"\nentry = "Weaver"\nbecause = "x"', "line = '3' is not"),
        ('[[reading]]\nline = 3\nentry = "Weaver"\nwhy = "x"', "unknown key 'why'"),
        ('[[reading]]\nline = 3\nentry = "Weaver"\nspecialisms = [2]\nbecause = "x"', "must be texts"),
        ("[other]", "unknown key 'other'"),
        ("reading = 5", r"reading is not a list of tables\. Write \[\[reading\]\]"),
        ("reading = [1]", "reading is not a list of tables"),
        ("[reading]", "reading is not a list of tables"),
        (f"[[reading]]\nline = 3\n{'x' * 900} = 1", r"unknown key 'x{199}…"),
        ("[[reading]]\nline = 0x" + "f" * 5_000, "a number of more than 64 bits"),
        ("a = " + "[" * 5_000, "not TOML: it is nested too deep"),
    ],
)
def test_what_is_no_reading_is_named(text: str, message: str) -> None:
    with pytest.raises(LookupsError, match=message):
        lookups(text)


def test_readings_belong_to_one_document(tmp_path: Path, source: SourceText) -> None:
    assert packaged_lookups(source) is not None
    assert packaged_lookups(DOCUMENT) is None
    file = tmp_path / "other.toml"
    file.write_text(f'document = "{source.sha256}"', "utf-8")
    with pytest.raises(LookupsError, match=r"crafts\.txt is .* with `lookups=\"none\"`"):
        read_lookups(file, DOCUMENT)
    with pytest.raises(LookupsError, match="no `document`"):
        parse_lookups("", "empty.toml")
