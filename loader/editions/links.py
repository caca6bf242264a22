"""Which standards of one edition became which of another: curated, then by sure evidence, then as words propose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from career_pathways.loader.errors import LookupsError
from career_pathways.loader.words.near import near

from .assignment import assigned, proposed
from .curated import MERGED, CuratedChange, names_of
from .evidence import CURATED, WORDS, sure_claims
from .former_titles import FormerTitle
from .likeness import proposals
from .listed import Listed, Standard, standard_code

_PROPOSED = 0.5
"""Least score of what words propose. On 140 judged occupations 14 of 15 are right; from 0.45 up, 15 of 22."""


class End(NamedTuple):
    """What a standard became."""

    standard: Standard
    """Of the newer edition."""
    evidence: str
    option: Listed | None = None
    """The one option of it that is meant, if one is."""
    part: Listed | None = None
    """The one option of the older standard that became it, if one did."""

    @property
    def members(self) -> tuple[Listed, ...]:
        """All that is meant."""
        return (self.option,) if self.option else self.standard.members


class Link(NamedTuple):
    """What one standard of the older edition became."""

    ends: tuple[End, ...]
    """None where a curated change says that it became nothing."""
    score: float | None = None
    says: CuratedChange | None = None


class Links(NamedTuple):
    """What became of the standards of an edition, each by the id of its first member."""

    links: dict[str, Link]
    candidates: dict[str, tuple[Listed, ...]]
    """What those without a link may have become, the likest first."""


def links_between(
    was: Sequence[Standard],
    now: Sequence[Standard],
    former: Collection[FormerTitle],
    curated: Iterable[CuratedChange],
) -> Links:
    """What became of each standard of the older edition.

    1. Curated changes count before all evidence. What they name goes to nobody else, unless it is an option of a
       standard, or was merged: that may have come of others, too.
    2. Then the sure evidence is assigned (`sure_claims`, `assigned`).
    3. Then, of what is left on both sides, words propose (`proposals`, `proposed`), from _PROPOSED up.

    Raises LookupsError for a curated change that names what an edition has not.
    """
    links = _curated(was, now, curated)  # Rule 1.
    taken = {
        end.standard.first.id
        for link in links.values()
        for end in link.ends
        if end.option is None and link.says and link.says.change != MERGED
    }
    free = [standard for standard in was if standard.first.id not in links]
    held = defaultdict(list)
    for claim in assigned(sure_claims(free, [end for end in now if end.first.id not in taken], former)):  # Rule 2.
        held[claim.older.first.id].append(claim)
    for origin, claims in held.items():
        links[origin] = Link(tuple(End(claim.newer, claim.kind, claim.option, claim.part) for claim in claims))

    taken = {end.standard.first.id for link in links.values() for end in link.ends}
    free = [standard for standard in free if standard.first.id not in links]
    titles = [standard.title for standard in (*was, *now)]
    likely = proposals(free, [end for end in now if end.first.id not in taken], former, titles)
    for origin, found in proposed(likely, _PROPOSED).items():  # Rule 3.
        links[origin] = Link(tuple(End(one.newer, WORDS, one.option) for one in found), found[0].score)
    candidates: defaultdict[str, list[Listed]] = defaultdict(list)
    for one in likely:
        if one.older.first.id not in links:
            candidates[one.older.first.id].append(one.option or one.newer.first)
    return Links(links, {origin: tuple(dict.fromkeys(found)) for origin, found in candidates.items()})


def _curated(was: Iterable[Standard], now: Iterable[Standard], curated: Iterable[CuratedChange]) -> dict[str, Link]:
    origins = {
        name: standard.first.id for standard in was for member in standard.members for name in names_of((member,))
    }
    ends: dict[str, End] = {}
    for standard in now:
        ends[standard_code(standard.first.code) or standard.first.id] = End(standard, CURATED)
        for member in standard.members:
            ends[member.id] = ends[member.code or member.id] = End(
                standard, CURATED, member if standard.options else None
            )
    found: dict[str, Link] = {}
    for one in curated:
        _check(one, origins, ends)
        if origins[one.origin] in found:
            raise LookupsError(f"{one.place}: what {one.origin!r} became is said twice.", "Leave one of the two.")
        found[origins[one.origin]] = Link(tuple(ends[name] for name in one.became), says=one)
    return found


def _check(one: CuratedChange, origins: Collection[str], ends: Collection[str]) -> None:
    """Raises LookupsError where a curated change names what an edition has not."""
    for which, names, edition in (("older", (one.origin,), origins), ("newer", one.became, ends)):
        for name in names:
            if name not in edition:
                close = near(name, edition)
                cure = "Did you mean {near}?" if close else "Correct it, or take it out."
                fact = f"{one.place}: the {which} edition has no {name!r}."
                raise LookupsError(fact, cure, near=" or ".join(close))
