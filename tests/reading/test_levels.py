"""Levels: which forms state one, which state none that can be read, and that none is lost without a word.

The case 25-levels.txt is made after Perl/perl5#10041; further forms are named for the reports that they are made after.
"""

from __future__ import annotations

import pytest
from places import TESTS

from career_pathways.loader.building import ReadDocument
from career_pathways.loader.errors import ReadingError
from career_pathways.loader.reading.reader import Reading, read_catalogue
from career_pathways.loader.report import findings
from career_pathways.loader.source import SourceText, read_source

FORMS = {
    "other scripts": ("Baker (２) Miller (٣) Brewer （４）", [("Baker", 2), ("Miller", 3), ("Brewer", 4)], []),
    "words and brackets": (
        "Baker (level 2) Miller (LEVEL: 3) Brewer [4] Maltster ( 5 ) Taster L2 Grader {3}",
        [("Baker", 2), ("Miller", 3), ("Brewer", 4), ("Maltster", 5), ("Taster", 2), ("Grader", 3)],
        [],
    ),
    "ranges": (
        "Baker (2/3) Miller (2 – 3) Brewer (2, 3 or 4) Maltster (levels 2 to 3) Taster Level 2 and 3",
        [("Baker", None), ("Miller", None), ("Brewer", None), ("Maltster", None), ("Taster", None)],
        ["(2/3)", "(2 – 3)", "(2, 3 or 4)", "(levels 2 to 3)", "Level 2 and 3"],
    ),
    "no level of the scale": (
        "Baker (0) Miller (9) Brewer (entry level 3) Maltster (NVQ level 2) Taster (3+) Grader (level TBC)",
        [("Baker", None), ("Miller", None), ("Brewer", None), ("Maltster", None), ("Taster", None), ("Grader", None)],
        ["(0)", "(9)", "(entry level 3)", "(NVQ level 2)", "(3+)", "(level TBC)"],
    ),
    "misread": (
        "Baker (Z) Miller (l2) Brewer (12)",
        [("Baker (Z)", None), ("Miller", None), ("Brewer (12)", None)],
        ["(Z)", "(l2)", "(12)"],
    ),
    "two levels": (
        "Baker (2) (3) Miller (degree 6/7)",
        [("Baker", None), ("Miller", None)],
        ["(2)", "(3)", "(degree 6/7)"],
    ),
    "other signs and words": (
        "Baker (II)<br>Miller (two)<br>Brewer - level 3<br>Taster ((4))",
        [("Baker (II)", None), ("Miller (two)", None), ("Brewer", 3), ("Taster", 4)],
        ["(II)", "(two)"],
    ),
    # r1chardj0n3s/parse#238 and hunspell/hunspell#1131: Arabic-Indic and Persian digits, matched and no number
    "Arabic-Indic and Persian": (
        "Baker (٢) Miller (۳) Brewer (level ٤)",
        [("Baker", 2), ("Miller", 3), ("Brewer", 4)],
        [],
    ),
    # tatuylonen/wikitextprocessor#428: a superscript is a digit to isdigit and none to int
    "superscripts": ("Baker (²) Miller (3²)", [("Baker", None), ("Miller", 3)], ["(²)"]),
    # gbif/portal-feedback#3786: "2008-06-01/2008-06-30" read as its first date
    "a range of two levels in full": ("Baker (level 2/level 3)", [("Baker", None)], ["(level 2/level 3)"]),
    # rising-sun-rarities/numisnavigator-public#112: "1622-32" cut to its first year
    "ranges without brackets": ("Baker 2-3 Miller (3)", [("Baker", None), ("Miller", 3)], ["2-3"]),
    # microsoft/Recognizers-Text#3027: "Sept 26-27" read as one date made of both
    "a range over a dash of another kind": (
        "Baker (2—3) Miller (2−3)",
        [("Baker", None), ("Miller", None)],
        ["(2—3)", "(2−3)"],
    ),
    "no levels": (
        "Driver (C1) Tutor (16-18) Baker (2016) Keeper (level crossing) Coach (1:1) Dealer (24/7)",
        [
            ("Driver (C1)", None),
            ("Tutor (16-18)", None),
            ("Baker (2016)", None),
            ("Keeper (level crossing)", None),
            ("Coach (1:1)", None),
            ("Dealer (24/7)", None),
        ],
        [],
    ),
}


def reading_of(cell: str) -> tuple[SourceText, Reading]:
    source = SourceText(f"Occupational Map: Crafts\nMaking\tCluster: Crafts <i>Make it.</i> <div>{cell}</div>\n")
    return source, read_catalogue(source)


@pytest.mark.parametrize(("cell", "entries", "unread"), FORMS.values(), ids=FORMS)
def test_a_level_is_read_or_it_is_named_as_unread(
    cell: str, entries: list[tuple[str, int | None]], unread: list[str]
) -> None:
    source, reading = reading_of(cell)
    assert [(e.title, e.level) for _, _, cluster in reading.catalogue.clusters() for e in cluster.entries] == entries
    assert [source.quote(level.span) for level in reading.unread_levels] == unread


def test_levels_before_their_titles_are_refused() -> None:
    with pytest.raises(ReadingError, match=r"line 2: a level before its occupation\n  \(2\) Baker"):
        reading_of("(2) Baker<br>(3) Miller")


def test_the_report_names_each_level_that_was_not_read_with_its_line() -> None:
    source = read_source(TESTS / "cases" / "25-levels.txt")
    reading = read_catalogue(source)
    levels = {e.title: e.level for _, _, cluster in reading.catalogue.clusters() for e in cluster.entries}
    assert levels["Craft baker"] == 2
    found = [f for f in findings(ReadDocument(source, None, reading)) if f.kind == "level that was not read"]
    assert [f.line for f in found] == [3] * 6
    assert [f.finding.split(" behind ")[0] for f in found] == [
        "(2/3)",
        "(2-3)",
        "(Level 2 and 3)",
        "(entry level)",
        "(l2)",
        "(Z)",
    ]


def test_the_packaged_document_has_no_level_that_is_not_read(bare: Reading) -> None:
    assert bare.unread_levels == ()
