"""The document's text as routes, table rows, paragraphs and boilerplate. Knows nothing of what stands in a cell."""

from __future__ import annotations

import re
from dataclasses import dataclass

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
_PAGE = re.compile(r"\s*(?:page\s+)?\d{1,4}(?:\s+of\s+\d{1,4})?\s*", re.IGNORECASE)
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


@dataclass(frozen=True, slots=True)
class RouteBlocks:
    """One occupational map: its heading, its introduction, and what follows in order."""

    name: str
    line: int
    introduction: str
    blocks: tuple[Block, ...]


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
    headings: list[tuple[str, int]] = []
    introductions: list[str] = []
    blocks: list[list[Block]] = []
    paragraph: Span | None = None
    introducing = False
    """Whether the line before belongs to an introduction, which may be broken over several lines."""

    def end_paragraph() -> None:
        nonlocal paragraph
        if paragraph is not None:
            blocks[-1].append(Paragraph(source.line_of(paragraph.start), paragraph))
            paragraph = None

    line = 0
    for line in range(1, source.line_count + 1):
        span = source.line_span(line)
        text = source.quote(span)
        if heading := _HEADING.fullmatch(text):
            if blocks:
                end_paragraph()
            name = Span(span.start + heading.start("name"), span.start + heading.end("name"))
            claims += [
                Claim(Span(span.start, name.start), Owner.HEADING),
                Claim(name, Owner.ROUTE_NAME),
                Claim(Span(name.end, span.end), Owner.HEADING),
            ]
            introducing = False
            headings.append((" ".join(source.quote(name).split()), line))
            introductions.append("")
            blocks.append([])
        elif not headings:
            claims.append(Claim(span, Owner.FRONT_MATTER))
        elif not text.strip():
            end_paragraph()
            introducing = False
        elif _OTHER_HEADING.fullmatch(text):
            raise ReadingError(
                f'line {line}: a heading that is not "Occupational Map: …"\n  {text.strip()}\n'
                "Take it out, or write it as the heading of a route."
            )
        elif owner := next((owner for pattern, owner in _BOILERPLATE if pattern.fullmatch(text)), None):
            end_paragraph()
            claims.append(Claim(span, owner))
            introducing = owner is Owner.INTRODUCTION
            if introducing:
                introductions[-1] += text
        elif introducing and "\t" not in text:
            claims.append(Claim(span, Owner.INTRODUCTION))
            introductions[-1] += f" {text}"
        elif "\t" in text:
            end_paragraph()
            blocks[-1].append(Row(line, _between_tabs(text, span.start)))
        else:
            paragraph = Span(paragraph.start if paragraph else span.start, span.end)
    if not headings:
        raise ReadingError(
            f'{source.name}: no line "Occupational Map: …" in {line} lines. Is this the text of the occupational maps?'
        )
    end_paragraph()
    routes = (
        RouteBlocks(name, line, introduction, tuple(route))
        for (name, line), introduction, route in zip(headings, introductions, blocks, strict=True)
    )
    return Blocks(tuple(routes), tuple(claims))


def _between_tabs(text: str, start: int) -> tuple[Span, ...]:
    cells = []
    for cell in text.split("\t"):
        cells.append(Span(start, start + len(cell)))
        start += len(cell) + 1
    return tuple(cells)
