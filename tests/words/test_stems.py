import pytest

from career_pathways.loader.words.stems import folded_word, folded_words


@pytest.mark.parametrize(
    "family",
    [
        "nursing nurse nurses",
        "management manager managers",
        "engineer engineering engineers",
        "technician technicians technical technologist technology",
        "science scientist scientific",
        "operator operative operations operational",
        "accounting accountant accountancy accounts",
        "plan planner planning",
        "leader leadership",
        "electrician electrical electric",
        "carer care caring",
    ],
)
def test_the_forms_of_a_word_meet(family):
    assert len({folded_word(word) for word in family.split()}) == 1


@pytest.mark.parametrize(
    "strangers", ["nurse nursery", "care career", "electrical electronic", "process processor professional"]
)
def test_strangers_do_not_meet(strangers):
    assert len({folded_word(word) for word in strangers.split()}) == len(strangers.split())


def test_idle_words_tell_nothing():
    assert folded_words("Leader in adult care and the like") == {
        "lead": "leader",
        "adult": "adult",
        "care": "care",
        "like": "like",
    }
