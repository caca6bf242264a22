import pytest
from hypothesis import given
from hypothesis import strategies as st

from career_pathways.loader.graph.build import slug


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
