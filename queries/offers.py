"""What an error offers in place of a name that nothing has, or that several have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from career_pathways.loader.errors import UnknownName
from career_pathways.loader.words.near import LONGEST_NAME, rapidfuzz
from career_pathways.loader.words.titles import key_words, named, normalised_title

from .rows.occupations import Occupation

_CANDIDATES = 8
"""As many as fit on a screen below an error."""

ALIKE = 70
"""How alike, of 100, a name must be to be offered; chosen by eye on slips of the maps' own titles."""


def unknown(fact: str, cure: str, others: Sequence[Occupation]) -> UnknownName:
    """The error that a name is unknown, with the occupations that it offers as `listed`."""
    return UnknownName(fact, cure, listed=listed(others), candidates=tuple(o.id for o in others))


def lines(names: Iterable[str]) -> str:
    """Names below an error, a line each."""
    return "".join(f"\n  {name}" for name in names)


def listed(occupations: Sequence[Occupation]) -> str:
    """Occupations below an error, with their ids, a line each."""
    more = len(occupations) - _CANDIDATES
    shown = [f"{o.id}  {named(o.title, o.level)}, {o.route_name}" for o in occupations[:_CANDIDATES]]
    return lines([*shown, *([f"and {more} more"] if more > 0 else [])])


def nearest(text: str, known: Mapping[str, str], likeness: str, *, cutoff: int, limit: int) -> tuple[str, ...]:
    """The ids of the names that are most like a text, the most like first."""
    text = text[:LONGEST_NAME]
    if text.islower() and " " not in text:  # an id
        text = text.rpartition("/")[2].replace("-", " ")
    (wanted, *spelt), scorer = key_words([text, *known.values()]), getattr(rapidfuzz().fuzz, likeness)
    names = dict(zip(known, spelt, strict=True))
    found = rapidfuzz().process.extract(wanted, names, scorer=scorer, score_cutoff=cutoff, limit=limit)
    return tuple(id_ for _, _, id_ in found)


def nearest_occupations(text: str, occupations: tuple[Occupation, ...]) -> list[Occupation]:
    """The occupations whose titles, or whose specialisms, are most like the text, best first; at most _CANDIDATES."""
    fuzz = rapidfuzz().fuzz

    def likeness(wanted: str, name: str, /, *, score_cutoff: float | None = None) -> float:
        """From 0 to 100: alike as a whole, or, at nine tenths of it, in the words that both have."""
        score: float = max(fuzz.ratio(wanted, name), 0.9 * fuzz.token_set_ratio(wanted, name))
        return score if score >= (score_cutoff or 0) else 0.0

    text = text[:LONGEST_NAME]
    wanted = normalised_title(text.rpartition("/")[2].replace("-", " ") if "/" in text else text)
    spelt = [(name, i) for i, o in enumerate(occupations) for name in (o.title, *o.specialisms)]
    texts = [normalised_title(name) for name, _ in spelt]
    scored = rapidfuzz().process.extract(wanted, texts, scorer=likeness, score_cutoff=ALIKE, limit=3 * _CANDIDATES)
    best = dict.fromkeys(spelt[place][1] for _, _, place in scored)
    return [occupations[i] for i in best][:_CANDIDATES]
