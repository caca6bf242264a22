import pytest

from career_pathways.loader.words.close_titles import close_pairs, closeness, is_close, vocabulary
from career_pathways.loader.words.titles import normalised_title

CLOSE = [
    (
        "Learning and devlopment consultant/ business partner",
        "Learning and development consultant/business partner",
    ),
    ("Marketing manager", "Marketing manger"),
    ("Floor layer", "Floorlayer"),
    ("Café hand", "Cafe hand"),
    ("Team leader / supervisor", "Team leader, supervisor"),
    ("Supply chain practitioner (FMCG)", "Supply chain practitioner FMCG"),
    ("Chief superintendant police", "Chief superintendent police"),
    ("Careers adviser", "Careers advisor"),
    ("Upholsterer", "Upholstrer"),
    ("Ductwork craftperson", "Ductwork craftsperson"),
]
NOT_CLOSE = [
    ("Welder", "Welders assistant"),
    ("Welder", "Welders"),
    ("Equine dentist", "Equine dietist"),
    ("Water treatment operative", "Water treatment technician"),
    ("Welder (2)", "Welder (3)"),
    ("Account manager", "Accounts manager"),
    ("Game manager", "Games manager"),
    ("Sign painter", "Sign printer"),
    ("Driver", "Diver"),
    ("Tailor", "Sailor"),
    ("Podiatrist", "Pediatrist"),
    ("Customer assistant", "Costumer assistant"),
    ("C++ developer", "C# developer"),
    ("Assistant manager", "Manager assistant"),
    ("Export operative", "Import operative"),
    ("Vehicle damage paint technician", "Vehicle damage panel technician"),
    ("Marketing manager", "marketing  manager"),
]


@pytest.mark.parametrize(("one", "other"), CLOSE)
def test_a_slip_of_the_pen_is_forgiven(one, other):
    known = vocabulary([one, other])
    assert is_close(one, other, known)
    assert is_close(other, one, known)
    assert closeness(normalised_title(one), normalised_title(other)) in range(80, 100)


@pytest.mark.parametrize(("one", "other"), NOT_CLOSE)
def test_another_title_is_no_slip(one, other):
    known = vocabulary([one, other])
    assert not is_close(one, other, known)
    assert not is_close(other, one, known)


def test_two_words_that_both_stand_elsewhere_are_no_slips():
    pair = ("Singing teacher", "Signing teacher")
    assert is_close(*pair, vocabulary(pair))
    assert not is_close(*pair, vocabulary([*pair, "Singing coach", "Signing interpreter"]))


def test_pairs_are_found_without_comparing_all():
    titles = [title for pair in CLOSE + NOT_CLOSE for title in pair]
    known = vocabulary(titles)
    normalised = {normalised_title(title) for title in titles}
    everyone = {(a, b) for a in normalised for b in normalised if a < b and is_close(a, b, known)}
    assert close_pairs(titles, known) == sorted(everyone)


def test_closeness_is_100_for_equal_titles_only():
    assert closeness("baker", "baker") == 100
    assert closeness("a" * 1000, "a" * 999 + "b") == 99
