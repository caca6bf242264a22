"""Titles that are attacks on a format, or traps for what reads it back; and maps where everything is called so.

Where one was met in another project, its report is named beside it. The data is our own.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from career_pathways.exports.text import whole_text
from career_pathways.loader.catalogue import Catalogue, Cluster, Column, Entry, Pathway, Route
from career_pathways.loader.source import Span

MARKUP = (
    "A <script>alert(1)</script> tester",
    "</script><script>alert(1)//",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><foreignObject>",
    "</text></svg><a href='javascript:alert(1)'>x</a>",
    "R&D &amp; &#38; &lt;b&gt; &bogus; &nbsp",
    "<!-- hidden --> <![CDATA[x]]> ]]> -->",
    '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/passwd">]>&e;',
    "<lambda> <map>",  # xflr6/graphviz#168: taken for an HTML-like label
)
FORMULAS = (
    '=HYPERLINK("http://example.org","y")',
    "=cmd|' /C calc'!A0",  # hhurz/tableExport.jquery.plugin#230
    "======= new line =====",  # jmcnamara/XlsxWriter#962: a workbook that no program opened
    "First line\n=line that starts with an equal sign",  # two-pack/redmine_xlsx_format_issue_exporter#106
    "+44 caller",
    "-1 operator",
    "@SUM(1+1) worker",
    "\t=1+1",
    "\r=1+1",
    "\uff1d1+1",
    "{=1+1}",
    "_x000D_ and _x0041_",
)
QUOTES = (
    "Quote \"double\" 'single' `tick` \u201ccurly\u201d \u00abguillemets\u00bb",
    '\\" shape=box color=red] # "=12',  # xflr6/graphviz#96: out of its label
    "Back\\slash fixer \\n \\N \\G \\L \\r \\",  # ellson/MOTHBALLED-graphviz#188: a backslash at the end
    "a;b|c,d\te",
    "\"\"\"'''",
    "Brace {curly} [square] (round) <angle>",
    "Percent %d %s %(x)s {0} {x!r} ${HOME} $(id) `id`",
)
CHARACTERS = (
    "Control \x00\x01\x08\x0b\x0c\x0e\x10\x1b[31m\x1f\x7f\x85\x9f end",  # igraph/igraph#794, networkx/networkx#2193
    "Half a sign \ud83d and \udc69 alone",
    "No characters \ufffe \uffff \U0001fffe",
    "Line \u2028 and paragraph \u2029 and \r\n and \n",
    "\ufeffByte order mark",
    "Zero\u200bwidth\u2060joined\u00adsoft",
    "\u202eesrever\u202c \u2066isolated\u2069 \u200f",
    "\u0645\u0647\u0646\u062f\u0633 (\u0639\u0631\u0628\u064a)",
    "\u00c9migr\u00e9 na\u00efve \U0001f469\u200d\U0001f373 \U0001f3f3\ufe0f\u200d\U0001f308 chef",
    "Zalgo Z\u0351\u036b\u0343a\u0312\u033fl\u0310\u0308 e\u0301 \u1e0b\u0323",
    "\U0001d518\U0001d52b\U0001d526 \u5b57\u5178 \u0e17\u0e35\u0e48 \u0939\u093f\u0928\u094d\u0926\u0940",
    "\u00a0\u2003blank\u3000\u00a0",
    "\u200b",
    "x" * 900,
    "w\u200d" * 60,
)
WORDS = (
    *("NULL", "null", "None", "NaN", "nan", "#N/A", "NA", "True", "false", "-inf", "Infinity", "undefined", "-"),
    *("007", "1-2", "March 3", "1e5", "0x1F", "1,000", "1_000", "2017-12-01", "12:30", "1.0", "3/4"),
    *("end", "End", "subgraph", "graph TD", "node", "edge", "strict", "digraph", "class", "click", "style", "default"),
    'click n1 href "javascript:alert(1)"',
    "%%{init: {'theme': 'dark'}}%%",
    "a --> b",
    "constructor",
    "__proto__",
)
CODE = (
    "`) DETACH DELETE n //",
    "\\u0060) MATCH (n) DETACH DELETE n //",
    "'}) MATCH (n) DETACH DELETE n; //",
    "*/ ; DROP ALL ; /*",
    "'; DROP TABLE occupations; --",
    '"@en ; a <urn:x> . <urn:y> <urn:z> """',
    "<http://example.org/a b> ^^xsd:integer \\u0022",
    '{"@id": "x", "@context": null}',
    "@prefix x: <urn:x> .",
)
PLACES = (
    "../../etc/passwd",
    "CON",
    "nul.txt",
    "C:\\temp\\x",
    "a/b/c",
    "~root",
    "-rf *",
    "=?utf-8?b?\u00e8\u00c7\u00d0cH?=",
)

HOSTILE = (*MARKUP, *FORMULAS, *QUOTES, *CHARACTERS, *WORDS, *CODE, *PLACES)


def hostile_catalogue(texts: Iterable[str] = HOSTILE) -> Catalogue:
    """For each text a route, a pathway and a cluster of that name, described so, with two levels of an occupation."""

    def listed(text: str, level: int) -> Entry:
        spans = {"title_span": Span(0, 0), "specialism_spans": (Span(0, 0),)}
        return Entry(title=text, level=level, specialisms=(text,), quote=text, line=4, **spans)

    def all_of(text: str) -> Route:
        entries = (listed(text, 2), listed(text, 3))
        cluster = Cluster(name=text, column=Column.TECHNICAL, row=1, description=text, line=3, entries=entries)
        return Route(name=text, line=1, pathways=(Pathway(name=text, line=2, clusters=(cluster,)),))

    return Catalogue(source_name="hostile.txt", source_sha256="a" * 64, routes=tuple(map(all_of, texts)))


def hostile_document(texts: Iterable[str] = HOSTILE) -> str:
    """A document of one pathway with the texts as occupations, written as a page escapes them."""
    entries = "".join(f"<div>{escape(whole_text(text))} (2)</div>" for text in texts)
    return f"Occupational Map: Nasty\n\nPath\t<div>Cluster: Worker</div>{entries}\t<div>Cluster: Lead</div>\t\n"
