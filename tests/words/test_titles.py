import pytest
from hypothesis import given
from hypothesis import strategies as st

from career_pathways.loader.words.titles import key, key_words, normalised_title, words


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
        ("Children’s nurse", "Children's nurse"),
        ("Childrenʼs nurse", "Children´s nurse"),
        ("Co\u200b-ord\u2060inator", "Co-ordinator"),
        ("Cafe\u0301 hand", "CAFÉ hand"),
        ("Straßenbauer", "STRASSENBAUER"),
        ("Ｆｉｔｔｅｒ", "Fitter"),
        ("Fore\u00ad man", "Foreman"),
        ("\u00a0Baker ", "baker"),
    ],
)
def test_spellings_of_one_title_are_the_same(one, other):
    assert normalised_title(one) == normalised_title(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Welder", "Welders"),
        ("Caster [ceramics]", "Caster"),
        ("C++ developer", "C developer"),
        ("Level 1-2 coach", "Level 12 coach"),
        ("Drücker", "Drucker"),  # a pusher, a printer
    ],
)
def test_different_titles_stay_apart(one, other):
    assert normalised_title(one) != normalised_title(other)


@given(st.text())
def test_a_normalised_title_is_its_own(text):
    assert normalised_title(normalised_title(text)) == normalised_title(text)


@given(st.text())
def test_titles_that_are_the_same_have_one_key(text):
    assert key(normalised_title(text)) == key(text)


@given(st.lists(st.text(st.characters(codec="utf-8")), min_size=1))
def test_each_text_has_its_key_words_whatever_stands_beside_it(texts):
    assert key_words(texts) == [key_words([text])[0] for text in texts]


@pytest.mark.parametrize("sign", ["C", "C#", "C++", "F#", ".NET", "NET", "1-2", "12", "か", "が", "й", "и", "😀", "😎"])
def test_no_two_signs_share_a_key(sign):
    others = {"C", "C#", "C++", "F#", ".NET", "NET", "1-2", "12", "か", "が", "й", "и", "😀", "😎"} - {sign}
    assert key(sign) not in map(key, others)
    assert key(sign)


def test_words_come_without_punctuation():
    assert words("Print finisher, prepress operative/ printer [NDT]") == (
        "print",
        "finisher",
        "prepress",
        "operative",
        "printer",
        "ndt",
    )
