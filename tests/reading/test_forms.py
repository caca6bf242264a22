"""Forms of a table that all become the same rows."""

from __future__ import annotations

import re

import pytest
from places import DOCS, TESTS
from small_documents import BAKING, ROW, outline, read_whole

from career_pathways.loader.errors import ReadingError
from career_pathways.loader.reading.blocks import LONGEST_NAME
from career_pathways.loader.reading.pieces import HIDDEN
from career_pathways.loader.reading.tokens import MOST_WORDS
from career_pathways.loader.source import LARGEST, read_source

FOOD = ["# Food", "## Baking"]
BAKERS = ["technical 1 Baker: Craft baker 2, Lead baker 3", "higher_technical 1 Bakery Manager: Bakery manager 4"]
MILLERS = ["technical 2 Miller: Mill hand 2", "professional 2 Mill Scientist: Mill engineer 6"]

MARKDOWN = """\
# Occupational Map: Food

| Pathway | Technical | Higher technical | Professional |
|---------|-----------|:----------------:|--------------|
| Baking | **Cluster: Baker**<br>*Makes bread.*<br>Craft baker (2)<br>Lead baker (3) | \
Cluster: Bakery Manager<br>Bakery manager (4) | |
| | Cluster: Miller<br>Mill hand (2) | | Cluster: Mill Scientist<br>Mill engineer (6) |
"""
COMMAS = """\
Occupational Map: Food,,,
,,,
Pathway,Technical (2-3),Higher technical (4-5),Professional (6-7)
Baking,"Cluster: Baker
Craft baker (2)
Lead baker (3)","Cluster: Bakery Manager
Bakery manager (4)",
,"Cluster: Miller
Mill hand (2)",,"Cluster: Mill Scientist
Mill engineer (6)"
"""
PAGE = """\
<html><head><title>Occupational Map: Food</title>
<style>
td {\tcolor: red }
</style>
<script>document.write("Cluster: Fake <td>Fake baker (2)")</script></head>
<body>
<h1>Occupational
Map: Food</h1>
<p>This is one of 15 occupational
maps that show how careers progress.</p>
<table
 border=1>
<caption>Table 1</caption>
<colgroup><col><col></colgroup>
\t<tr><th>Pathway</th><th>Technical</th><th>Higher</th><th>Professional</th></tr>
\t<tr>
\t\t<td rowspan=2>Baking</td>
\t\t<td><p>Cluster: Baker</p><p>Craft
baker (2)</p><p>Lead baker (3)</p></td>\t<td>Cluster: Bakery Manager<br>Bakery manager (4)</td>
\t\t<td></td>
\t</tr>
\t<tr><td colspan=2>Cluster: Miller<br>Mill hand (2)</td><td>Cluster: Mill Scientist<br>Mill engineer (6)</td></tr>
</table>
</body></html>
"""

SAME = {
    "Markdown": MARKDOWN,
    "Markdown without outer bars": MARKDOWN.replace("\n| ", "\n").replace(" |\n", "\n"),
    "commas": COMMAS,
    "commas and more quotes": COMMAS.replace("Baking,", '"Baking",')
    .replace("Occupational Map: Food", '"{0}"')
    .format("Occupational Map: Food"),
    "semicolons, after grokability/snipe-it#15542": COMMAS.replace(",", ";"),
    "tabs and quotes": COMMAS.replace(",", "\t"),
    "a page": PAGE,
    "a page without line ends": PAGE.replace("\n", " ").replace("\t", ""),
    "a page without end tags, after jsdom/jsdom#605": PAGE.replace("</td>", "")
    .replace("</tr>", "")
    .replace("</p>", ""),
    "capital tags": PAGE.replace("<td", "<TD").replace("</tr>", "</TR>").replace("<table", "<TABLE"),
    "only the table": f"Occupational Map: Food\n{PAGE[PAGE.index('<table') : PAGE.index('</body>')]}",
    "only the rows": f"Occupational Map: Food\n{PAGE[PAGE.index('<tr>') : PAGE.index('</table>')]}",
}


@pytest.mark.parametrize("text", SAME.values(), ids=SAME)
def test_every_form_becomes_the_same_rows(text: str) -> None:
    bakers = [line.replace(" (Makes bread.)", "") for line in outline(text)]
    assert bakers == [*FOOD, *BAKERS, *MILLERS]


@pytest.mark.parametrize("end", ["\r", "\r\n"])
@pytest.mark.parametrize("text", SAME.values(), ids=SAME)
def test_with_any_line_end(text: str, end: str) -> None:
    assert outline(text.replace("\n", end)) == outline(text)


def test_italics_of_markdown_are_a_description() -> None:
    assert outline(MARKDOWN)[2] == "technical 1 Baker (Makes bread.): Craft baker 2, Lead baker 3"


def test_a_quote_within_quotes_is_one_quote_after_mechatroner_vscode_rainbow_csv_47() -> None:
    read = outline(COMMAS.replace("Craft baker", '""Artisan"", or craft baker'))
    assert read[2] == 'technical 1 Baker: "Artisan", or craft baker 2, Lead baker 3'


def test_an_escaped_bar_is_none_after_kjdev_hoextdown_8() -> None:
    assert "technical 2 Miller: Mill | hand 2" in outline(MARKDOWN.replace("Mill hand", r"Mill \| hand"))


def test_cells_that_span_columns_and_rows_leave_the_others_empty_after_daniel3303_equibles_2820() -> None:
    read = outline(
        "<h1>Occupational Map: Food</h1><table><tr><td rowspan=2>Baking"
        "<td rowspan=2 colspan=2>Cluster: Baker<br>Baker (2)<td>Cluster: Scientist<br>Chemist (6)"
        "<tr><td>Cluster: Professor<br>Professor (7)</table>"
    )
    assert read[2:] == [
        "technical 1 Baker: Baker 2",
        "professional 1 Scientist: Chemist 6",
        "professional 2 Professor: Professor 7",
    ]


@pytest.mark.parametrize("text", ['"Artisan" baker (2)', '5" pipe fitter (2)', '"Baker (2)', 'Baker "A (2)'])
def test_a_quote_that_quotes_no_cell_is_a_letter(text: str) -> None:
    read = outline(f"Occupational Map: Food\n\nBaking\tCluster: Baker <i>Bakes.</i>\t\t\n\t{text}\t\t")
    assert read[2] == f"technical 1 Baker (Bakes.): {text}".replace("(2)", "2")


def test_a_quote_does_not_reach_over_a_heading() -> None:
    read = outline(
        f'Occupational Map: Food\n\n"Baking\t\t\t\n\nOccupational Map: Textiles\n\n{ROW}\nA"\tCluster: B\t\t'
    )
    assert [line for line in read if line.startswith("# ")] == ["# Food", "# Textiles"]


HEADERS = [
    "Pathway\tTechnical (levels 2-3)\tHigher technical (levels 4-5)\tProfessional (levels 6-7)",
    "Career pathway\tTechnical occupations\tHigher technical occupations\tProfessional occupations",
    "\tLevel 2 and 3\tLevel 4/5\tLevels 6 to 7",
    "PATHWAYS\t<b>TECHNICAL</b><br>Level 2–3\t<b>HIGHER TECHNICAL</b>\t<b>PROFESSIONAL</b>",
    "Pathway\t\t\t",
    "Technical\tHigher\tProfessional",
]


@pytest.mark.parametrize("header", HEADERS)
def test_a_row_of_names_of_columns_is_a_header(header: str) -> None:
    assert outline(f"Occupational Map: Food\n\n{header}\n{ROW}\n{header}\n") == [*FOOD, *BAKING]


def test_a_header_without_a_column_of_pathways_says_which_column_a_cell_is_in() -> None:
    read = outline("Occupational Map: Food\n\nTechnical\tHigher\tProfessional\n\tCluster: Baker Head baker (4)\t\n")
    assert read[2:] == ["higher_technical 1 Baker: Head baker 4"]


def test_columns_in_another_order_are_an_error() -> None:
    with pytest.raises(ReadingError, match="line 2: a table with its columns in another order"):
        read_whole(f"Occupational Map: Food\nPathway\tProfessional\tHigher technical\tTechnical\n{ROW}")


def test_what_is_never_shown_is_an_error_where_it_would_take_a_part_of_the_map_with_it() -> None:
    with pytest.raises(ReadingError, match=r"line 3: <style> that is never shown holds line 4\n  Weaving"):
        read_whole(f"Occupational Map: Food\n\n{ROW}<style>\nWeaving\tCluster: Weaver</style> Weaver (2)")
    with pytest.raises(ReadingError, match="line 2: a comment that is never shown holds line 4"):
        read_whole(f"Occupational Map: Food\n<!--{ROW}\n\nOccupational Map: Textiles\n-->{ROW}")


NOTES = {
    "Word": '<p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1"><span class=x>[1]</span></a> To be agreed.</p>',
    "LibreOffice": '<div id="n1"><p class="sdfootnote"><a class="sym" href="#n1anc">1</a>To be agreed.</p></div>',
    "a raised mark": "<p><sup>*</sup> To be agreed.</p>",
    "Markdown": "[^1]: To be agreed.",
    "a number of a page": "Page 2 of 9",
    "a number between dashes": "– 12 –",
    "a number at a form feed": "12\n\f",
    "a number behind one": "\f12",
    "a fence of code": "```",
}


@pytest.mark.parametrize("note", NOTES.values(), ids=NOTES)
def test_no_occupation_is_made_of_a_footnote_a_page_number_or_a_fence(note: str) -> None:
    assert outline(f"Occupational Map: Food\n\n{note}\n{ROW}\n{note}\n") == [*FOOD, *BAKING]
    assert outline(f"<h1>Occupational Map: Food</h1>\n{PAGE[PAGE.index('<table') :]}\n{note}") == outline(PAGE)


@pytest.mark.parametrize("text", ["2nd baker", "7 (2)", "<a>3</a>D baker", "<sup>(2)</sup>", "<a href=x>A</a> baker"])
def test_a_line_that_begins_with_a_number_or_a_link_is_read(text: str) -> None:
    read = outline(f"Occupational Map: Food\n\nCluster: Baker\nBaker\n\n{text}\n")
    assert len(read[2]) > len("technical 1 Baker: Baker")


def test_cells_that_are_parted_by_spaces_are_refused() -> None:
    with pytest.raises(ReadingError, match="line 3: a row whose cells are parted by spaces"):
        read_whole("Occupational Map: Food\n\nBaking      Cluster: Baker     Cluster: Bakery Manager\n")


def test_a_table_that_only_lays_out_a_page_is_none() -> None:
    inner = PAGE[PAGE.index("<table") : PAGE.index("</body>")]
    read = outline(f"<h1>Occupational Map: Food</h1><table><tr><td>\n{inner}</td><td>News</td></tr></table>")
    assert read[: len(outline(PAGE)) - 1] == outline(PAGE)[:-1]


def test_the_quotes_of_a_name_in_a_row_go_as_a_pair() -> None:
    assert outline(f'Occupational Map: "Food, Drink",,,\n{COMMAS[COMMAS.index("Baking") :]}')[0] == "# Food, Drink"


CASES = {
    "14-page.html": [
        "## Baking",
        "technical 1 Baker: Craft baker 2, Lead baker 3",
        "higher_technical 1 Bakery Manager: Bakery manager 4",
        "professional 1 Bakery Professional: Bakery scientist 6",
        "technical 2 Miller: Mill hand 2",
        "professional 2 Mill Professional: Mill engineer 6",
    ],
    "16-header-row.txt": [
        "## Baking",
        "technical 1 Baker: Craft baker 2, Lead baker 3",
        "higher_technical 1 Bakery Manager: Bakery manager 4",
        "professional 1 Bakery Professional: Bakery scientist 6",
    ],
    "21-excel-tsv.txt": [
        "## Baking",
        "technical 1 Baker: Craft baker 2, Lead baker 3",
        "higher_technical 1 Bakery Manager: Bakery manager 4",
        "professional 1 Bakery Professional: Bakery scientist 6",
    ],
    "open-quote.txt": [
        "## ",
        "technical 1 Roofers (They roof.): Roofer 2, Tiler 2, Slater 3",
        "higher_technical 1 Managers (They manage.): Roofing manager 4",
    ],
}


@pytest.mark.parametrize(("case", "lines"), CASES.items(), ids=CASES)
def test_cases_of_tables(case: str, lines: list[str]) -> None:
    assert outline(read_source(TESTS / "cases" / case).text)[1:] == lines


def test_a_document_full_of_stray_tags_is_refused_with_line_and_reason() -> None:
    with pytest.raises(ReadingError, match="line 14: text in a fourth column"):
        read_whole(read_source(TESTS / "cases" / "uncovered.txt").text)


def test_the_page_about_documents_has_one_that_is_read_and_the_limits_of_the_code() -> None:
    page = (DOCS / "document.md").read_text("utf-8")
    example = re.search(r"```text\n(.*?)```", page, re.DOTALL)
    assert example
    assert outline(example[1]) == [
        *FOOD,
        "technical 1 Baker (Makes bread.): Craft baker 2, Lead baker 3",
        "higher_technical 1 Bakery Manager: Bakery manager 4",
    ]
    for limit in (f"{LARGEST:,} bytes", f"{LONGEST_NAME} characters", f"{MOST_WORDS:,} words"):
        assert limit in page
    for name in HIDDEN:
        assert f"`<{name}>`" in page
