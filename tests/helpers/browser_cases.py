"""Questions of every kind with wishes of every kind, drawn by chance, to ask the browser's core and Python alike."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from string import ascii_lowercase
from typing import Any

from places import TESTS

from career_pathways.explorer.explorer import Explorer
from career_pathways.loader.schema import BANDS
from career_pathways.queries.everyday_titles import all_titles
from career_pathways.queries.in_memory import distances
from career_pathways.queries.library import queries

Case = tuple[str, dict[str, Any]]

BASES = ("within_cluster", "same_row", "skips_column", "same_pathway")

ODD = (
    *("", "!!!", "a" * 201, "the", "  ", "C#", ".NET", "I.T.", "H.G.V. driver", "café", "Café-worker", "driver's mate"),
    *("electrican", "domestic electrican", "ofice electrican", "I don't know", "I'm good at maths", "able seaman"),
    *(
        "crème brûlée maker",
        "sol–dier",
        "butcher (2)",
        "level 3 chef",
        "bin man",
        "‘Chef’",
        "ﬁtter",
        "ＣＨＥＦ",
        "straße",
    ),
    *("İstanbul", "x\u00adray", "chef\x00", "Привет", "厨师", "👩‍🍳 chef", "e\u0301lectricien", "nail-bar", "hair"),
    *(
        "beauty therapist",
        "ONE & two",
        "24/7",
        "hgv1",
        "...",
        "#",
        "plumber\n\nmate",
        "<b>nurse</b>",
        "\u202enurse",
        "R && D nurse",
    ),
)
"""Texts that few people write."""


class Cases:
    """The same for the same map and the same seed."""

    def __init__(self, explorer: Explorer, seed: int) -> None:
        self._explorer, self._chance = explorer, random.Random(seed)
        occupations = sorted(explorer.names.occupations, key=lambda o: o.id)
        self._ids = [o.id for o in occupations]
        self._titles = [o.title for o in occupations]
        self._texts = [text for o in occupations for text in (o.title, *o.specialisms)]
        self._everyday = [row.title for row in all_titles()]
        lines = (TESTS / "cases" / "everyday-words.tsv").read_text("utf-8").splitlines()[1:]
        self._words = [line.split("\t")[0] for line in lines]
        self._routes, self._clusters = list(explorer.names.routes), list(explorer.names.clusters)

    def of(self, kind: str, number: int) -> list[Case]:
        """So many questions of a kind."""
        made: Callable[[], Case] = getattr(self, kind)
        return [made() for _ in range(number)]

    def steps(self) -> Case:
        """What is next, or several steps ahead, or before; with filters or without."""
        question = self._chance.choice(["next", "before"])
        wishes = {"occupation": self._occupation(), **self._filters()}
        ahead = (
            {"steps": self._chance.choice([2, 3, 4, 5])} if question == "next" and self._chance.random() < 0.3 else {}
        )
        return question, wishes | ahead

    def level(self) -> Case:
        """What the workers of a level can progress to."""
        level, steps = self._chance.choice([2, 3, 4, 5, 6, 7]), self._chance.choice([1, 1, 2, 3])
        filters = self._filters()
        filters.pop("levels", None)
        return "next-of-level", {"level": level, "steps": steps, **filters}

    def reach(self) -> Case:
        """Everything within reach, forwards or backwards, within a number of steps or not."""
        steps = {"steps": self._chance.choice([1, 2, 3, 4])} if self._chance.random() < 0.3 else {}
        backwards = self._chance.random() < 0.5
        return "reach", {"occupation": self._occupation(), "backwards": backwards, **steps, **self._filters()}

    def sets(self) -> Case:
        """What a set leads to, and which of a set lead to another."""
        sets = {name: self._filters() for name in ("from_set", "to_set")}
        if self._chance.random() < 0.2:
            sets["from_set"]["cluster"] = self._chance.choice(self._clusters)
        sets = {name: among for name, among in sets.items() if among} or {"to_set": {"levels": [7]}}
        return "reach-between", sets | (self._filters() if self._chance.random() < 0.3 else {})

    def compared(self) -> Case:
        filters = self._filters() if self._chance.random() < 0.3 else {}
        return "compare", {"occupation": self._occupation(), "to": self._occupation(), **filters}

    def path(self) -> Case:
        """A path by a measure, between two occupations of which the one leads to the other."""
        origin, destination, _ = self._ends()
        by = self._chance.choice([{}, {}, {"by": "steps"}, {"by": "cost"}])
        return "path", {"occupation": origin, "to": destination, **by}

    def why_not(self) -> Case:
        """A path between any two."""
        return "path", {"occupation": self._occupation(), "to": self._occupation()}

    def conditions(self) -> Case:
        """Paths that keep conditions, or that cannot."""
        origin, destination, ahead = self._ends()
        chance = self._chance
        wishes: dict[str, Any] = {"choice": chance.choice(["best", "shortest", "alternatives"])}
        wishes |= {"limit": chance.choice([1, 3, 20]), "by": chance.choice(["rungs", "steps", "cost"])}
        if chance.random() < 0.4:
            wishes["max_level_gap"] = chance.choice([1, 2, 3])
        if chance.random() < 0.3:
            wishes["only"] = chance.sample(BASES, chance.choice([1, 2, 3]))
        if chance.random() < 0.3:
            wishes["via"] = chance.sample(ahead, min(len(ahead), chance.choice([1, 2])))
        if chance.random() < 0.3:
            places = [chance.choice(ahead), chance.choice(self._clusters), chance.choice(self._routes)]
            wishes["avoid"] = chance.sample(places, chance.choice([1, 2]))
        return "path", {"occupation": origin, "to": destination, **wishes}

    def alternatives(self) -> Case:
        origin, destination, _ = self._ends()
        return "path", {"occupation": origin, "to": destination, "choice": "alternatives", "limit": 3}

    def search(self) -> Case:
        """What people write: words of theirs, everyday titles and the map's own, with slips or within a sentence."""
        chance = self._chance
        text = chance.choice([self._words, self._everyday, self._texts])
        written = chance.choice(text)
        how = chance.choice([str, str, self._slip, self._slip, self._sentence, self._mixture])
        filters = self._filters() if chance.random() < 0.2 else {}
        return "search", {"text": how(written), **filters}

    def name(self) -> Case:
        """An occupation as people name it."""
        chance = self._chance
        title = chance.choice(chance.choice([self._titles, self._everyday, self._words]))
        how = chance.choice([str, self._slip, str.upper, lambda text: f"“{text} ({chance.randint(2, 7)})”."])
        route = {"in_route": chance.choice(self._routes)} if chance.random() < 0.2 else {}
        return "occupation", {"occupation": how(title), **route}

    def place(self) -> Case:
        """A route, a cluster or an occupation as people name it, with a slip or by a part of its name."""
        chance, names = self._chance, self._explorer.names
        known = list((names.routes | names.clusters).values())
        name = chance.choice([chance.choice(list(names.routes.values())), chance.choice(known)])
        parts = name.split()
        part = " ".join(chance.sample(parts, chance.randint(1, len(parts))))
        name = chance.choice([self._slip(name), self._slip(self._slip(name)), part, self._slip(part)])
        origin, destination, _ = self._ends()
        return chance.choice(
            [
                ("next", {"occupation": origin, "route": name}),
                ("reach-between", {"to_set": {"cluster": name}}),
                ("path", {"occupation": origin, "to": destination, "avoid": [name]}),
            ]
        )

    def named(self) -> Case:
        """A question of the library, with parameters or without those that may be left out."""
        chance = self._chance
        question = chance.choice(queries())
        made: dict[str, Callable[[str], Any]] = {
            "boolean": lambda _: chance.choice([True, False]),
            "integers": lambda _: chance.sample(range(2, 8), 2),
            "integer": lambda name: chance.randint(*((1, 12) if name == "relationships" else (2, 5))),
            "string": lambda name: self._text_for(question.name, name),
        }
        wanted = [p for p in question.parameters if not (p.optional or p.default) or chance.random() < 0.3]
        return "named", {"text": question.name, "given": {p.name: made[p.type](p.name) for p in wanted}}

    def _text_for(self, question: str, name: str) -> str:
        chance = self._chance
        if name.endswith("route") or question == "route-occupations":
            return chance.choice(self._routes)
        if name.endswith("cluster") or question == "cluster-occupations":
            return chance.choice(self._clusters)
        return (
            chance.choice(list(BANDS))
            if name.endswith("column")
            else (chance.choice(self._texts).split()[0] if name == "text" else self._occupation())
        )

    def _occupation(self) -> str:
        return self._chance.choice(self._ids)

    def _ends(self) -> tuple[str, str, list[str]]:
        """An occupation, one that it leads to, and all that it leads to."""
        for _ in range(100):
            origin = self._occupation()
            ahead = sorted(distances(self._explorer.graph, origin, cutoff=12, backwards=False))
            if ahead:
                return origin, self._chance.choice(ahead), ahead
        return origin, self._occupation(), [self._occupation()]  # of a map without progressions

    def _filters(self) -> dict[str, Any]:
        chance, wanted = self._chance, dict[str, Any]()
        if chance.random() < 0.4:
            return wanted
        choices: Mapping[str, Callable[[], Any]] = {
            "route": lambda: chance.choice(self._routes),
            "levels": lambda: chance.sample(range(2, 8), chance.choice([1, 2])),
            "column": lambda: chance.choice(list(BANDS)),
            "apprenticeship_only": lambda: True,
            "degree": lambda: True,
        }
        return {name: made() for name, made in choices.items() if chance.random() < 0.3}

    def _slip(self, text: str) -> str:
        """A letter left out, doubled, put in another's place, or swapped with the next."""
        chance = self._chance
        place, letter = chance.randrange(len(text)), chance.choice(ascii_lowercase)
        before, here, after = text[:place], text[place], text[place + 1 :]
        return before + chance.choice([after, here + here + after, letter + after, after[:1] + here + after[1:]])

    def _sentence(self, text: str) -> str:
        begins = ("I work in a ", "I'm a ", "my son wants to be a ", "I mend ", "work with ", "trainee ")
        return self._chance.choice(begins) + text.lower()

    def _mixture(self, text: str) -> str:
        others = self._chance.choices(self._everyday, k=2)
        words = [*text.split(), *(self._chance.choice(other.split()) for other in others)]
        self._chance.shuffle(words)
        return " ".join(words[: self._chance.choice([2, 3, 4])])
