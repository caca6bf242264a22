"""Markup of word processors and pages, references and invisible characters, in one cell.

Where a fault was met in another project, its report is named; the data is our own.
"""

from __future__ import annotations

import pytest
from places import TESTS
from small_documents import cell, outline

from career_pathways.loader.source import read_source

MARKUP = {
    "any name": "<my-cell data-x=1>Craft <x>baker</x></my-cell> (2)",
    "Word's names": '<p class=MsoNormal>Craft <st1:place w:st="on">baker</st1:place> (2)<o:p></o:p></p>',
    "Word's conditions": "<![if gte mso 9]>Craft baker<![endif]> (2)<!--[if !mso]><!--><!--<![endif]-->",
    "Word's data": "<xml><w:View>Normal</w:View></xml>Craft baker (2)",
    "a list mark of Word, after ckeditor/ckeditor4#2699": (
        "<p><![if !supportLists]><span style='mso-list:Ignore'>o<span>&nbsp; </span></span><![endif]>Craft baker (2)"
    ),
    "the same in comments": "<!--[if !supportLists]-->1.&nbsp;<!--[endif]-->Craft baker (2)",
    "a bullet": "<span style='font-family:Symbol'>·<span>&nbsp;&nbsp; </span></span>Craft baker (2)",
    "bullets of other shapes": "\u25aa Craft baker (2)",
    "a bullet of Word's font of signs": "\uf0b7 Craft baker (2)",
    "the colours of a terminal": "\x1b[1mCraft ba\x1b[0;31mker\x1b[0m (2)",
    "what a browser without scripts shows": "<noscript>Craft baker (2)</noscript>",
    "what it says of scripts": "<noscript>Please enable JavaScript (2)</noscript>Craft baker (2)",
    "declarations": '<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD">Craft baker (2)',
    "a style sheet, after tidyverse/rvest#303": "<style>p { color: red; } /* Fake baker (2) */</style>Craft baker (2)",
    "a script": "Craft <SCRIPT type='x'>if (a < b) write('<i>Fake baker (2)')</script >baker (2)",
    "a title": "<title>Fake baker (2)</title>Craft baker (2)",
    "a comment": "Craft baker (2)<!-- Old baker (2) --!>",
    "CDATA, after apache/maven-doxia#518": "<![CDATA[Craft baker]]> (2)",
    "> in quotes, after taoqf/node-html-parser#51": "<b v-if=\"list.length>0\" title='a>b'>Craft baker</b> (2)",
    "< and > in quotes": '<img alt="a < b > c" src=x>Craft baker (2)',
    "a quote that is left open": "<a href='x>Craft baker</a> (2)",
    "a tag over two lines": "Craft baker (2)<span\nclass=x>",
    "an empty element": "Craft<wbr/> baker (2)<br/>",
    "a footnote": "Craft baker<sup>1</sup> (2)",
    "a linked footnote": "Craft baker<sup><a href='#_ftn1'>[1]</a></sup> (2)<a href=#n2><sup>2</sup></a>",
    "Word's footnote": 'Craft baker<a href="#_ftn1"><span class=MsoFootnoteReference><span>[1]</span></span></a> (2)',
    "two footnotes": "Craft baker<sup>1, 2</sup> (2)<sup>a,b</sup>",
    "a footnote in brackets before a level": "Craft baker<sup>(1)</sup> (2)",
    "a footnote of Markdown": "Craft baker[^1] (2)",
    "a raised digit": "Craft baker¹ (2)²",
    "stars and daggers": "Craft baker*† (2)**",
    "a level in a link": 'Craft baker <a href="x">(2)</a>',
    "a level that is raised": "Craft baker<sup>(2)</sup>",
    "no-break spaces": "Craft&nbsp;baker&#160;(2)",
    "no semicolon, after baseballyama/rsvelte#3042": "Craft&nbspbaker (2)",
    "escaped twice, after mathiasbynens/he#67": "Craft&amp;nbsp;baker &amp;amp;#40;2)",
    "soft hyphens, after yfedoseev/pdf_oxide#1412": "Cra\u00adft ba&shy;ker (2)",
    "marks of direction": "\u202aCraft\u200e baker\u202c (2)\ufeff",
    "joiners beside Latin letters": "Cra\u200dft ba\u200cker\u200d (2)",
    "control characters": "Craft\x00baker\x1f(2)\x07",
    "line ends that are none of the file": "<b>\u2028</b>Craft baker (2)\x85",
}


@pytest.mark.parametrize("text", MARKUP.values(), ids=MARKUP)
def test_no_occupation_is_made_of_markup(text: str) -> None:
    assert cell(f"<div>{text}</div><div>Lead baker (3)</div>") == ["Craft baker 2", "Lead baker 3"]


TITLES = {
    "R&D baker": "R&D baker",
    "M&E Q&A AT&T baker": "M&E Q&A AT&T baker",
    "Health &amp;amp; safety baker": "Health & safety baker",
    "Baker &#150; night shift": "Baker – night shift",  # commonmark/commonmark-spec#765
    "Children&#146s baker": "Children’s baker",
    "Caf&eacute; baker": "Café baker",
    "Bread&lt;&gt;maker": "Bread<>maker",
    "Sign &NotEqualTilde; maker": "Sign ≂̸ maker",
    "Baker &x &constructor baker": "Baker &x &constructor baker",
    "A &lt;b&gt;bold&lt;/b&gt; baker": "A <b>bold</b> baker",
    "A &lt;script&gt;alert(1)&lt;/script&gt; tester": "A <script>alert(1)</script> tester",
    "a < b baker": "a < b baker",  # nao1215/filesql#974
    "<3 years baker": "<3 years baker",
    "2<sup>nd</sup> baker": "2nd baker",
    "m² and m<sup>2</sup> baker": "m² and m2 baker",
    "A 👩\u200d🍳 baker": "A 👩\u200d🍳 baker",  # lucasrodes/whatstk#171
    "A ❤️\u200d🩹 &#128105;&#8205;&#127859; baker": "A ❤️\u200d🩹 👩\u200d🍳 baker",
    "می\u200cخواهم": "می\u200cخواهم",
    "A* baker": "A* baker",
    "C# and C++ baker": "C# and C++ baker",
    "👩\u200d🍳 chef": "👩\u200d🍳 chef",
    "&copy; baker ❤️": "© baker ❤️",
    "£ counter": "£ counter",
    "🎂": "🎂",
    "Bread; cake baker": "Bread; cake baker",
    "Bread; cake; pie baker (night)": "Bread; cake; pie baker (night)",
}


@pytest.mark.parametrize(("text", "title"), TITLES.items())
def test_a_title_is_kept_as_it_is_shown(text: str, title: str) -> None:
    assert cell(f"<div>{text} (2)</div>") == [f"{title} 2"]


def test_titles_that_are_attacks_are_kept_and_parted() -> None:
    titles = ["&lt;img src=x onerror=alert(1)&gt;", "{{7*7}}", "${x}", "__proto__"]
    shown = ["<img src=x onerror=alert(1)>", *titles[1:]]
    assert cell("".join(f"<div>{title} (2)</div>" for title in titles)) == [f"{title} 2" for title in shown]


ITALICS = {
    "no end": "<div>Cluster: Baker<i>Makes bread.<div>Craft baker (2)<div>Lead baker (3)",
    "no end, no level": "<div>Cluster: Baker<i>Makes bread.<div>Craft baker<div>Lead baker",
    "an end too late": "Cluster: Baker<br><i>Makes bread.<br>Craft baker (2)<br>Lead baker</i><br>Pie maker (2)",
    "no full stop": "Cluster: Baker<br><i>Makes bread<br>Craft baker (2)<br>Lead baker (3)",
    "no line end": "Cluster: Baker <i>Makes bread. Craft baker (2) Lead baker (3)",
    "no line end, no full stop": "Cluster: Baker <i>Makes bread Craft baker (2) Lead baker (3)</i>",
    "an occupation in italics": "Cluster: Baker <i>Makes bread.</i><br><i>Craft baker (2)</i><br>Lead baker (3)",
    "two descriptions": "Cluster: Baker <i>Makes bread.</i><br>Craft baker (2)<br>Cluster: B <i>Bakes.</i>",
}


@pytest.mark.parametrize("text", ITALICS.values(), ids=ITALICS)
def test_italics_swallow_no_line_that_states_a_level(text: str) -> None:
    name, place, *_ = outline(f"Occupational Map: Food\n\nBaking\t{text}\t\t")[1:]
    assert name == "## Baking"
    assert place.startswith(f"technical 1 Baker (Makes bread{'.' * ('bread.' in text)}): Craft baker")


CASES = {
    "10-word-cells.txt": [
        "## Baking",
        "technical 1 Baker: Craft baker 2, Lead baker 3",
        "higher_technical 1 Bakery Manager: Bakery manager 4",
    ],
    "26-entities.txt": [
        "## Baking",
        "technical 1 Baker: Health & safety baker 2, Pastry cook 2, Baker – night shift 3, Children’s baker 3,"
        " R&D baker 2, Bread<>maker 2, Café baker 3, Pie maker 2",
        "higher_technical 1 Bakery Manager: Bakery manager 4",
    ],
    "27-unclosed.txt": [
        "## Baking",
        "technical 1 Baker (Makes bread.): Craft baker 2, Lead baker 3",
        "higher_technical 1 Bakery Manager: Bakery manager 4",
        "professional 1 Bakery Professional: Bakery scientist 6",
    ],
    "43-sup.txt": [
        "## Baking",
        "technical 1 Baker: Craft baker 2, Lead baker 3, Pie maker (new) 2, Cake maker 2",
        "higher_technical 1 Bakery Manager: Bakery manager 4",
    ],
}


@pytest.mark.parametrize(("case", "lines"), CASES.items(), ids=CASES)
def test_cases_of_markup(case: str, lines: list[str]) -> None:
    assert outline(read_source(TESTS / "cases" / case).text)[1:] == lines


def test_titles_that_trap_other_programs_are_kept() -> None:
    read = outline(read_source(TESTS / "cases" / "47-nasty.txt").text)[2]
    for title in (
        "NULL 2",
        "NaN 2",
        "007 2",
        "Semi; colon worker 2",
        "Émigré naïve 👩\u200d🍳 chef 2",
        "Pipe | splitter 2",
        '=HYPERLINK("http',
    ):
        assert f" {title}" in read
