"""What changed between two editions: what became of each occupation of the older, and what the newer has besides.

`changes(older, newer, former, curated)` answers with a row for each occupation of the older edition, and one for what
of each standard of the newer none of them became:

| change | what it says |
|---|---|
| `split` | it became several standards, or one option of it became a standard of its own |
| `merged` | it became one option of a wider standard, or its title and number ended in one that others became, too |
| `renamed`, `re-levelled`, `moved` | it has another title, level, route; what only one of the two states is no other |
| `same` | none of these |
| `proposed` | words alone link the two, with their `score` |
| `withdrawn` | nothing links it to the newer edition |
| `cannot tell` | words speak for some standards, too little to propose one; they are its `candidates` |
| `added` | a standard, or some options of it, that no occupation of the older edition became |

The first of these that holds is the row's `change`. Others that hold, too, and what a proposal would be, stand in
`also`.

For the map of 2017 and the list of July 2026, of 60 judged occupations (tests/judged/editions.tsv): 27 sure links, all
of them right; 34 links in all, all right, of 35; 22 of 22 withdrawn ones left alone (`benchmarks/editions.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from .curated import NO_LINK, CuratedChange
from .evidence import CODE, CURATED, NUMBER, WORDS, spelt_as
from .former_titles import FormerTitle
from .links import Link, links_between
from .listed import Listed, Standard, folded_title, levels_apart, standards

KINDS = ("split", "merged", "renamed", "re-levelled", "moved", "same", "proposed", "withdrawn", "cannot tell", "added")


class Change(NamedTuple):
    """What became of one occupation, or one standard that came."""

    change: str
    """One of KINDS."""
    origin: Listed | None
    """The occupation of the older edition; None for what was added."""
    became: tuple[Listed, ...] = ()
    """Occupations of the newer edition: the options of one standard together."""
    evidence: str | None = None
    """`code`, `number`, `title`, `words` or `curated`; None where nothing is linked."""
    score: float | None = None
    """How alike the words are, 0 to 1; None for any other evidence."""
    also: tuple[str, ...] = ()
    """What else changed, of KINDS."""
    candidates: tuple[Listed, ...] = ()
    """What it may have become, where that cannot be told, the likest first."""
    reason: str | None = None
    """Why a curated change says so."""

    def row(self) -> dict[str, Any]:
        """The change as JSON holds it."""
        return {
            "change": self.change,
            "from": _named(self.origin) if self.origin else None,
            "to": [_named(listed) for listed in self.became],
            "evidence": self.evidence,
            "score": self.score,
            "also": list(self.also),
            "candidates": [_named(listed) for listed in self.candidates],
            "reason": self.reason,
        }


def changes(
    older: Iterable[Listed],
    newer: Iterable[Listed],
    former: Iterable[FormerTitle] = (),
    curated: Iterable[CuratedChange] = (),
) -> tuple[Change, ...]:
    """All changes, in the order of the older edition's ids, then what was added in the order of the newer's.

    In: the occupations of both editions in any order, the former titles of standards, and the curated changes between
    these two editions. Raises LookupsError for a curated change that names what an edition has not.
    """
    former = tuple(former)
    was, now = standards(older), standards(newer)
    was, now = spelt_as(was, now, former), spelt_as(now, was, former)
    links, candidates = links_between(was, now, former, curated)
    came_of: dict[str, list[Standard]] = {}
    for standard in was:
        for end in links[standard.first.id].ends if standard.first.id in links else ():
            came_of.setdefault(end.standard.first.id, []).append(standard)
    found = [
        _linked(member, standard, link, came_of)
        if (link := _of(member, links.get(standard.first.id)))
        else _left(member, candidates.get(standard.first.id, ()))
        for standard in was
        for member in standard.members
    ]
    linked = {listed.id for change in found for listed in change.became}
    left = (tuple(member for member in standard.members if member.id not in linked) for standard in now)
    added = [Change("added", None, members) for members in left if members]
    return (*sorted(found, key=lambda change: change.origin.id if change.origin else ""), *added)


def _of(member: Listed, link: Link | None) -> Link | None:
    """The link of one member of a standard: what it became as an option, else what the whole became."""
    if link is None or not link.ends:
        return link
    own = tuple(end for end in link.ends if end.part == member)
    ends = own or tuple(end for end in link.ends if end.part is None)
    return link._replace(ends=ends) if ends else None


def _left(member: Listed, candidates: tuple[Listed, ...]) -> Change:
    return Change("cannot tell" if candidates else "withdrawn", member, candidates=candidates)


def _linked(member: Listed, standard: Standard, link: Link, came_of: Mapping[str, Sequence[Standard]]) -> Change:
    says = link.says
    if says and says.change in NO_LINK:
        return Change(says.change, member, evidence=CURATED, reason=says.reason)
    evidence = link.ends[0].evidence
    became = tuple(listed for end in link.ends for listed in end.members)
    if evidence == CODE:  # An option is the option of its own code, where that is still there.
        became = tuple(listed for listed in became if _code(listed) == _code(member)) or became
    kinds = _kinds(member, standard, link, became, came_of)
    if says:
        also = tuple(kind for kind in kinds if kind not in (says.change, "same"))
        return Change(says.change, member, became, evidence, None, also, (), says.reason)
    if evidence == WORDS:
        return Change("proposed", member, became, evidence, link.score, kinds)
    return Change(kinds[0], member, became, evidence, None, kinds[1:])


def _kinds(
    member: Listed,
    standard: Standard,
    link: Link,
    became: Sequence[Listed],
    came_of: Mapping[str, Sequence[Standard]],
) -> tuple[str, ...]:
    """All that changed, in the order of KINDS; `same` where nothing did."""
    end, *others = link.ends
    is_the_same = standard.key == end.standard.key
    goes_on = is_the_same or end.evidence in (CODE, NUMBER)
    so = {
        "split": end.part is not None or any(other.standard.key != end.standard.key for other in others),
        "merged": end.option is not None or (not goes_on and len(came_of[end.standard.first.id]) > 1),
        "renamed": not is_the_same
        and all(folded_title(listed.title) != folded_title(member.title) for listed in became),
        "re-levelled": all(levels_apart(member, listed) for listed in became),
        "moved": _route(member) is not None and all(_route(listed) not in (None, _route(member)) for listed in became),
    }
    return tuple(kind for kind in KINDS if so.get(kind)) or ("same",)


def _route(listed: Listed) -> str | None:
    return folded_title(listed.route) if listed.route else None


def _code(listed: Listed) -> str | None:
    return listed.code.strip().upper() if listed.code else None


def _named(listed: Listed) -> dict[str, Any]:
    return listed._asdict()
