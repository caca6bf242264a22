"""The document's text as routes, table rows, paragraphs and boilerplate. It does not look into a cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from career_pathways.loader.errors import ReadingError
from career_pathways.loader.source import SourceText, Span

from .coverage import Claim, Owner

# Grammar of a line, first match wins. What no pattern takes is a table row where it holds a tab, else text. Boilerplate
# has no text behind a tab, so that no pattern takes a row away.
_OPENING = r"(?:<[^<>\t]*>|[#* ])*"
_HEADING = re.compile(
    rf"{_OPENING}(?P<mark>Occupational\s+Maps?\s*[:：])[ *]*(?P<name>[^\t<]*?)(?:<[^<>\t]*>|[\s*])*", re.IGNORECASE
)
_OTHER_HEADING = re.compile(r"\s*#{1,6}\s+[^\t]*\w[^\t]*")
_RULE = re.compile(r"[\s|:-]*-{2}[\s|:-]*|\s*[*_=]{3,}\s*")
_LINK = re.compile(rf"{_OPENING}(\[Click here\]\([^)\t]*\)|Click here\b)[^\t]*\s*", re.IGNORECASE)
_LEGEND = re.compile(rf"{_OPENING}(Occupations in \w+\s*:|\(\): the number )[^\t]*\s*", re.IGNORECASE)
_INTRODUCTION = re.compile(rf"{_OPENING}This is one of (the )?\w+ occupational maps\b[^\t]*\s*", re.IGNORECASE)

_BOILERPLATE = (
    (_RULE, Owner.RULE),
    (_LINK, Owner.LINK),
    (_LEGEND, Owner.LEGEND),
    (_INTRODUCTION, Owner.INTRODUCTION),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: the spans between its tabs, from left to right. White space is still in them."""

    line: int
    cells: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of text without a tab, up to the next empty line, row or boilerplate."""

    line: int
    span: Span


Block = Row | Paragraph


@dataclass
class RouteBlocks:
    """One occupational map: its heading, its introduction, and what follows in order."""

    name: str
    line: int
    introduction: str = ""
    blocks: list[Block] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Blocks:
    """The whole document, and who owns what no cell or paragraph holds."""

    routes: tuple[RouteBlocks, ...]
    claims: tuple[Claim, ...]


def read_blocks(source: SourceText) -> Blocks:
    """The routes of a document.

    Raises ReadingError where the text has no heading "Occupational Map: …", or another heading after the first of them.
    """
    claims: list[Claim] = []
    routes: list[RouteBlocks] = []
    introducing = False
    """Whether the line before belongs to an introduction, which may be broken over several lines."""
    paragraph: Paragraph | None = None
    """The paragraph that further lines go on with."""
    for line in range(1, source.line_count + 1):
        span = source.line_span(line)
        text = source.quote(span)
        heading = _HEADING.fullmatch(text)
        if not heading and not routes:
            claims.append(Claim(span, Owner.FRONT_MATTER))
            continue
        owner = next((owner for pattern, owner in _BOILERPLATE if pattern.fullmatch(text)), None)
        if heading or owner or not text.strip():
            introducing, paragraph = False, None
        if heading:
            name = Span(span.start + heading.start("name"), span.start + heading.end("name"))
            claims += _of_heading(span, name)
            routes.append(RouteBlocks(" ".join(source.quote(name).split()), line))
        elif not text.strip():
            continue
        elif _OTHER_HEADING.fullmatch(text):
            raise ReadingError(
                f'line {line}: a heading that is not "Occupational Map: …"\n  {text.strip()}\n',
                "Take it out, or write it as the heading of a route.",
            )
        elif owner:
            claims.append(Claim(span, owner))
            introducing = owner is Owner.INTRODUCTION
            routes[-1].introduction += text if introducing else ""
        elif introducing and "\t" not in text:
            claims.append(Claim(span, Owner.INTRODUCTION))
            routes[-1].introduction += f" {text}"
        elif "\t" in text:
            routes[-1].blocks.append(Row(line, _between_tabs(text, span.start)))
            paragraph = None
        else:
            if paragraph:
                routes[-1].blocks.pop()
                span = Span(paragraph.span.start, span.end)
            paragraph = Paragraph(paragraph.line if paragraph else line, span)
            routes[-1].blocks.append(paragraph)
    if not routes:
        raise ReadingError(
            f'{source.name}: no line "Occupational Map: …" in {source.line_count} lines.',
            "Is this the text of the occupational maps?",
        )
    return Blocks(tuple(routes), tuple(claims))


def _of_heading(line: Span, name: Span) -> Iterator[Claim]:
    """The claims of a line that holds the name of a route."""
    yield Claim(Span(line.start, name.start), Owner.HEADING)
    yield Claim(name, Owner.ROUTE_NAME)
    yield Claim(Span(name.end, line.end), Owner.HEADING)


def _between_tabs(text: str, start: int) -> tuple[Span, ...]:
    cells = []
    for cell in text.split("\t"):
        cells.append(Span(start, start + len(cell)))
        start += len(cell) + 1
    return tuple(cells)
