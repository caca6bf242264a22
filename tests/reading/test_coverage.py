"""Nothing of the document is lost, and nothing is read twice."""

from __future__ import annotations

import re

from career_pathways.loader.building import ReadDocument
from career_pathways.loader.catalogue import Catalogue
from career_pathways.loader.reading.coverage import Claim, Owner, coverage
from career_pathways.loader.source import SourceText, Span


def test_every_character_of_the_document_has_exactly_one_owner(document: ReadDocument) -> None:
    owned = coverage(document.source, document.reading.claims)
    assert owned.unowned == ()
    assert owned.contested == ()
    assert sum(owned.owned.values()) == len(re.sub(r"\s", "", document.source.text))


def test_boilerplate_owns_only_what_repeats(document: ReadDocument) -> None:
    for claim in document.reading.claims:
        text = document.source.quote(claim.span)
        if claim.owner is Owner.MARKUP:
            assert re.fullmatch(r"</?(div|i)>", text), text
        if claim.owner is Owner.SEPARATOR:
            assert re.fullmatch(r"Cluster:|[:;,-]|\s*", text.strip()), text
        if claim.owner is Owner.LEGEND:
            assert text.strip().startswith(("Occupations in", "():")), text


def test_titles_and_specialisms_stand_at_their_spans(document: ReadDocument, catalogue: Catalogue) -> None:
    for _, _, cluster in catalogue.clusters():
        for entry in cluster.entries:
            pairs = [(entry.title, entry.title_span), *zip(entry.specialisms, entry.specialism_spans, strict=True)]
            for name, span in pairs:
                assert " ".join(document.source.quote(span).split()) == name
            assert document.source.line_of(entry.title_span.start) == entry.line
            assert entry.quote.startswith(entry.title)


def test_what_nobody_owns_and_what_two_own_is_named() -> None:
    source = SourceText("ab cd")
    owned = coverage(source, [Claim(Span(0, 2), Owner.TITLE), Claim(Span(1, 2), Owner.LEVEL)])
    assert owned.unowned == (Span(3, 5),)
    assert owned.contested == (Span(1, 2),)
    assert not owned.complete
