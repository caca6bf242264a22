"""Which of the claims hold: a standard becomes one, and one comes of one, but for namesakes and mergers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from .evidence import NUMBER, Claim
from .likeness import Proposal
from .listed import Standard, levels_apart

_AS_LIKE = 0.05
"""What two scores may differ by and say the same."""


def assigned(claims: Iterable[Claim]) -> list[Claim]:
    """The claims that hold. In: claims in the order in which they count.

    1. A claim holds where none that counts before it has taken either end.
    2. Namesakes share what became of them: of one title, in different routes, and of levels that fit. So "Butcher" of
       two routes is one butcher today.
    3. What has one number may have had two titles: both became it, where their levels fit.
    4. An option of a standard is an end of its own: it, or what has its title, is a part of that standard.
    """
    held: list[Claim] = []
    of_older: defaultdict[str, list[Claim]] = defaultdict(list)
    of_newer: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        there, here = of_older[claim.older.first.id], of_newer[claim.newer.first.id]
        if not any(_same_ends(claim, other) for other in there) and _shares(claim, there, here):
            held.append(claim)
            there.append(claim)
            here.append(claim)
    return held


def proposed(proposals: Iterable[Proposal], least: float) -> dict[str, list[Proposal]]:
    """What is proposed for each older standard, by its first id. In: proposals, the likest first.

    1. The likest pair whose ends are free is proposed first, down to `least`. An option is an end of its own.
    2. Where other free ones are at most _AS_LIKE less like, of the same level, and each has all telling words of the
       older title, nothing says which is meant: it is parted into them ("Radiographer": diagnostic, therapeutic).
    """
    proposals = [proposal for proposal in proposals if proposal.score >= least]
    found: dict[str, list[Proposal]] = {}
    taken: set[str] = set()
    rest: defaultdict[str, list[Proposal]] = defaultdict(list)
    for proposal in proposals:
        rest[proposal.older.first.id].append(proposal)
    for proposal in proposals:
        # Rule 1.
        if proposal.older.first.id in found or not taken.isdisjoint(_ends(proposal)):
            continue
        # Rule 2.
        parts = {
            other.newer.first.id: other
            for other in reversed(rest[proposal.older.first.id])
            if other.covers
            and other.score >= proposal.score - _AS_LIKE
            and other.newer.first.level == proposal.newer.first.level
            and taken.isdisjoint(_ends(other))
        }
        found[proposal.older.first.id] = list(parts.values())[::-1] if proposal.covers else [proposal]
        taken.update(end for part in found[proposal.older.first.id] for end in _ends(part))
    return found


def _ends(proposal: Proposal) -> set[str]:
    return {member.id for member in ((proposal.option,) if proposal.option else proposal.newer.members)}


def _same_ends(one: Claim, other: Claim) -> bool:
    return one.older == other.older and one.newer == other.newer


def _shares(claim: Claim, there: list[Claim], here: list[Claim]) -> bool:
    # Rule 1: nobody has taken either end.
    if not there and not here:
        return True
    if claim.apart or (there and here):
        return False
    return all(_shared(claim, other, claim.newer, other.newer, claim.part != other.part) for other in there) and all(
        _shared(claim, other, claim.older, other.older, claim.option != other.option) for other in here
    )


def _shared(claim: Claim, other: Claim, end: Standard, its: Standard, other_option: bool) -> bool:
    """Whether two claims that have one end in common may both hold: by rule 2, 3 or 4."""
    return _namesakes(end, its) or claim.kind == other.kind == NUMBER or other_option


def _namesakes(one: Standard, other: Standard) -> bool:
    a, b = one.first, other.first
    return one.key == other.key and bool(a.route and b.route) and a.route != b.route and not levels_apart(a, b)
