import pytest
from hypothesis import given
from hypothesis import strategies as st

from career_pathways.loader.words.titles import normalised_title, words


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


def test_words_come_without_punctuation():
    assert words("Print finisher, prepress operative/ printer [NDT]") == (
        "print",
        "finisher",
        "prepress",
        "operative",
        "printer",
        "ndt",
    )
