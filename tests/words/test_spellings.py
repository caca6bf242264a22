"""One word as different people spell it has one form, and another word has another."""

from __future__ import annotations

import pytest

from career_pathways.loader.words.spellings import spelt_alike


@pytest.mark.parametrize(
    "forms",
    [
        "plumber plumbers",
        "midwife midwives",
        "nanny nannies",
        "brickie bricky brickies",
        "coach coaches",
        "salesman saleswomen salesperson salespeople",
        "draughtsman draftswoman draughtspersons",
        "steward stewardess",
        "shepherd shepherdess",
        "waiter waitress",
        "counsellor counselor counselors",
        "jeweller jeweler",
        "traveller traveler",
        "carburettor carburetor",
        "enrolment enrollment",
        "moulder molder",
        "moulding molding",
        "labourer laborer",
        "paediatrician pediatrician",
        "organiser organizer",
        "adviser advisor",
        "theatre theater",
    ],
)
def test_the_spellings_of_one_word_are_alike(forms: str) -> None:
    assert len({spelt_alike(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    "words",
    [
        "planner planer",
        "filler filer",
        "filling filing",
        "olive olife",
        "dress dresser",
    ],
)
def test_other_words_are_not(words: str) -> None:
    assert len({spelt_alike(word) for word in words.split()}) == 2
