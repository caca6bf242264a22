"""What if: a file of changes is read, or refused with its place; the graph changes in what it says and what follows."""

from __future__ import annotations

import copy
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from offline import reach, shortest_path
from small_catalogues import H, P, T, catalogue_of, cluster, entry, one_pathway, pathway, route
from tries import tries

from career_pathways.loader.catalogue import Catalogue, Cluster
from career_pathways.loader.errors import WhatIfError
from career_pathways.loader.graph import what_if_file as changes_module
from career_pathways.loader.graph.build import build_graph
from career_pathways.loader.graph.validate import validate
from career_pathways.loader.graph.what_if import changed_graph
from career_pathways.loader.graph.what_if_file import (
    AddedOccupation,
    ChangedProgression,
    Changes,
    RemovedOccupation,
    read_changes,
)
from career_pathways.loader.schema import SCHEMA_VERSION, relationships_of
from career_pathways.loader.words.titles import normalised_title
from career_pathways.queries.differences import Differences, differences
from career_pathways.queries.paths import Conditions, best_path

SITE = one_pathway(
    cluster("Site", T, 1, "Roofer (2): Slate, Thatch", "Roof inspector (4)", "Labourer"),
    cluster("Office", H, 1, "Site manager (5)", "Estimator"),
)
"""Roofer → roof inspector, within the cluster; all three → both of the office."""

TWO_ROUTES = catalogue_of(
    route("Care", pathway("Care", cluster("Ward", T, 1, "Nurse (3)", "Cleaner (2)"))),
    route("Cleaning", pathway("Cleaning", cluster("Rooms", T, 1, "Cleaner (2)", "Window cleaner (3)"))),
)


def changed(given: Catalogue | nx.MultiDiGraph, text: str) -> nx.MultiDiGraph:
    graph = build_graph(given) if isinstance(given, Catalogue) else given
    return changed_graph(graph, read_changes(text, "what-if.toml"))


def told(given: Catalogue, text: str) -> Differences:
    return differences(build_graph(given), changed(given, text))


def bases(graph: nx.MultiDiGraph) -> dict[tuple[str, str], str]:
    """Who progresses to whom, without the id's route, and how."""
    return {
        (start.rpartition("/")[2], end.rpartition("/")[2]): properties["basis"]
        for start, end, key, properties in graph.edges(keys=True, data=True)
        if key == "PROGRESSES_TO" and graph.nodes[start]["label"] == "Occupation"
    }


def occupations(graph: nx.MultiDiGraph) -> list[str]:
    return [node for node, label in graph.nodes(data="label") if label == "Occupation"]


def edition(graph: nx.MultiDiGraph) -> Mapping[str, Any]:
    return next(node for _, node in graph.nodes(data=True) if node["label"] == "Edition")


# The file -----------------------------------------------------------------------------------------------

NEW = '[[add.occupation]]\ntitle = "Surveyor"\ncluster = "Site"\n'
STEP = '[[add.progression]]\nfrom = "Roofer"\nto = "Surveyor"\nbecause = "they know roofs"\n'


def test_a_file_of_changes_reads_as_it_says() -> None:
    text = f"""about = "Roofs  and their\\n surveyors"

{NEW}level = 3
specialisms = ["Slate", " Thatch", "Slate"]

{STEP}
[[ remove . "occupation" ]]   # the last one
name = "Labourer"
[[remove.progression]]
from = "r/roofer-2"
to = "Estimator"
"""
    assert read_changes(text, "w.toml") == Changes(
        about="Roofs and their surveyors",
        added_occupations=(
            AddedOccupation(
                place="w.toml, [[add.occupation]] number 1",
                title="Surveyor",
                cluster="Site",
                level=3,
                specialisms=("Slate", "Thatch"),
            ),
        ),
        added_progressions=(
            ChangedProgression(
                place="w.toml, [[add.progression]] number 1",
                origin="Roofer",
                destination="Surveyor",
                because="they know roofs",
            ),
        ),
        removed_occupations=(RemovedOccupation(place="w.toml, [[remove.occupation]] number 1", name="Labourer"),),
        removed_progressions=(
            ChangedProgression(
                place="w.toml, [[remove.progression]] number 1", origin="r/roofer-2", destination="Estimator"
            ),
        ),
    )


def test_a_text_of_several_lines_holds_no_table() -> None:
    text = (
        'about = """\n[[add.occupation]]\n"""\n\n[[add.progression]]\nfrom = "a"\nto = "b"\nbecause = """\n[x]"""\n'
        + NEW
    )
    changes = read_changes(text, "w")
    assert [c.place for c in (*changes.added_progressions, *changes.added_occupations)] == [
        "w, [[add.progression]] number 1",
        "w, [[add.occupation]] number 1",
    ]


def test_tables_written_in_one_line_are_counted_like_any_other() -> None:
    text = 'remove = {occupation = [{name = "Roofer"}, {name = "Labourer"}]}'
    assert read_changes(text, "w").removed_occupations == (
        RemovedOccupation(place="w, [[remove.occupation]] number 1", name="Roofer"),
        RemovedOccupation(place="w, [[remove.occupation]] number 2", name="Labourer"),
    )


ADDED = r"w, \[\[add.occupation\]\] number"
UNREADABLE = {
    "no TOML": ("a = 1\nb = = 2", r"w: not TOML: .*line 2, column 5\)\. Correct it there"),
    "nested without end": ("a = " + "[" * 9_000, "w: not TOML: "),
    "a number without end": ("a = " + "9" * 9_000, "w: not TOML: "),
    "a number beyond all": ("a = 0x" + "f" * 9_000, "w: a number of more than 64 bits"),
    "too many changes": ("remove.occupation = [" + '{name = "a"},' * 251 + "]", "w: more than 250 changes. Split it"),
    "too many of all kinds": (
        'remove.occupation = [{name = "a"}' + ', {name = "a"}' * 125 + "]\n"
        'remove.progression = [{from = "a", to = "b"}' + ', {from = "a", to = "b"}' * 124 + "]",
        "w: more than 250 changes",
    ),
    "too long": ("about = '" + "x" * 100_000 + "'", "w: more than 100,000 characters"),
    "a long reason": (f"about = '{'x' * 2_001}'", "w: about = .* has more than 2,000 characters"),
    "a long title": (
        f'[[add.occupation]]\ncluster = "Site"\ntitle = "{"x" * 201}"',
        r"w, \[\[add.occupation\]\] number 1: title = .* has more than 200 characters. Shorten it",
    ),
    "a long specialism": (
        f'[[add.occupation]]\ncluster = "Site"\ntitle = "x"\nspecialisms = ["{"x" * 201}"]',
        r"w, \[\[add.occupation\]\] number 1: specialisms = .* has more than 200 characters",
    ),
    "empty": ("# nothing\n", r"w: nothing to change\. Add one of the tables \[\[add.occupation\]\], "),
    "only about": ('about = "x"', "w: nothing to change"),
    "no tables": ("[add]\n[remove]\noccupation = []", "w: nothing to change"),
    "unknown key of the file": ('\nabuot = "x"\n' + NEW, r"w: unknown key 'abuot'\. A file has `about` and"),
    "about of another type": ("about = 3\n" + NEW, r"w: about = 3 is not a text that says something"),
    "add is no table": ("add = 3", r"w: add = 3 is not a table\. Write \[\[add.occupation\]\]"),
    "unknown table": (NEW + "\n[[add.cluster]]\n", r"w: unknown table add\.`cluster`\. There are"),
    "one bracket": ('[remove.occupation]\nname = "x"', r"w: .* Write \[\[remove.occupation\]\], with two"),
    "unknown key": (
        NEW + NEW + "\nlevle = 2",
        rf"{ADDED} 2: unknown key `levle`\. \[\[add.occupation\]\] has title, cluster",
    ),
    "a table in a table": (NEW + "[add.occupation.level]\nx = 1", rf"{ADDED} 1: level = \{{'x': 1\}} is not a level"),
    "missing key": (
        NEW + '\n[[add.occupation]]\ntitle = "x"',
        rf"{ADDED} 2: no `cluster`\. Add it",
    ),
    "no reason": (STEP.replace("because", "# because"), r"w, \[\[add.progression\]\] number 1: no `because`"),
    "an empty reason": (
        STEP.replace("they know roofs", " \\n"),
        r"w, \[\[add.progression\]\] number 1: because = ' \\n' is not a text",
    ),
    "a blank title": (
        NEW.replace("Surveyor", " \\t "),
        rf"{ADDED} 1: title = ' \\t ' is not a text that says something",
    ),
    "a title of marks": (NEW.replace("Surveyor", "–"), rf"{ADDED} 1: title = '–' holds no letter and no digit"),
    "a title with its level": (
        NEW.replace("Surveyor", "Surveyor (3)"),
        rf"{ADDED} 1: .* ends in a level\. Write it apart",
    ),
    "a title that is none": (NEW.replace('"Surveyor"', "3"), rf"{ADDED} 1: title = 3 is not a text"),
    "a level in quotes": (
        NEW + 'level = "3"',
        rf"{ADDED} 1: level = '3' is not a level\. Write a whole number from 1 to 8",
    ),
    "a level that is true": (NEW + "level = true", rf"{ADDED} 1: level = True is not a level"),
    "a level of no size": (NEW + "level = 0", rf"{ADDED} 1: level = 0 is not a level"),
    "a level too high": (NEW + "\n# x\nlevel = 9", rf"{ADDED} 1: level = 9 is not a level"),
    "specialisms as one text": (NEW + 'specialisms = "x"', rf"{ADDED} 1: specialisms = 'x' is not a list of texts"),
    "a blank specialism": (NEW + 'specialisms = [\n"x",\n" "]', rf"{ADDED} 1: specialisms = .* is not a list of texts"),
}


@pytest.mark.parametrize(("text", "message"), UNREADABLE.values(), ids=UNREADABLE)
def test_a_file_that_is_not_in_the_form_is_refused_with_its_place_and_the_cure(text: str, message: str) -> None:
    with pytest.raises(WhatIfError, match=f"(?s)^{message}"):
        read_changes(text, "w")


LINES = [
    *NEW.split("\n"),
    *STEP.split("\n"),
    "[add]",
    "occupation = []",
    "level = 3",
    'x = """',
    '"""',
    "[[x]]",
    "[",
    "]",
]


@settings(max_examples=tries(200))
@given(st.lists(st.sampled_from(LINES) | st.text(max_size=8), max_size=12))
def test_any_text_is_read_or_refused(lines: list[str]) -> None:
    text = "\n".join(lines)
    try:
        changes = read_changes(text, "w")
    except WhatIfError as error:
        assert str(error).startswith("w")
        return
    for table, of in (("occupation", changes.added_occupations), ("progression", changes.added_progressions)):
        assert [change.place for change in of] == [f"w, [[add.{table}]] number {i + 1}" for i in range(len(of))]


def removed(name: str) -> str:
    return f'[[remove.occupation]]\nname = "{name}"\n'


def step(verb: str, start: str, end: str) -> str:
    because = 'because = "x"\n' if verb == "add" else ""
    return f'[[{verb}.progression]]\nfrom = "{start}"\nto = "{end}"\n{because}'


UNFIT = {
    "unknown cluster": (
        NEW.replace("Site", "Sight"),
        "[[add.occupation]] number 1: cluster: no cluster 'Sight'. Did you mean:\n  r/p/site",
    ),
    "a cluster like none": (
        NEW.replace("Site", "zzz"),
        "[[add.occupation]] number 1: cluster: no cluster 'zzz'. Name one of the map by its id.",
    ),
    "unknown occupation": (
        removed("r/rofer-2"),
        "[[remove.occupation]] number 1: name: no occupation 'r/rofer-2'. Did you mean:\n  r/roofer-2",
    ),
    "a slip in a title": (
        removed("Rofer (2)"),
        "[[remove.occupation]] number 1: name: no occupation 'Rofer (2)'. Did you mean:\n  r/roofer-2",
    ),
    "another level": (
        removed("Roofer (3)"),
        "[[remove.occupation]] number 1: name: no occupation 'Roofer (3)'. Did you mean:\n  r/roofer-2",
    ),
    "a cluster for an occupation": (
        removed("r/p/site"),
        "[[remove.occupation]] number 1: name: no occupation 'r/p/site'.",
    ),
    "added though there": (
        NEW.replace("Surveyor", "SITE  manager") + "level = 5",
        "[[add.occupation]] number 1: 'SITE manager (5)' is there already, as r/site-manager-5.",
    ),
    "added twice": (
        NEW + NEW,
        "[[add.occupation]] number 2: r/surveyor is added already, in what-if.toml, [[add.occupation]] number 1.",
    ),
    "removed twice": (
        removed("Roofer") + removed("r/roofer-2"),
        "[[remove.occupation]] number 2: r/roofer-2 is removed already, "
        "in what-if.toml, [[remove.occupation]] number 1.",
    ),
    "added and removed": (
        NEW + removed("Surveyor"),
        "[[remove.occupation]] number 1: name: 'Surveyor' is added in what-if.toml, [[add.occupation]] number 1.",
    ),
    "removed and added": (
        removed("Labourer") + NEW.replace("Surveyor", "Labourer"),
        "[[add.occupation]] number 1: 'Labourer' is there already, as r/labourer.",
    ),
    "to itself": (
        step("add", "Roofer", "r/roofer-2"),
        "[[add.progression]] number 1: r/roofer-2 cannot progress to itself.",
    ),
    "to nobody": (step("add", "Roofer", "Nobody"), "[[add.progression]] number 1: to: no occupation 'Nobody'."),
    "a progression that follows": (
        step("add", "Roofer", "Estimator"),
        "[[add.progression]] number 1: r/roofer-2 → r/estimator is there already, with the basis same_row.",
    ),
    "a progression added twice": (
        step("add", "Estimator", "Roofer") * 2,
        "[[add.progression]] number 2: r/estimator → r/roofer-2 is added already, "
        "in what-if.toml, [[add.progression]] number 1.",
    ),
    "a progression removed twice": (
        step("remove", "Roofer", "Estimator") * 2,
        "[[remove.progression]] number 2: r/roofer-2 → r/estimator is removed already, "
        "in what-if.toml, [[remove.progression]] number 1.",
    ),
    "a progression added and removed": (
        step("add", "Estimator", "Roofer") + step("remove", "Estimator", "Roofer"),
        "[[add.progression]] number 1: r/estimator → r/roofer-2 is removed "
        "in what-if.toml, [[remove.progression]] number 1.",
    ),
    "a progression that is not there": (
        step("remove", "Estimator", "Roofer"),
        "[[remove.progression]] number 1: r/estimator does not progress to r/roofer-2. Take this out.",
    ),
    "a progression that is there no more": (
        NEW + "level = 3\n" + step("remove", "Roofer", "Roof inspector"),
        "[[remove.progression]] number 1: r/roofer-2 no longer progresses to r/roof-inspector-4, "
        "after what else the file changes.",
    ),
    "a progression from what is removed": (
        step("remove", "Roofer", "Estimator") + removed("Estimator"),
        "[[remove.progression]] number 1: to: r/estimator is removed "
        "in what-if.toml, [[remove.occupation]] number 1, and its progressions with it.",
    ),
}


@pytest.mark.parametrize(("text", "message"), UNFIT.values(), ids=UNFIT)
def test_a_change_that_does_not_fit_the_graph_is_refused_with_its_place_and_the_cure(text: str, message: str) -> None:
    with pytest.raises(WhatIfError) as raised:
        changed(SITE, text)
    assert str(raised.value).startswith(f"what-if.toml, {message}")


def test_an_occupation_whose_name_several_have_is_refused_with_their_ids() -> None:
    with pytest.raises(WhatIfError) as raised:
        changed(TWO_ROUTES, removed("Cleaner (level 2)"))
    assert str(raised.value).endswith("Name one by its id:\n  care/cleaner-2\n  cleaning/cleaner-2")


def test_a_cluster_whose_name_several_have_is_refused_with_their_ids() -> None:
    tables = one_pathway(cluster("Site", T, 1), cluster("Site", H, 1))
    with pytest.raises(WhatIfError, match=r"2 clusters are called 'Site'\. (?s:.*)r/p/site\n  r/p/site--2"):
        changed(tables, NEW)


@pytest.mark.parametrize(
    "typed", ["Roof-inspector", "roofinspector (4)", "ROOF  INSPECTOR.", "“Roof inspector” [level 4]"]
)
def test_an_occupation_is_named_as_it_is_everywhere_else(typed: str) -> None:
    assert "r/roof-inspector-4" not in changed(SITE, removed(typed))


# What changes -------------------------------------------------------------------------------------------


def test_an_added_occupation_has_what_its_cluster_gives_and_nothing_of_the_document() -> None:
    graph = changed(SITE, NEW.replace('"Site"', '"r/p/office"') + 'specialisms = ["Roofs"]')
    assert graph.nodes["r/surveyor"] == {
        "label": "Occupation",
        "id": "r/surveyor",
        "title": "Surveyor",
        "level": None,
        "level_min": 4,
        "level_max": 5,
        "column": "higher_technical",
        "degree": False,
        "specialisms": ["Roofs"],
        "route": "r",
        "route_name": "R",
        "lines": [],
    }
    assert graph.edges["r/surveyor", "r/p/office", "IN_CLUSTER"] == {"specialisms": ["Roofs"], "line": 0, "quote": ""}
    validate(graph)


def test_an_id_that_is_taken_goes_on_counting() -> None:
    graph = changed(SITE, NEW.replace("Surveyor", "Estimator!") + NEW.replace("Surveyor", "(Estimator)"))
    assert occupations(graph)[-2:] == ["r/estimator--2", "r/estimator--3"]


def test_an_id_of_a_removed_occupation_is_not_given_again() -> None:
    assert "r/estimator--2" in changed(SITE, removed("Estimator") + NEW.replace("Surveyor", "Estimator!"))


def test_a_level_between_two_takes_the_place_of_their_progression() -> None:
    before, after = bases(build_graph(SITE)), bases(changed(SITE, NEW + "level = 3"))
    assert before.items() - after.items() == {(("roofer-2", "roof-inspector-4"), "within_cluster")}
    assert after.items() - before.items() == {
        (("roofer-2", "surveyor-3"), "within_cluster"),
        (("surveyor-3", "roof-inspector-4"), "within_cluster"),
        (("surveyor-3", "site-manager-5"), "same_row"),
        (("surveyor-3", "estimator"), "same_row"),
    }


def test_a_removed_level_joins_those_around_it() -> None:
    tables = one_pathway(cluster("C", T, 1, "A (2)", "B (3)", "C (4)"))
    assert bases(changed(tables, removed("B"))) == {("a-2", "c-4"): "within_cluster"}


def test_a_progression_that_stays_on_another_basis_is_changed() -> None:
    tables = one_pathway(cluster("C", T, 1, "A (2)", "B (4)"), cluster("D", H, 1, "B (4)"))
    difference = told(tables, NEW.replace("Site", "r/p/c") + "level = 3")
    assert [(p.change, p.from_id, p.id, p.was, p.basis) for p in difference.progressions] == [
        ("changed", "r/a-2", "r/b-4", "within_cluster", "same_row"),
        ("added", "r/a-2", "r/surveyor-3", None, "within_cluster"),
        ("added", "r/surveyor-3", "r/b-4", None, "within_cluster"),
    ]


def test_a_progression_that_moves_to_another_cluster_is_changed() -> None:
    tables = one_pathway(cluster("C", T, 1, "A (2)", "B (4)"), cluster("D", T, 2, "A (2)", "B (4)"))
    graph = changed(tables, NEW.replace("Site", "r/p/c") + "level = 3")
    assert graph.edges["r/a-2", "r/b-4", "PROGRESSES_TO"]["from_cluster"] == "r/p/d"
    assert ("changed", "within_cluster", "within_cluster") in {
        (p.change, p.was, p.basis) for p in differences(build_graph(tables), graph).progressions
    }


def test_what_does_not_follow_anew_keeps_its_relatedness() -> None:
    before = build_graph(SITE)
    after = changed(before, NEW.replace("Surveyor", "Roof manager") + "level = 6")
    kept = {(s, e): p for s, e, k, p in before.edges(keys=True, data=True) if k == "PROGRESSES_TO"}
    assert {pair: after.edges[*pair, "PROGRESSES_TO"] for pair in kept} == kept
    anew = build_graph(
        one_pathway(
            cluster("Site", T, 1, "Roofer (2): Slate, Thatch", "Roof inspector (4)", "Labourer", "Roof manager (6)"),
            cluster("Office", H, 1, "Site manager (5)", "Estimator"),
        )
    )
    assert any(anew.edges[*pair, "PROGRESSES_TO"] != properties for pair, properties in kept.items())


def test_an_added_occupation_crosses_to_the_other_route_both_ways() -> None:
    text = NEW.replace("Surveyor", "Window cleaner").replace("Site", "Ward") + "level = 3"
    assert [(c.change, c.from_id, c.id, c.match) for c in told(TWO_ROUTES, text).crossings] == [
        ("added", "care/window-cleaner-3", "cleaning/window-cleaner-3", "same_title"),
        ("added", "cleaning/window-cleaner-3", "care/window-cleaner-3", "same_title"),
    ]


def test_a_removed_occupation_takes_its_relationships_along() -> None:
    difference = told(TWO_ROUTES, removed("care/cleaner-2"))
    assert [(o.change, o.id) for o in difference.occupations] == [("removed", "care/cleaner-2")]
    assert [(p.change, p.from_id, p.id, p.was) for p in difference.progressions] == [
        ("removed", "care/cleaner-2", "care/nurse-3", "within_cluster")
    ]
    assert [c.change for c in difference.crossings] == ["removed", "removed"]


def test_all_occupations_can_be_removed() -> None:
    graph = changed(SITE, "".join(map(removed, occupations(build_graph(SITE)))))
    assert not occupations(graph)
    validate(graph)


def test_an_added_progression_says_everything_that_any_says_and_its_reason() -> None:
    graph = changed(SITE, step("add", "Site manager", "Roofer"))
    added = graph.edges["r/site-manager-5", "r/roofer-2", "PROGRESSES_TO"]
    declared = next(r for r in relationships_of(SCHEMA_VERSION) if (r.name, r.start) == ("PROGRESSES_TO", "Occupation"))
    assert added.keys() == {p.name for p in declared.properties} | {"because"}
    expected = {"basis": "what_if", "cost": 1, "level_gap": -3, "pathway": "r/p", "by_basis": 0.0, "because": "x"}
    assert added.items() >= (expected | {"from_cluster": "r/p/office", "to_cluster": "r/p/site"}).items()
    parts = sum(added[p.name] for p in declared.properties if p.name.startswith("by_"))
    assert added["relatedness"] == round(parts, 4)


def test_an_added_progression_meets_in_the_first_clusters_of_its_ends() -> None:
    tables = one_pathway(cluster("C", P, 1, "A (6)"), cluster("D", P, 2, "B (6)", "A (6)"), cluster("E", P, 3, "B (6)"))
    added = changed(tables, step("add", "A", "B")).edges["r/a-6", "r/b-6", "PROGRESSES_TO"]
    assert (added["from_cluster"], added["to_cluster"]) == ("r/p/c", "r/p/d")


def test_an_added_progression_may_lead_to_another_route_and_to_an_added_occupation() -> None:
    text = NEW.replace("Site", "Rooms") + step("add", "Nurse (3)", "Surveyor")
    graph = changed(TWO_ROUTES, text)
    assert [link.basis for link in shortest_path(graph, "care/nurse-3", "cleaning/surveyor")] == ["what_if"]
    cheapest = best_path(graph, "care/nurse-3", "cleaning/surveyor", Conditions(by="cost"))
    assert [link.cost for link in cheapest] == [1]
    assert [row.id for row in reach(graph, "care/nurse-3")] == ["cleaning/surveyor"]
    assert [p.because for p in differences(build_graph(TWO_ROUTES), graph).progressions if p.basis == "what_if"] == [
        "x"
    ]


def test_a_progression_that_follows_from_the_file_can_be_removed() -> None:
    graph = changed(SITE, NEW + "level = 3\n" + step("remove", "Surveyor (3)", "Estimator"))
    assert ("surveyor-3", "estimator") not in bases(graph)
    assert ("surveyor-3", "site-manager-5") in bases(graph)
    validate(graph)


def test_a_progression_with_a_reason_outlives_what_another_file_changes() -> None:
    one = changed(SITE, NEW + "level = 3\n" + step("add", "Roofer", "Roof inspector"))
    assert bases(one)["roofer-2", "roof-inspector-4"] == "what_if"
    assert bases(changed(one, removed("Surveyor")))["roofer-2", "roof-inspector-4"] == "what_if"
    assert bases(changed(one, NEW.replace("Surveyor", "Tiler") + "level = 3")).items() >= bases(one).items()


def test_the_edition_counts_what_is_there() -> None:
    graph = changed(
        TWO_ROUTES, NEW.replace("Site", "Ward") + removed("cleaning/cleaner-2") + step("add", "Nurse", "care/cleaner-2")
    )
    kinds = [key for _, _, key in graph.edges(keys=True)]
    counted = [edition(graph)[name] for name in ("occupations", "progressions", "shared", "entries")]
    assert counted == [4, kinds.count("PROGRESSES_TO"), kinds.count("SHARED_ACROSS_ROUTES"), 4]


def test_differences_come_in_the_order_of_their_ids() -> None:
    difference = told(SITE, NEW + "level = 3\n" + removed("Labourer") + removed("Site manager"))
    assert [(o.change, o.id) for o in difference.occupations] == [
        ("removed", "r/labourer"),
        ("removed", "r/site-manager-5"),
        ("added", "r/surveyor-3"),
    ]
    pairs = [(p.from_id, p.id) for p in difference.progressions]
    assert pairs == sorted(pairs)


# On the map of 2017 -------------------------------------------------------------------------------------


def test_the_example_of_the_module_fits_the_map(graph: nx.MultiDiGraph) -> None:
    lines = str(changes_module.__doc__).split("\n")
    after = changed(graph, "\n".join(line.removeprefix("    ") for line in lines if line.startswith("    ")))
    difference = differences(graph, after)
    assert [(o.change, o.id) for o in difference.occupations] == [
        ("removed", "construction/junior-energy-manager-3"),
        ("added", "construction/lettings-negotiator-4"),
    ]
    assert {p.because for p in difference.progressions if p.basis == "what_if"} == {"both value property"}
    assert {p.from_id.split("/")[0] for p in difference.progressions} == {"construction"}


def without(catalogue: Catalogue, gone: set[tuple[str, int]]) -> Catalogue:
    """The catalogue without the entries of a normalised title and a line."""
    routes = tuple(
        replace(
            r,
            pathways=tuple(
                replace(
                    p,
                    clusters=tuple(
                        replace(
                            c, entries=tuple(e for e in c.entries if (normalised_title(e.title), e.line) not in gone)
                        )
                        for c in p.clusters
                    ),
                )
                for p in r.pathways
            ),
        )
        for r in catalogue.routes
    )
    return replace(catalogue, routes=routes)


def shape(graph: nx.MultiDiGraph) -> tuple[dict[str, Any], dict[Any, Any]]:
    """The nodes but the edition, and the relationships with their bases and where they meet."""
    nodes = {id_: dict(node) for id_, node in graph.nodes(data=True) if node["label"] != "Edition"}
    edges = {
        (s, e, k): [p.get(name) for name in ("basis", "from_cluster", "to_cluster", "match", "quote")]
        for s, e, k, p in graph.edges(keys=True, data=True)
    }
    return nodes, edges


@pytest.mark.parametrize("start", [3, pytest.param(11, marks=pytest.mark.slow)])
def test_without_some_occupations_the_map_is_as_if_the_document_had_not_named_them(
    catalogue: Catalogue, graph: nx.MultiDiGraph, start: int
) -> None:
    titles = [normalised_title(graph.nodes[id_]["title"]) for id_ in occupations(graph)]
    once = [id_ for id_ in occupations(graph) if titles.count(normalised_title(graph.nodes[id_]["title"])) == 1]
    out = once[start::19]
    gone = {(normalised_title(graph.nodes[id_]["title"]), line) for id_ in out for line in graph.nodes[id_]["lines"]}
    after = changed(graph, "".join(map(removed, out)))
    anew = build_graph(without(catalogue, gone))
    assert len(out) > 30
    assert shape(after) == shape(anew)
    validate(after)
    for name in ("occupations", "progressions", "shared", "clusters"):
        assert edition(after)[name] == edition(anew)[name]


# On any map ---------------------------------------------------------------------------------------------

TITLES = ["Baker", "Bread baker", "Master baker", "Cake decorator", "Cake decoratr", "Cook", "Head cook", "C", "C++"]
LEVELS = st.none() | st.integers(1, 8)


@st.composite
def catalogues(draw: st.DrawFn) -> Catalogue:
    def table(name: str) -> Iterator[Cluster]:
        for number in range(draw(st.integers(1, 3))):
            listed = draw(st.lists(st.tuples(st.sampled_from(TITLES), LEVELS), max_size=4))
            texts = [title if level is None else f"{title} ({level})" for title, level in listed]
            column, row = draw(st.sampled_from([T, H, P])), draw(st.integers(1, 2))
            yield cluster(f"{name} cakes {number}", column, row, *texts)

    routes = draw(st.sampled_from([(("P", "Q"), ("S",)), (("P",), ("S",)), (("P", "Q"),)]))
    return catalogue_of(
        *(route(f"R{i}", *(pathway(name, *table(name)) for name in names)) for i, names in enumerate(routes))
    )


def additions(graph: nx.MultiDiGraph, draw: st.DataObject) -> tuple[AddedOccupation, ...]:
    """Occupations that the graph lacks."""
    clusters = [id_ for id_, label in graph.nodes(data="label") if label == "Cluster"]
    there = {(n["route"], n["title"], n["level"]) for _, n in graph.nodes(data=True) if n["label"] == "Occupation"}
    asked = st.tuples(st.sampled_from(clusters), st.sampled_from([*TITLES, "Pastry cook"]), LEVELS)
    new = [
        (place, title, level)
        for place, title, level in draw.draw(
            st.lists(asked, max_size=3, unique_by=lambda a: (a[0].split("/")[0], *a[1:]))
        )
        if (place.split("/")[0], title, level) not in there
    ]
    return tuple(
        AddedOccupation(place=f"new {i}", title=title, cluster=place, level=level, specialisms=("Icing",) * (i % 2))
        for i, (place, title, level) in enumerate(new)
    )


def some(draw: st.DataObject, items: Sequence[Any]) -> list[Any]:
    return draw.draw(st.lists(st.sampled_from(items), max_size=3, unique=True)) if items else []


def relationships(graph: nx.MultiDiGraph, kind: str) -> dict[tuple[str, str], tuple[Any, ...]]:
    return {
        (start, end): tuple(p.get(name) for name in ("basis", "from_cluster", "to_cluster"))
        for start, end, key, p in graph.edges(keys=True, data=True)
        if key == kind and graph.nodes[start]["label"] == "Occupation"
    }


@settings(max_examples=tries(120))
@given(catalogues(), st.data())
def test_any_changes_leave_the_graph_alone_make_a_good_one_and_are_told_in_full(
    tables: Catalogue, draw: st.DataObject
) -> None:
    before = build_graph(tables)
    kept = copy.deepcopy(before)
    gone = some(draw, occupations(before))
    changes = Changes(
        added_occupations=additions(before, draw),
        removed_occupations=tuple(RemovedOccupation(place="gone", name=id_) for id_ in gone),
    )
    after = changed_graph(before, changes)
    ends = some(draw, list(relationships(after, "PROGRESSES_TO")))
    without_some = replace(
        changes, removed_progressions=tuple(ChangedProgression(place="p", origin=o, destination=d) for o, d in ends)
    )
    after = changed_graph(before, without_some)
    assert nx.utils.graphs_equal(before, kept)
    assert list(before) == list(kept)
    validate(after)
    difference = differences(before, after)
    assert {(o.change, o.id) for o in difference.occupations} == {
        *(("added", id_) for id_ in set(occupations(after)) - set(occupations(before))),
        *(("removed", id_) for id_ in gone),
    }
    for kind, changed_ones in (
        ("PROGRESSES_TO", difference.progressions),
        ("SHARED_ACROSS_ROUTES", difference.crossings),
    ):
        one, other = relationships(before, kind), relationships(after, kind)
        assert {(c.change, c.from_id, c.id) for c in changed_ones} == {
            *(("added", *pair) for pair in other.keys() - one.keys()),
            *(("removed", *pair) for pair in one.keys() - other.keys()),
            *(("changed", *pair) for pair in one.keys() & other.keys() if one[pair] != other[pair]),
        }
        assert len(changed_ones) == len({(c.from_id, c.id) for c in changed_ones})


@settings(max_examples=tries(120))
@given(catalogues(), st.data())
def test_what_is_added_and_then_removed_leaves_the_graph_as_it_was(tables: Catalogue, draw: st.DataObject) -> None:
    before = build_graph(tables)
    new = Changes(added_occupations=additions(before, draw))
    grown = changed_graph(before, new)
    there = relationships(before, "PROGRESSES_TO").keys() | relationships(grown, "PROGRESSES_TO").keys()
    steps = [(a, b) for a in occupations(grown) for b in occupations(grown) if a != b and (a, b) not in there]
    ends = some(draw, steps)
    grown = changed_graph(
        before,
        replace(
            new,
            added_progressions=tuple(
                ChangedProgression(place="p", origin=a, destination=b, because="why not") for a, b in ends
            ),
        ),
    )
    assert {pair for pair, (basis, *_) in relationships(grown, "PROGRESSES_TO").items() if basis == "what_if"} == set(
        ends
    )
    fresh = [id_ for id_ in occupations(grown) if id_ not in before]
    back = Changes(
        removed_occupations=tuple(RemovedOccupation(place="o", name=id_) for id_ in fresh),
        removed_progressions=tuple(
            ChangedProgression(place="p", origin=a, destination=b) for a, b in ends if a in before and b in before
        ),
    )
    assert nx.utils.graphs_equal(changed_graph(grown, back), before)


@settings(max_examples=tries(60))
@given(catalogues(), st.data(), LEVELS)
def test_an_added_occupation_progresses_as_if_the_document_named_it(
    tables: Catalogue, draw: st.DataObject, level: int | None
) -> None:
    graph = build_graph(tables)
    places = list(tables.clusters())
    where = draw.draw(st.integers(0, len(places) - 1))
    id_ = [node for node, label in graph.nodes(data="label") if label == "Cluster"][where]
    new = AddedOccupation(place="new", title="Pastry cook", cluster=id_, level=level)
    after = changed_graph(graph, Changes(added_occupations=(new,)))
    listed = entry("Pastry cook" if level is None else f"Pastry cook ({level})")
    grown = replace(places[where][2], entries=(*places[where][2].entries, listed))
    anew = build_graph(
        replace(
            tables,
            routes=tuple(
                replace(
                    r,
                    pathways=tuple(
                        replace(p, clusters=tuple(grown if c is places[where][2] else c for c in p.clusters))
                        for p in r.pathways
                    ),
                )
                for r in tables.routes
            ),
        )
    )
    assert set(after) == set(anew)
    for kind in ("PROGRESSES_TO", "SHARED_ACROSS_ROUTES"):
        one, other = relationships(after, kind), relationships(anew, kind)
        assert {pair: told[0] for pair, told in one.items()} == {pair: told[0] for pair, told in other.items()}


@pytest.mark.slow
def test_as_many_changes_as_a_file_may_ask_for_take_seconds(graph: nx.MultiDiGraph) -> None:
    """The most that follows: occupations of two levels in one cluster, each of which leads to all of the next level."""
    (cluster, *_) = (node for node, label in graph.nodes(data="label") if label == "Cluster")
    tables = [f'{{title = "Trade {i}", cluster = "{cluster}", level = {2 + i % 2}}}' for i in range(250)]
    start = time.process_time()
    after = changed(graph, f"add.occupation = [{', '.join(tables)}]")
    assert time.process_time() - start < 10
    assert after.number_of_edges() > graph.number_of_edges() + 125 * 125
