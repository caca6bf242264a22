"""What people call their work finds the occupations that answer it, the best first, and a name is understood alike."""

from __future__ import annotations

import networkx as nx
import pytest
from places import TESTS
from small_catalogues import H, T, catalogue_of, cluster, pathway, route

from career_pathways.explorer.explorer import Explorer
from career_pathways.loader.errors import AmbiguousName, UnknownName
from career_pathways.loader.graph.build import build_graph

WORDS = TESTS / "cases" / "everyday-words.tsv"
"""Words of clients, judged before there was a table of everyday titles."""


@pytest.fixture(scope="module")
def packaged(graph: nx.MultiDiGraph) -> Explorer:
    return Explorer.of(graph)


@pytest.fixture(scope="module")
def small() -> Explorer:
    """A map in which words are parts of others."""
    titles = (
        "Military officer (2)",
        "Water engineer (2)",
        "Office cleaner (3): Windows",
        "Window cleaner (2)",
        "Cleaner of offices (2)",
        "Electrician (3)",
        "Electric fence builder (2)",
        "Bricklayer (2)",
        "IT technician (3)",
        "Checkout operator (2)",
        "Pantograph surveyor (4)",
    )
    return Explorer.of(build_graph(catalogue_of(route("R", pathway("P", cluster("C", T, 1, *titles))))))


def titles(explorer: Explorer, text: str) -> list[str]:
    return [hit.title for hit in explorer.search(text, limit=None)]


def test_everyday_words_find_an_occupation_that_answers_them(packaged: Explorer) -> None:
    lines = [line.split("\t") for line in WORDS.read_text("utf-8").splitlines()[1:]]
    judged = {text: answers.split("|") for text, answers in lines if answers != "LOST"}
    found = {text: titles(packaged, text)[:3] or ["NONE"] for text in judged}
    first = sum(found[text][0] in judged[text] for text in judged)
    first_three = sum(not set(found[text]).isdisjoint(judged[text]) for text in judged)
    assert len(judged) >= 200
    assert (first / len(judged) >= 0.93, first_three / len(judged) >= 0.94) == (True, True)


def test_words_of_a_lost_table_are_answered_with_the_line_that_lost_it(packaged: Explorer) -> None:
    lost = [line.split("\t")[0] for line in WORDS.read_text("utf-8").splitlines() if line.endswith("\tLOST")]
    for text in [*lost, "hair", "beauty"]:
        assert any("Hair and Beauty (line 392)" in note for note in packaged.search(text).notes), text
    with pytest.raises(UnknownName, match=r"Hair and Beauty \(line 392\)"):
        packaged.next("hairdresser")


def test_what_the_map_has_not_is_told_with_what_is_nearest(packaged: Explorer) -> None:
    actor, taxi = packaged.search("actor"), packaged.search("taxi driver")
    assert (actor.rows, actor.notes) == ((), ("The map has no 'Actor'.",))
    assert [(hit.title, hit.found_in) for hit in taxi] == [("Passenger transport driver", "nearest")]
    with pytest.raises(UnknownName, match=r"The map has no 'Taxi driver'. Nearest are:\n  transport"):
        packaged.next("taxi driver")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("it", ["IT technician"]),
        ("office", ["Cleaner of offices", "Office cleaner"]),
        ("officer", ["Military officer"]),
        ("cleaner", ["Cleaner of offices", "Window cleaner", "Office cleaner"]),
        ("window cleaner", ["Window cleaner", "Office cleaner"]),
        ("electric", ["Electric fence builder", "Electrician"]),
        ("electricians", ["Electrician", "Electric fence builder"]),
        ("brick layer", ["Bricklayer"]),
        ("bricklayers", ["Bricklayer"]),
        ("brick", ["Bricklayer"]),  # it has everyday titles
        ("brickla", ["Bricklayer"]),
        ("icklay", ["Bricklayer"]),
        ("I am a cleaner of windows", ["Window cleaner", "Office cleaner"]),
        ("I.T. technicians", ["IT technician"]),
        ("IT tech", ["IT technician"]),
        ("check-out lady", ["Checkout operator"]),
        ("girl on the checkout", ["Checkout operator"]),
    ],
)
def test_whole_words_come_before_stems_beginnings_and_insides(small: Explorer, text: str, found: list[str]) -> None:
    answer = small.search(text, limit=None)
    assert [hit.title for hit in answer] == found
    assert not [note for note in answer.notes if "may not be meant" in note]


def test_a_slip_is_marked_as_doubtful_in_the_letters_that_were_typed(small: Explorer) -> None:
    answer = small.search("ofice claeners")
    assert [hit.title for hit in answer][:2] == ["Office cleaner", "Cleaner of offices"]
    assert answer.notes == (
        "No title has 'ofice'; looked for 'office', which may not be meant.",
        "No title has 'claeners'; looked for 'cleaner', which may not be meant.",
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("electrican", "electrician"),  # "electrical" is as near
        ("domestic electrican", "electrician"),
        ("plumbar", "plumber"),
        ("ofice electrican", "electrician"),
    ],
)
def test_of_words_that_are_equally_near_a_title_is_meant(packaged: Explorer, text: str, told: str) -> None:
    assert f"looked for {told!r}, which may not be meant." in " ".join(packaged.search(text).notes)


@pytest.mark.parametrize(
    "text", ["I don't know", "Not sure what I want", "what can I do?", "no idea", "anything really", "I'd love to …"]
)
def test_talk_that_names_no_work_finds_nothing(packaged: Explorer, text: str) -> None:
    answer = packaged.search(text)
    assert (titles(packaged, text), answer.notes) == ([], ())
    with pytest.raises(UnknownName):
        packaged.next(text)


@pytest.mark.parametrize(
    ("text", "same_as"),
    [
        ("I'm good at maths", "maths"),
        ("I can't stop cooking", "stop cooking"),
        ("I really enjoy gardening", "gardening"),
        ("I think I should try plumbing", "plumbing"),
    ],
)
def test_talk_around_work_carries_nothing(packaged: Explorer, text: str, same_as: str) -> None:
    assert titles(packaged, text) == titles(packaged, same_as) != []


def test_words_of_talk_in_a_title_and_what_is_spelt_like_one_are_no_talk(packaged: Explorer) -> None:
    assert titles(packaged, "able seaman")[0] == "Able seafarer - deck"
    assert titles(packaged, "goods driver")[0] == "Large goods vehicle (LGV) driver"


def test_who_works_on_what_is_known_is_marked_as_doubtful(small: Explorer) -> None:
    answer = small.search("pantographmen")
    assert [hit.title for hit in answer] == ["Pantograph surveyor"]
    assert answer.notes == ("No title has 'pantographmen'; looked for 'pantograph', which may not be meant.",)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("bricklayers at zzyzx", "looked for 'bricklayers'"),
        ("elektrishan in jewellery", "looked for 'jewellery'"),
        ("conductar", "looked for 'conductor'"),
    ],
)
def test_notes_show_words_as_people_write_them(packaged: Explorer, text: str, told: str) -> None:
    assert told in packaged.search(text).notes[-1]


def test_what_is_done_tells_less_than_what_it_is_done_to(packaged: Explorer) -> None:
    assert titles(packaged, "I put up scaffolding")[0] == "Scaffolder"
    assert "looked for 'horses'" in packaged.search("I look after horses").notes[-1]


def test_where_nothing_has_all_words_the_most_telling_ones_are_looked_for(small: Explorer) -> None:
    answer = small.search("senior cleaner at the zoo in Chester")
    assert [hit.title for hit in answer] == ["Cleaner of offices", "Window cleaner", "Office cleaner"]
    assert (
        answer.notes
        == ("Nothing has all words of 'senior cleaner at the zoo in Chester'; looked for 'senior cleaner'.",)
        or "looked for 'cleaner'" in answer.notes[-1]
    )


def test_a_search_looks_only_where_it_is_asked_to(packaged: Explorer) -> None:
    nurses = packaged.search("nurse", limit=None)
    assert {hit.level for hit in packaged.search("nurse", levels={3, 6}, limit=None)} == {3, 6}
    assert {hit.route for hit in packaged.search("nurse", route="health", limit=None)} == {"health-and-science"}
    assert {hit.column for hit in packaged.search("nurse", column="technical", limit=None)} == {"technical"}
    only = {hit.id for hit in packaged.search("driver", apprenticeship_only=True, limit=None)}
    assert only == {hit.id for hit in packaged.search("driver", limit=None)} & packaged.marks.apprenticeship_only
    nowhere = packaged.search("nurse", route="digital")
    assert (nowhere.rows, nowhere.notes) == ((), (f"It finds {len(nurses)}, none of them in Digital.",))


def test_a_name_is_understood_as_a_search_finds_it(packaged: Explorer) -> None:
    assert packaged.next("plumber").about == packaged.occupation("Plumbing and domestic heating technician")
    assert packaged.names.understood["plumber"] == (
        "'plumber' is taken to mean Plumbing and domestic heating technician (3), Construction."
    )
    assert packaged.occupation("I work in a shop").title == "Retailer"  # "shop" alone is also Retail team leader
    path = packaged.path("barista", "hotel manager")
    assert (path.links[0].from_title, path.links[-1].title) == ("Hospitality team member", "Hospitality manager")
    with pytest.raises(AmbiguousName, match="2 occupations answer 'carpenter'") as several:
        packaged.next("carpenter")
    assert [id_.rpartition("/")[2] for id_ in several.value.candidates] == [
        "carpentry-and-joinery-2",
        "advanced-carpentry-and-joinery-3",
    ]
    assert packaged.occupation("carpenter", level=3).title == "Advanced carpentry and joinery"


def test_what_answers_a_name_at_another_level_or_in_another_route_is_offered(packaged: Explorer) -> None:
    for name, where in (("plumber (2)", {}), ("plumber", {"level": 2}), ("plumber", {"in_route": "digital"})):
        with pytest.raises(UnknownName, match=r"no occupation 'plumber' (at level 2|in the route digital)") as unknown:
            packaged.occupation(name, **where)
        assert unknown.value.candidates == ("construction/plumbing-and-domestic-heating-technician-3",)


def test_a_slip_in_a_name_is_never_taken_for_what_it_may_mean(packaged: Explorer) -> None:
    with pytest.raises(UnknownName, match="Did you mean:\n") as unknown:
        packaged.next("Roofr")
    assert unknown.value.candidates[0] == "construction/roofer-2"


def test_a_name_that_is_a_part_of_everyday_titles_is_offered_what_they_mean(packaged: Explorer) -> None:
    assert [hit.title for hit in packaged.search("coffee shop worker")] == ["Hospitality manager"]
    with pytest.raises(UnknownName, match=r"no occupation .* Did you mean:\n.*hospitality-manager-4"):
        packaged.next("coffee shop worker")


def test_everyday_titles_mean_nothing_where_the_map_has_no_such_occupation() -> None:
    other = Explorer.of(build_graph(catalogue_of(route("R", pathway("P", cluster("C", H, 1, "Shepherd (4)"))))))
    assert titles(other, "plumber") == []
    assert other.search("hairdresser").notes == ("The map has no 'Hairdresser'.",)


@pytest.mark.parametrize("text", ["", " ", "\x00\x1b", "(2)", "#", "…"])
def test_a_text_that_holds_nothing_to_look_for_is_an_error(packaged: Explorer, text: str) -> None:
    with pytest.raises(UnknownName, match="holds nothing to look for"):
        packaged.search(text)


@pytest.mark.parametrize("text", ["^nurse.*$", "(?:nurse", "nurse[", "a" * 200, "nurse\x07", "'; DROP", "é" * 99])
def test_no_text_is_an_expression(packaged: Explorer, text: str) -> None:
    assert isinstance(packaged.search(text).rows, tuple)
