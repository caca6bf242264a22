"""One level for each occupation of a path: of all choices, the best by the rules is the one that is carried."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, product

from hypothesis import given, settings
from hypothesis import strategies as st
from tries import tries

from career_pathways.queries.carried_levels import carried_levels

Band = tuple[int, int] | None

BANDS: list[Band] = [None, (2, 3), (4, 5), (6, 7), (2, 2), (3, 3), (4, 4), (5, 5), (6, 6)]


def best_of_all(ids: Sequence[str], bands: Sequence[Band], crossings: Sequence[bool], most: int | None) -> object:
    band_of = dict(zip(ids, bands, strict=True))
    ranked = []
    for levels in product(*([None] if band is None else range(band[0], band[1] + 1) for band in band_of.values())):
        level_of = dict(zip(band_of, levels, strict=True))
        steps = list(zip(pairwise(ids), crossings, strict=True))
        apart = short = uneven = 0
        for (one, other), crossing in steps:
            left, right, start, end = band_of[one], band_of[other], level_of[one], level_of[other]
            if left is None or right is None or start is None or end is None:
                continue
            rise = end - start
            common = max(left[0], right[0]) <= min(left[1], right[1])
            if most is not None and (rise != 0 and common if crossing else rise > most):
                break
            apart += abs(rise) * crossing
            short += max(0, 1 - rise) * (not crossing)
            uneven += (rise - 1) ** 2 * (not crossing and rise >= 1)
        else:
            ranked.append((apart, short, uneven, tuple(level_of[id_] for id_ in ids)))
    return min(ranked)[-1] if ranked else None


@settings(max_examples=tries(300))
@given(st.data())
def test_of_all_levels_the_best_are_carried(data: st.DataObject) -> None:
    band_of = {letter: data.draw(st.sampled_from(BANDS)) for letter in "abcde"}
    ids = data.draw(st.lists(st.sampled_from("abcde"), min_size=2, max_size=6))
    crossings = data.draw(st.lists(st.booleans(), min_size=len(ids) - 1, max_size=len(ids) - 1))
    most = data.draw(st.sampled_from([None, 1, 2, 3]))
    bands = [band_of[id_] for id_ in ids]
    assert carried_levels(ids, bands, crossings, most) == best_of_all(ids, bands, crossings, most)


def test_rises_are_even_then_levels_low() -> None:
    assert carried_levels("ab", [(2, 2), (4, 5)], [False]) == (2, 4)
    assert carried_levels("abc", [(2, 3), (4, 5), (6, 6)], [False, False]) == (3, 4, 6)
    assert carried_levels("abc", [(2, 2), (4, 5), (7, 7)], [False, False]) == (2, 4, 7)
    assert carried_levels("abc", [(4, 4), (4, 5), (6, 6)], [False, False]) == (4, 5, 6)


def test_a_crossing_keeps_the_level() -> None:
    assert carried_levels("abc", [(4, 5), (5, 5), (6, 7)], [True, False]) == (5, 5, 6)
    assert carried_levels("abc", [(3, 3), (4, 5), (4, 5)], [False, True], 1) == (3, 4, 4)


def test_two_steps_of_one_level_do_not_lead_through_a_band_at_both_its_levels() -> None:
    assert carried_levels("abc", [(3, 3), (4, 5), (6, 6)], [False, False], 1) is None
    assert carried_levels("abc", [(3, 3), (4, 5), (6, 6)], [False, False], 2) == (3, 4, 6)
