"""Which owner each character of the document has: none is lost, none is read twice."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from career_pathways.loader.source import SourceText, Span

_WORD = re.compile(r"\S+")


class Owner(StrEnum):
    """What a character belongs to: a part of a record, or boilerplate of a named kind."""

    ROUTE_NAME = "route name"
    PATHWAY_NAME = "pathway name"
    CLUSTER_NAME = "cluster name"
    FLAG = "flag"
    DESCRIPTION = "description"
    TITLE = "title"
    LEVEL = "level"
    UNREAD_LEVEL = "level not read"
    DEGREE = "degree marker"
    SPECIALISM = "specialism"
    SEPARATOR = "separator"
    STRAY = "stray mark"

    FRONT_MATTER = "front matter"
    HEADING = "heading"
    INTRODUCTION = "introduction"
    LEGEND = "legend"
    LINK = "link"
    RULE = "table rule"
    TABLE_HEADER = "table header"
    PAGE = "page number"
    FOOTNOTE = "footnote"
    MARKUP = "markup"


@dataclass(frozen=True, slots=True)
class Claim:
    """A span and its owner."""

    span: Span
    owner: Owner


@dataclass(frozen=True, slots=True)
class Coverage:
    """How the characters of a document that are not white space are owned."""

    owned: dict[Owner, int]
    """Characters an owner holds, white space not counted."""
    unowned: tuple[Span, ...]
    """Runs of characters that nobody owns."""
    contested: tuple[Span, ...]
    """Runs of characters that more than one claim names."""

    @property
    def complete(self) -> bool:
        """Whether every character has exactly one owner."""
        return not self.unowned and not self.contested


def coverage(source: SourceText, claims: Iterable[Claim]) -> Coverage:
    """Count who owns what.

    In: the document and all claims on it. Out: characters an owner, and the runs owned by nobody or twice.
    """
    counts = dict.fromkeys(Owner, 0)
    unowned: list[Span] = []
    contested: list[Span] = []
    end = 0
    for claim in sorted(claims, key=lambda claim: claim.span):
        span = claim.span
        if span.start > end:
            unowned += _words(source, end, span.start)
        elif span.start < end:
            contested += _words(source, span.start, min(end, span.end))
        counts[claim.owner] += len("".join(source.text[max(span.start, end) : span.end].split()))
        end = max(end, span.end)
    unowned += _words(source, end, len(source.text))
    return Coverage(
        counts, tuple(unowned), spans_of(sorted({i for span in contested for i in range(span.start, span.end)}))
    )


def _words(source: SourceText, start: int, end: int) -> list[Span]:
    """The runs of characters between two places that are not white space."""
    if source.text[start:end].isspace():
        return []
    return [Span(*word.span()) for word in _WORD.finditer(source.text, start, end)]


def spans_of(offsets: Iterable[int]) -> tuple[Span, ...]:
    """The spans that rising offsets form: neighbours in one span."""
    runs: list[list[int]] = []
    end = None
    for offset in offsets:
        if offset != end:
            runs.append([offset, offset])
        end = runs[-1][1] = offset + 1
    return tuple(Span(start, end) for start, end in runs)
