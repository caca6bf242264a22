"""Words that say how high one stands in a trade, and not which trade it is."""

from __future__ import annotations

from .stems import folded_word

# fmt: off
STANDING = frozenset(folded_word(word) for word in (
    "advanced", "apprentice", "assistant", "associate", "attendant", "certified", "certifying", "chartered",
    "chief", "core", "departmental", "deputy", "director", "executive", "expert", "first", "general", "graduate",
    "head", "higher", "junior", "lead", "level", "licensed", "manager", "member", "multi", "officer", "operative",
    "partner", "person", "practitioner", "principal", "problem", "professional", "qualified", "registered",
    "senior", "skilled", "solving", "specialist", "supervisor", "support", "team", "technician", "trainee",
    "trouble", "troubleshooter", "worker",
))
# fmt: on
"""Words, folded, that say how one stands in a trade, or what any has ("problem"), and not which trade it is."""

RUNGS = {
    folded_word(word): rung
    for rung, words in {
        4: "director chief head superintendent principal",
        3: "manager producer",
        2: "senior chartered lead supervisor sergeant advanced coordinator master",
        0: "junior assistant trainee apprentice support helper attendant",
    }.items()
    for word in words.split()
}
"""Words, folded, that say on which rung of a trade one stands; without any, it is 1."""

MANAGING = frozenset(
    folded_word(word)
    for word in ("chief", "director", "foreman", "head", "leader", "manager", "superintendent", "supervisor")
)
"""Words, folded, of who leads people; the higher rungs of `RUNGS` have other words too."""

LEADING = 3
"""From this rung up one leads a whole unit."""

HIGHEST = 4
"""The rung at the top of a trade."""
