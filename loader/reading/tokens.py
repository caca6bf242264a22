"""The lines of a cluster as words, each with the marks that follow it.

    lines      = entry*
    entry      = title mark* [COLON] specialism*
    mark       = LEVEL | DEGREE
    title      = word+            specialism = word+
    LEVEL      = "(" DIGIT ")"    with either bracket, or both, lost at times, and "level" before the digit; with both
                                  lost it is one after a role noun or before a colon
    DEGREE     = "(" … "degree" | "masters level" ")"      with a level in the same bracket at times
    COLON      = ":" | ";"        lost at times
    COMMA      = ","              at the end of a word; ends nothing, but where a cut is made it is no part of a title
    word       = anything else; brackets that are neither LEVEL nor DEGREE are one word of the title before them

A mark or a colon ends its title, so between two of them are n words, to be cut into 1 to n items.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from career_pathways.loader.errors import ReadingError
from career_pathways.loader.source import SourceText
from career_pathways.loader.words.roles import is_role

from .coverage import Claim, Owner
from .markup import Line

TOKEN = re.compile(
    r"""
      (?P<degree> [(\[] [^()\[\]]* \b (?:degree|masters?\ level) \b [^()\[\]]* [)\]]
                | \( (?:integrated\ |masters?\ )? degree (?=\s*[(:;]) )
    | (?P<level>  [(\[{（]\s* (?:level|l)? [\s:.]* [1-8] \s*\.?\s* [)\]}）]
                | (?<![\w(]) [1-8]\)
                | \(\s* [1-8] (?=\s*[:;]|\s+(?-i:[A-Z])|\s*$)
                | \b level \s+ [1-8] \b )
    | (?P<bare>   (?<=\s) [2-7] (?=\s*(?:[:;]|$)|\s+(?-i:[A-Z])) )
    | (?P<bracket> [(\[] [^()\[\]]* [)\]] )
    | (?P<colon>  [:;：] )
    | (?P<comma>  , (?=\s|$) )
    | (?P<word>   [^\s():;：,\[\]]+ (?: [,:;] [^\s():;：,\[\]]+ )* | \S )
    """,
    re.VERBOSE | re.IGNORECASE,
)
GLUE = re.compile(r"[/&+–—-]+")
"""What joins the words on either side of it into one title."""

_DIGIT = re.compile(r"[1-8]")

MOST_WORDS = 1_000
"""Of one cluster; the packaged document has at most 180. So many take two seconds, and more are no cluster."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What ends a title, or parts it from what follows."""

    kind: str
    """`level`, `degree`, `colon` or `comma`."""
    line: Line
    """Its characters."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word, or a bracket that belongs to a title, and the marks that follow it."""

    line: Line
    """Its characters."""
    row: int
    """The line that it is in, counted from 0."""
    start: int
    """Where in that line it begins."""
    bracket: bool
    marks: tuple[Mark, ...] = ()

    @property
    def text(self) -> str:
        """The word as it stands."""
        return self.line.text

    @property
    def ends_item(self) -> bool:
        """Whether a level, a degree or a colon follows."""
        return any(mark.kind != "comma" for mark in self.marks)

    def has(self, kind: str) -> bool:
        """Whether a mark of this kind follows."""
        return any(mark.kind == kind for mark in self.marks)


def read_words(source: SourceText, lines: Sequence[Line]) -> tuple[list[Word], list[Claim]]:
    """The words of a cluster's lines, in order, and the claims of marks without a word before them.

    Raises ReadingError where there are more than MOST_WORDS.
    """
    words: list[Word] = []
    stray: list[Claim] = []
    for row, line in enumerate(lines):
        for match in TOKEN.finditer(line.text):
            kind = str(match.lastgroup)
            token = line[match.start() : match.end()]
            if kind == "bare":  # "Terminal 5" is no level, "Roofer 2" is one
                colon_follows = line.text[match.end() :].lstrip()[:1] in {":", ";"}
                kind = "level" if colon_follows or (words and is_role(words[-1].text)) else "word"
            if kind in {"word", "bracket"} and not any(map(str.isalnum, token.text)):
                joins = GLUE.fullmatch(token.text) and words and not words[-1].ends_item
                kind = kind if joins else "comma"  # else a bracket, a full stop or a dash that was left over
            if kind in {"word", "bracket"}:
                words.append(Word(token, row, match.start(), kind == "bracket"))
            elif words:
                words[-1] = replace(words[-1], marks=(*words[-1].marks, Mark(kind, token)))
            else:
                stray += token.claims(Owner.STRAY)
    if len(words) > MOST_WORDS:
        first = words[0].line.offsets[0]
        raise ReadingError(
            f"line {source.line_of(first)}: {len(words):,} words in one cluster, and at most {MOST_WORDS:,} are read\n"
            f"  {lines[0].folded[:60]}…\n",
            "Is this a table of occupations?",
        )
    return words, stray


def level_of(mark: Mark) -> int | None:
    """The level that a mark states: of LEVEL its digit, of DEGREE one that stands in the same bracket; else None."""
    digit = _DIGIT.search(mark.line.text) if mark.kind in {"level", "degree"} else None
    return int(digit[0]) if digit else None
