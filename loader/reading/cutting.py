"""Where each occupation and each specialism of a cluster begins: all cuts of its words weighed together.

Each item has a score for what it is (capitals inside it, the word it ends with, its length) and one for its
neighbours (order, lists, lost colons), which evidence.py gives; the way to cut with the best sum wins. It is found by a
beam search from the first word to the last, in time that grows with the number of words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from math import inf
from operator import attrgetter

from .boundaries import Boundaries
from .evidence import Candidate, Evidence, Item, Role, State
from .markup import Line
from .tokens import Word
from .vocabulary import Vocabulary

_BEAM = 12
"""Ways to read that are followed from each position; with forty nothing is read otherwise."""

_MARGIN = 15.0
"""How far behind the best a way may be that is followed: no later word takes so much back."""

_MOST_CAPITALS = 7
"""An item with more capitals inside than these is not tried."""


def best_cut(
    words: Sequence[Word],
    lines: Sequence[Line],
    bounds: Boundaries,
    vocabulary: Vocabulary,
    settled: Mapping[int, Item],
    list_ends: AbstractSet[int],
) -> list[Item]:
    """The items of the likeliest reading, in order; together they hold each word once.

    In: the words of a cluster, the lines they stand in and the boundaries between them; what the document says of words
    elsewhere; items that a curated reading has settled, by their first word; and the words before which a curated list
    ends.
    """
    inside = {i for item in settled.values() for i in range(item.start + 1, item.end)}
    edges = {edge for item in settled.values() for edge in (item.start, item.end)}
    must = [i not in inside and (i in edges or begins) for i, begins in enumerate(bounds.must)]
    may = [i not in inside and (i in edges or begins) for i, begins in enumerate(bounds.may)]
    evidence = Evidence(words, lines, vocabulary, must, may)

    def roles(start: int, last: Word) -> tuple[Role, ...]:
        """What an item that begins at a word and ends with another may be."""
        if start in settled:
            return (settled[start].role,)
        if start == 0 or start in list_ends or last.levelled:
            return (Role.OCCUPATION,)
        indented = evidence.indented(start)
        return (Role.OCCUPATION,) if indented is False else (Role.OCCUPATION, Role.SPECIALISM)

    # Of all ways to read the words up to a position, one is kept for each way that later words can tell apart.
    states: list[dict[tuple[Candidate | None, Candidate | None], State]] = [{} for _ in range(len(words) + 1)]
    states[0][(None, None)] = State(0.0, None, None, None)
    best = [-inf] * (len(words) + 1)
    for position in range(len(words)):
        beam = sorted(states[position].values(), key=attrgetter("score"), reverse=True)[:_BEAM]
        for end in _ends(position, must, may) if beam else ():
            for role in roles(position, words[end - 1]):
                candidate, score = evidence.candidate(position, end, role)
                for before in beam:
                    if before.score + score < best[end] - _MARGIN:
                        break
                    new = evidence.extend(before, candidate, score)
                    best[end] = max(best[end], new.score)
                    key = (new.occupation, new.last if new.list_size else None)
                    old = states[end].get(key)
                    if old is None or new.score > old.score:
                        states[end][key] = new
    return _items(max(states[-1].values(), key=attrgetter("score")))


def _items(state: State | None) -> list[Item]:
    """The items that led to a state, from the first to the last."""
    items = []
    while state is not None and state.last is not None:
        items.append(state.last.item)
        state = state.before
    return items[::-1]


def _ends(start: int, must: Sequence[bool], may: Sequence[bool]) -> Iterator[int]:
    """Where an item that begins at a word may end."""
    capitals = 0
    for end in range(start + 1, len(may) + 1):
        if end == len(may) or may[end]:
            yield end
            capitals += 1
            if end == len(may) or must[end] or capitals > _MOST_CAPITALS:
                return
