"""A search that begins at an index: what a load writes for it, and how the question is asked then. Text; no driver.

Parts of words count, which Neo4j's full-text indexes do not find; its text index does, of one property. So a load gives
each occupation the property `search_text`: its title and its specialisms, as the question compares them.
"""

from __future__ import annotations

from .row_changes import SEARCH_TEXT, of_edition

INDEX_STATEMENT = f"CREATE TEXT INDEX occupation_{SEARCH_TEXT} IF NOT EXISTS FOR (n:Occupation) ON (n.{SEARCH_TEXT})"

_PLAIN = "replace(replace(replace(toLower({}), '-', ' '), '/', ' '), '&', 'and')"
"""A text as search.cypher compares it; a test holds that it stands there."""

_TEXTS = _PLAIN.format("reduce(texts = n.title, s IN n.specialisms | texts + '\\n' + s)")

_LACKING = f"MATCH (n:Occupation) WHERE n.loaded_by = $owner AND ($all OR {of_edition('n')}) WITH n, {_TEXTS} AS texts "
_GIVE = f"WHERE coalesce(n.{SEARCH_TEXT}, '') <> texts SET n.{SEARCH_TEXT} = texts"

TEXTS_STATEMENT = _LACKING + _GIVE
"""Gives the occupations of an edition, or `$all` of ours, the texts by which they are found, where they lack them."""

TEXTS_IN_BATCHES = f"{_LACKING}CALL (n, texts) {{ WITH n, texts {_GIVE} }} IN TRANSACTIONS OF 10000 ROWS"
"""The same, committed on its way, in a database that nobody else knows yet."""

_BEGINNING = "MATCH (o:Occupation)\nWHERE size(words) > 0"
_LONGEST = "reduce(longest = '', word IN words | CASE WHEN size(word) > size(longest) THEN word ELSE longest END)"
_BY_INDEX = (
    f"WITH words, {_LONGEST} AS longest\n"
    f"MATCH (o:Occupation)\nWHERE o.{SEARCH_TEXT} CONTAINS toString(longest) AND size(words) > 0"
)


def by_index(text: str) -> str:
    """The question `search` of the library, begun at what holds the longest of its words; any other as it is."""
    return text.replace(_BEGINNING, _BY_INDEX)
