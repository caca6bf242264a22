import pytest
from hypothesis import given
from hypothesis import strategies as st

from career_pathways.loader.words.titles import (
    close_pairs,
    closeness,
    is_close,
    normalised_title,
    slug,
    vocabulary,
    words,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bid and proposal co-ordinator", "Bid and Proposal Coordinator"),
        ("Team leader / supervisor", "Team leader/supervisor"),
        ("Able seafarer - deck", "Able seafarer-deck"),
        ("Curator – exhibitions", "Curator - exhibitions"),
        ("Leisure & entertainment technician", "Leisure and entertainment  technician"),
        ("Rail&rail engineer", "Rail and rail engineer"),
        ("Pre\u00adpress operative", "Prepress operative"),
        ("Pre\u2011press operative", "Prepress operative"),
        ("ﬁtter", "Fitter"),
        ("\u00a0Baker ", "baker"),
    ],
)
def test_spellings_of_one_title_are_the_same(one, other):
    assert normalised_title(one) == normalised_title(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Welder", "Welders"), ("Caster [ceramics]", "Caster"), ("C++ developer", "C developer")],
)
def test_different_titles_stay_apart(one, other):
    assert normalised_title(one) != normalised_title(other)


@given(st.text())
def test_a_normalised_title_is_its_own(text):
    assert normalised_title(normalised_title(text)) == normalised_title(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Team leader / supervisor", "team-leader-supervisor"),
        ("IT Support & Services", "it-support-and-services"),
        ("Children's worker", "childrens-worker"),
        ("Children’s worker", "childrens-worker"),
        ("Café owner", "cafe-owner"),
        ("Caster [ceramics]", "caster-ceramics"),
        ("Non-destructive testing (NDT) operator", "non-destructive-testing-ndt-operator"),
        ("Straße", "strasse"),
    ],
)
def test_a_slug_reads_like_its_text(text, expected):
    assert slug(text) == expected


def test_texts_without_ascii_letters_have_slugs_of_their_own():
    assert slug("溶接工") == "x-0e7b5b66"
    assert len({slug("溶接工"), slug("電工"), slug("…"), slug("")}) == 4


@given(st.text())
def test_a_slug_is_safe_everywhere(text):
    made = slug(text)
    assert made.strip("-") == made != ""
    assert "--" not in made
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


CLOSE = [
    (
        "Learning and devlopment consultant/ business partner",
        "Learning and development consultant/business partner",
    ),
    ("Marketing manager", "Marketing manger"),
    ("Floor layer", "Floorlayer"),
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


def test_words_come_without_punctuation():
    assert words("Print finisher, prepress operative/ printer [NDT]") == (
        "print",
        "finisher",
        "prepress",
        "operative",
        "printer",
        "ndt",
    )
