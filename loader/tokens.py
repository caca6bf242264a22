"""The lines of a cluster as words, each with the marks that follow it.

    lines      = entry*
    entry      = title mark* [COLON] specialism*
    mark       = LEVEL | DEGREE
    title      = word+            specialism = word+
    LEVEL      = "(" DIGIT ")"    with either bracket, or both, lost at times, and "level" before the digit
    DEGREE     = "(" … "degree" | "masters level" ")"
    COLON      = ":" | ";"        lost at times
    COMMA      = ","              at the end of a word; ends nothing, but where a cut is made it is no part of a title
    word       = anything else; brackets that are neither LEVEL nor DEGREE are one word of the title before them

A mark or a colon ends its title, so what stands between two of them are n words, to be cut into 1 to n items.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .errors import ReadingError
from .markup import Line
from .source import SourceText

TOKEN = re.compile(
    r"""
      (?P<degree> [(\[] [^()\[\]]* \b (?:degree|masters?\ level) \b [^()\[\]]* [)\]]
                | \( (?:integrated\ |masters?\ )? degree (?=\s*[(:;]) )
    | (?P<level>  [(\[]\s* (?:level\s*)? [1-8] \s*[)\]]
                | (?<![\w(]) [1-8]\)
                | \(\s* [1-8] (?=[\s:;]|$)
                | (?<=\s) [2-7] (?=\s*(?:[:;]|$)|\s+(?-i:[A-Z])) )
    | (?P<bracket> [(\[] [^()\[\]]* [)\]] )
    | (?P<colon>  [:;] )
    | (?P<comma>  , (?=\s|$) )
    | (?P<word>   [^\s():;,\[\]]+ (?: [,:;] [^\s():;,\[\]]+ )* | \S )
    """,
    re.VERBOSE | re.IGNORECASE,
)


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
    """Which of the lines it stands in, counted from 0."""
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


def read_words(source: SourceText, lines: Sequence[Line]) -> list[Word]:
    """The words of a cluster's lines, in order. Raises ReadingError where a mark stands before the first of them."""
    words: list[Word] = []
    for row, line in enumerate(lines):
        for match in TOKEN.finditer(line.text):
            kind = match.lastgroup
            token = line[match.start() : match.end()]
            if kind in {"word", "bracket"}:
                words.append(Word(token, row, match.start(), kind == "bracket"))
            elif words:
                words[-1] = replace(words[-1], marks=(*words[-1].marks, Mark(str(kind), token)))
            else:
                raise ReadingError(
                    f"line {source.line_of(token.offsets[0])}: {token.text!r} with no occupation before it\n"
                    f"  {line.folded}\nGive it a rule in loader/entries.py, or this one case in loader/lookups/."
                )
    return words
