"""One key for what is searched and what is named: however a word is typed, it finds what the map spells otherwise.

Found in public reports, each with data of our own: open-webui/open-webui#29210 (decomposed accents, final sigma, full
width), 4gray/iptvnator#609 (the Turkish İ), wintermeyer/vutuv#1337 and getpelican/pelican#2658 (C, C#, C++ and .NET),
contao/core#8389 (soft hyphens), ifrederico/forkluck#101 (STRASSE for Straße); names that several things have:
meltano/meltano#8060, eyeonus/Trade-Dangerous#238, ansys/pyansys-geometry#2953.
"""

from __future__ import annotations

import time
import unicodedata

import pytest
from places import TESTS
from small_catalogues import H, P, T, catalogue_of, cluster, pathway, route

from career_pathways.explorer.explorer import Explorer
from career_pathways.loader.building import ReadDocument, read_graph
from career_pathways.loader.errors import AmbiguousName, UnknownName
from career_pathways.loader.graph.build import build_graph
from career_pathways.loader.words.titles import key, normalised_title

ODD = (
    "Oﬃce clerk (2)",
    "Chief oﬃcer (3)",
    "Cafe\u0301 server (2)",
    "Fußpfleger (3)",
    "Children’s nurse (2)",
    "C# developer (3)",
    "C++ developer (3)",
    "C developer (3)",
    ".NET developer (3)",
    "R&D chemist (2)",
    "İnşaat ustası (2)",
    "ΣΥΜΒΟΥΛΟΣ (3)",
    "Ge\u00adsamt\u00adleiter (3)",
    "Co-ordinator (3)",
    "Cyber security analyst (3): Land-based radar",
    "مهندس (2)",
    "👩\u200d🍳 chef (2)",
    "Zimowa łąka gardener (2)",
    "Welder (2)",
    "Welder, night shift (2)",
    "Level 1-2 coach (2)",
    "Level 12 coach (2)",
    "Node.js writer (3)",
)


@pytest.fixture(scope="module")
def odd() -> Explorer:
    """A map of titles that are typed in many ways."""
    return Explorer.of(build_graph(catalogue_of(route("Odd", pathway("P", cluster("C", T, 1, *ODD))))))


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("office", ["Oﬃce clerk"]),
        ("OFFICER", ["Chief oﬃcer"]),
        ("ｏｆｆｉｃｅ clerk", ["Oﬃce clerk"]),
        ("fußpfleger", ["Fußpfleger"]),
        ("FUSSPFLEGER", ["Fußpfleger"]),
        ("cafe", ["Cafe\u0301 server"]),
        ("café", ["Cafe\u0301 server"]),
        ("children's", ["Children’s nurse"]),
        ("childrens nurse", ["Children’s nurse"]),
        ("“children`s”", ["Children’s nurse"]),
        ("C#", ["C# developer"]),
        ("c++ developer", ["C++ developer"]),
        ("c", ["C developer"]),
        (".net", [".NET developer"]),
        ("R&D", ["R&D chemist"]),
        ("r and d", ["R&D chemist"]),
        ("inşaat", ["İnşaat ustası"]),
        ("INSAAT USTASI", ["İnşaat ustası"]),
        ("συμβουλος", ["ΣΥΜΒΟΥΛΟΣ"]),
        ("gesamtleiter", ["Ge\u00adsamt\u00adleiter"]),
        ("coordinator", ["Co-ordinator"]),
        ("co‑ordinator", ["Co-ordinator"]),
        ("co ordinator", ["Co-ordinator"]),
        ("cybersecurity", ["Cyber security analyst"]),
        ("cyber–security", ["Cyber security analyst"]),
        ("landbased", ["Cyber security analyst"]),
        ("night-welder", ["Welder, night shift"]),
        ("مهندس", ["مهندس"]),
        ("👩‍🍳", ["👩\u200d🍳 chef"]),
        ("łąka", ["Zimowa łąka gardener"]),
        ("laka", ["Zimowa łąka gardener"]),
        ("nodejs", ["Node.js writer"]),
        ("node\u00a0js\t", ["Node.js writer"]),
        ("welder", ["Welder", "Welder, night shift"]),
        ("welder (2)", ["Welder", "Welder, night shift"]),
        ("weldernight shift", ["Welder, night shift"]),
        ("ersec", []),  # words written together begin and end as words
    ],
)
def test_a_search_finds_every_spelling_of_a_word(odd: Explorer, typed: str, titles: list[str]) -> None:
    answer = odd.search(typed, limit=None)
    assert (sorted(row.title for row in answer), answer.notes) == (titles, ())


@pytest.mark.parametrize("title", ODD)
def test_a_title_is_found_as_it_stands_and_as_people_type_it(odd: Explorer, title: str) -> None:
    title = title.partition(":")[0]
    meant = odd.occupation(title).id
    forms = [
        title.upper(),
        title.lower(),
        f"  {title}\t",
        f"“{title}”",
        f"{title}.",
        unicodedata.normalize("NFD", title),
        unicodedata.normalize("NFC", title),
        title.replace(" ", "\u00a0"),
        title.replace("’", "'"),
        title.replace(" (", " [level ").replace(")", "]"),
    ]
    assert {form: odd.occupation(form).id for form in forms} == dict.fromkeys(forms, meant)


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("Childrens nurse", "Children’s nurse"),
        ("childrenʼs nurse", "Children’s nurse"),
        ("cafe server", "Cafe\u0301 server"),
        ("coordinator", "Co-ordinator"),
        ("co ordinator", "Co-ordinator"),
        ("Cybersecurity analyst", "Cyber security analyst"),
        ("R and D chemist", "R&D chemist"),
        ("Welder, level 2", "Welder"),
        ("welder LEVEL 2.", "Welder"),
        ("welder level 3", None),
        ("isci", None),
        ("NET developer", None),
        ("C developer", "C developer"),
        ("Level 12 coach", "Level 12 coach"),
    ],
)
def test_a_name_is_known_in_every_spelling_and_signs_are_letters(odd: Explorer, typed: str, title: str | None) -> None:
    if title is None:
        with pytest.raises(UnknownName):
            odd.occupation(typed)
    else:
        assert odd.occupation(typed).title == title


def test_of_two_titles_of_one_key_the_one_that_is_typed_is_meant() -> None:
    names = ("Welder (2)", "Weld-er. (2)", "Café hand (2)", "Cafe hand (2)")
    both = Explorer.of(build_graph(catalogue_of(route("R", pathway("P", cluster("C", T, 1, *names))))))
    assert key("Café hand") == key("Cafe hand")
    for name in names:
        assert both.occupation(name).title == name.removesuffix(" (2)")
    with pytest.raises(AmbiguousName, match=r"r/cafe-hand-2--2 .*\n.*r/cafe-hand-2 "):
        both.occupation("CAFÉ-HÅND")


def test_signs_and_scripts_never_share_an_id() -> None:
    names = ("C# developer (3)", "C++ developer (3)", "C developer (3)", "مهندس (3)", "مدير (3)", "1-2 (3)", "12 (3)")
    graph = build_graph(catalogue_of(route("R", pathway("P", cluster("C", T, 1, *names)))))
    titles = [node["title"] for _, node in graph.nodes(data=True) if node["label"] == "Occupation"]
    assert sorted(titles) == sorted(name.removesuffix(" (3)") for name in names)


@pytest.fixture(scope="module")
def twice() -> Explorer:
    """Two routes of one name, with pathways and clusters of one name in them."""
    baking = pathway("Baking", cluster("Baker", T, 1, "Craft baker (2)"), cluster("Manager", H, 1, "Manager (4)"))
    again = pathway("Baking", cluster("Baker", T, 1, "Lead baker (3)"), cluster("Baker", P, 2, "Scientist (6)"))
    return Explorer.of(build_graph(catalogue_of(route("Test Route", baking), route("Test  route", again))))


@pytest.mark.parametrize("name", ["Test Route", "test route", "TEST-ROUTE.", "“Test Route”"])
def test_a_name_of_two_routes_is_ambiguous_and_both_are_listed(twice: Explorer, name: str) -> None:
    with pytest.raises(AmbiguousName, match="2 routes are called") as raised:
        twice.route(name)
    assert raised.value.data["candidates"] == ("test-route", "test-route--2")
    assert "test-route (line 1)\n  test-route--2 (line 1)" in str(raised.value)


def test_an_id_is_never_ambiguous(twice: Explorer) -> None:
    assert (twice.route("test-route"), twice.route(" test-route--2")) == ("test-route", "test-route--2")


@pytest.mark.parametrize(
    ("wishes", "candidates"),
    [
        ({"routes": ["Test Route"]}, 2),
        ({"pathways": ["baking"]}, 2),
        ({"clusters": ["BAKER"]}, 3),
        ({"clusters": ["Baker"], "routes": ["test-route--2"]}, 2),
        ({"query": "cluster-occupations", "parameters": {"id": "Baker"}}, 3),
        ({"query": "route-occupations", "parameters": {"id": "Test Route"}}, 2),
        ({"query": "dead-ends", "parameters": {"route": "test route"}}, 2),
    ],
)
def test_a_name_of_several_places_is_ambiguous_wherever_it_selects(
    twice: Explorer, wishes: dict[str, object], candidates: int
) -> None:
    with pytest.raises(AmbiguousName, match="line") as raised:
        twice.part(**wishes)  # type: ignore[arg-type]
    assert len(raised.value.data["candidates"]) == candidates


def test_a_place_to_avoid_that_several_are_called_is_ambiguous(twice: Explorer) -> None:
    with pytest.raises(AmbiguousName, match="2 places of the map are called 'Test Route'"):
        twice.paths("Craft baker", "test-route/manager-4", avoid=["Test Route"])


def map_of(case: str) -> tuple[ReadDocument, Explorer]:
    document, graph = read_graph(TESTS / "cases" / case, None)
    return document, Explorer.of(graph)


@pytest.mark.parametrize(
    ("case", "typed", "titles"),
    [
        ("01-ligature.txt", "office", ["Oﬃce clerk", "Oﬃce manager"]),
        ("01-ligature.txt", "office clerk", ["Oﬃce clerk"]),
        ("01-ligature.txt", "verification", ["Veriﬁcation assistant"]),
        ("03-nfc.txt", "fußpfleger", ["Fußpfleger"]),
        ("03-nfc.txt", "creche", ["Crèche manager", "Crèche worker"]),
        ("03-nfc.txt", "C#", ["C# developer"]),
        ("03-nfc.txt", "C++", ["C++ developer"]),
        ("47-nasty.txt", "null", ["NULL"]),
        ("47-nasty.txt", "007", ["007"]),
        ("47-nasty.txt", "emigre", ["Émigré naïve 👩\u200d🍳 chef"]),
    ],
)
def test_a_search_of_a_document_finds_what_stands_in_it(case: str, typed: str, titles: list[str]) -> None:
    _, explorer = map_of(case)
    assert sorted(row.title for row in explorer.search(typed, limit=None)) == titles


@pytest.mark.parametrize(
    "case", ["01-ligature.txt", "03-nfc.txt", "28-dup-route.txt", "47-nasty.txt", "25-levels.txt", "26-entities.txt"]
)
def test_every_title_that_a_document_lists_names_its_occupation(case: str) -> None:
    document, explorer = map_of(case)
    for route_, _, cluster_ in document.catalogue.clusters():
        for entry in cluster_.entries:
            routes = [id_ for id_, name in explorer.names.routes.items() if name == route_.name]
            found = [explorer.occupation(entry.title, level=entry.level, in_route=id_) for id_ in routes]
            assert {normalised_title(o.title) for o in found} == {normalised_title(entry.title)}


@pytest.mark.parametrize("ask", ["occupation", "route", "search"])
def test_a_name_of_a_hundred_thousand_letters_costs_no_time_and_is_not_repeated(odd: Explorer, ask: str) -> None:
    start = time.perf_counter()
    for name in ("a" * 100_000, "ab (" * 25_000, " x" * 50_000, "(2)" * 33_000):
        with pytest.raises(UnknownName) as raised:
            getattr(odd, ask)(name)
        assert len(str(raised.value)) < 2_000
    assert time.perf_counter() - start < 2
