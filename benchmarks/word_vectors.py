"""Whether vectors of words rank better than the lists of trades.txt: the experiment of decision 6, to be run again.

python benchmarks/word_vectors.py FOLDER [FILE.json ...]        needs numpy and scipy, which nothing else here needs

FOLDER holds esco-1.1.1/occupations.csv (ESCO in English as tabiya-tech/taxonomy-model-application has it, CC BY 4.0,
European Commission) and ncs-2020/job_profiles.csv (SkillsFundingAgency/dfc-servicetaxonomy-editor, Crown copyright,
Open Government Licence v3.0). FILE.json holds judged origins as tests/judged/ has them; without one, those set aside
and those judged afterwards are counted. The same texts make the same vectors.

1. Each occupation is one document of folded words (`folded_words`). Its title counts 3; its other titles count 4 / √n
   together where there are n of them; a word of its description, and of where it leads, counts 1.
2. A word in a document weighs log(1 + count) · log(documents / documents with the word), and all of a document 1.
3. The 96 strongest directions of that table (singular vectors, times their singular values) are the vectors, each
   brought to length 127 and rounded. Kept are words that a title has and that two documents have, but no word of
   `STANDING`.
4. Two words are kin where the cosine of their vectors is above 0.25; from 0.9 they are as near as can be. A word meets
   its kin as it meets words of its trade in relatedness.py, times how near they are.
"""

from __future__ import annotations

import csv
import json
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from math import sqrt
from pathlib import Path

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # so that sums are taken in one order

import numpy as np
from scipy.sparse import csr_matrix, diags
from scipy.sparse.linalg import svds

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "helpers"))

from judging import ORDERS, Order, by_relatedness, judged

from career_pathways.loader.building import read_graph
from career_pathways.loader.graph import relatedness
from career_pathways.loader.graph.relatedness import Rarity, Words
from career_pathways.loader.words.ranks import STANDING
from career_pathways.loader.words.stems import folded_words
from career_pathways.loader.words.titles import words

TITLE, OTHER_TITLES, DESCRIPTION = 3.0, 4.0, 1.0

DIMENSIONS, LENGTH = 96, 127

STRANGERS, ONE = 0.25, 0.9
"""The cosine up to which two words are no kin, and that from which they are as good as one."""

KIN_COUNTS = 0.8

WEIGHTS = {
    "vectors": {"by_title": 0.27, "by_specialisms": 0.18, "by_place": 0.25, "by_level": 0.27, "by_basis": 0.03},
    "both": {"by_title": 0.30, "by_specialisms": 0.14, "by_place": 0.28, "by_level": 0.22, "by_basis": 0.06},
}
"""Weights fitted on tuning.json as decision 6 says, and rounded."""

Kin = Mapping[str, Mapping[str, float]]


def main() -> None:
    """Print how often each order is right, and how much more often than the lists, with 95 % intervals."""
    folder, *files = map(Path, sys.argv[1:])
    parts = {part: judged(part) for part in ("aside", "fresh")}
    if files:
        parts = {file.name: _right(file) for file in files}
    kin = kin_of(*vectors_of(folder))
    met = Rarity.each_met
    rankings = {name: _hits(order, parts) for name, order in ORDERS.items()}
    relatedness._spelt = lambda *_: []  # type: ignore[assignment]  # shows words of the lists, and ranks nothing
    for name, change in (("vectors", by_vectors(kin)), ("both", nearer(met, by_vectors(kin)))):
        relatedness.WEIGHTS.update(WEIGHTS[name])
        Rarity.each_met = change  # type: ignore[method-assign]
        rankings[name] = _hits(by_relatedness, parts)
    for number, first in enumerate((1, 3)):
        print(f"one of the first {first}, of {len(rankings['both'][0])} origins")
        for name, hits in rankings.items():
            more = hits[number] - rankings["relatedness"][number]
            print(f"  {name:28} {_interval(hits[number])}   than the lists {_interval(more)}")


def _right(file: Path) -> dict[str, list[str]]:
    """The right next steps of each origin of a file."""
    answers = json.loads(file.read_text("utf-8"))
    return {origin: [id_ for named in readers.values() for id_ in named] for origin, readers in answers.items()}


def _hits(order: Order, parts: Mapping[str, Mapping[str, list[str]]]) -> list[np.ndarray]:
    """For each origin whether the first, and whether one of the first three, is right."""
    _, graph = read_graph(None, None)
    origins = [(order(graph, origin), ends) for right in parts.values() for origin, ends in right.items()]
    return [np.array([not set(ends).isdisjoint(found[:n]) for found, ends in origins], float) for n in (1, 3)]


def _interval(hits: np.ndarray) -> str:
    """The mean in percent, and where it lies in 95 % of 10,000 draws of as many origins."""
    draws = hits[np.random.default_rng(0).integers(0, len(hits), (10_000, len(hits)))].mean(1)
    low, high = np.percentile(draws, [2.5, 97.5])
    return f"{100 * hits.mean():6.1f} ({100 * low:5.1f} to {100 * high:5.1f})"


def by_vectors(kin: Kin) -> Callable[[Rarity, Words, Words], dict[str, float]]:
    """`Rarity.each_met` by vectors (rule 4)."""

    def each_met(rarity: Rarity, own: Words, others: Words) -> dict[str, float]:
        met = {word: rarity.of(word) for word in own.spelt.keys() & others.spelt.keys()}
        for word in own.spelt.keys() - met.keys():
            near = kin.get(word, {})
            if common := near.keys() & others.spelt.keys():
                alone = rarity.of(word)
                met[word] = KIN_COUNTS * max(near[k] * sqrt(alone * min(alone, rarity.of(k))) for k in common)
        return met

    return each_met


def nearer(*ways: Callable[[Rarity, Words, Words], dict[str, float]]) -> Callable[..., dict[str, float]]:
    """`Rarity.each_met` by several ways: of each word the most."""

    def each_met(rarity: Rarity, own: Words, others: Words) -> dict[str, float]:
        found = [way(rarity, own, others) for way in ways]
        return {word: max(each.get(word, 0.0) for each in found) for word in {w for each in found for w in each}}

    return each_met


def kin_of(vocabulary: list[str], vectors: np.ndarray) -> Kin:
    """Each word with its kin, and how near they are (rule 4)."""
    cosines = vectors.astype(float) @ vectors.T.astype(float) / LENGTH**2
    near = np.clip((cosines - STRANGERS) / (ONE - STRANGERS), 0, 1)
    return {
        word: {vocabulary[j]: float(row[j]) for j in np.flatnonzero(row) if j != i}
        for i, (word, row) in enumerate(zip(vocabulary, near, strict=True))
    }


def occupations(folder: Path) -> Iterator[tuple[str, list[str], str]]:
    """Title, other titles and description of each occupation."""
    with (folder / "esco-1.1.1" / "occupations.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            others = set(row["ALTLABELS"].split("\n")) - {row["PREFERREDLABEL"], ""}
            yield row["PREFERREDLABEL"], sorted(others), row["DESCRIPTION"]
    with (folder / "ncs-2020" / "job_profiles.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            yield row["title"], [], f"{row['description']} {row['career_path_and_progression']}"


def telling_words(text: str) -> list[str]:
    """All telling words of a text, folded, each as often as it has them."""
    return [folded for word in words(text) for folded in folded_words(word)]


def vectors_of(folder: Path) -> tuple[list[str], np.ndarray]:
    """The words that have a vector, and the vectors, a row each (rules 1 to 3)."""
    documents: list[defaultdict[str, float]] = []
    titled: set[str] = set()
    for title, others, description in occupations(folder):  # Rule 1
        counts: defaultdict[str, float] = defaultdict(float)
        parts = [(title, TITLE), *((other, OTHER_TITLES / len(others) ** 0.5) for other in others)]
        for text, weight in parts:
            titled.update(telling_words(text))
            for word in telling_words(text):
                counts[word] += weight
        for word in telling_words(description):
            counts[word] += DESCRIPTION
        documents.append(counts)
    holding = Counter(word for counts in documents for word in counts)
    vocabulary = sorted(word for word, n in holding.items() if n > 1)
    kept = [i for i, word in enumerate(vocabulary) if word in titled - STANDING]
    return [vocabulary[i] for i in kept], _directions(vocabulary, documents)[kept]


def _directions(vocabulary: list[str], documents: list[defaultdict[str, float]]) -> np.ndarray:
    """The vector of each word, a row each (rules 2 and 3)."""
    place = {word: i for i, word in enumerate(vocabulary)}
    cells = [(place[word], j, n) for j, counts in enumerate(documents) for word, n in counts.items() if word in place]
    rows, columns, counted = zip(*cells, strict=True)
    table = csr_matrix((np.log1p(counted), (rows, columns)), shape=(len(vocabulary), len(documents)))
    rare = np.log(len(documents) / np.bincount(rows))
    table = diags(rare) @ table
    lengths = np.sqrt(np.asarray(table.multiply(table).sum(0)).ravel())
    table = table @ diags(1 / np.maximum(lengths, 1e-9))
    start = np.random.default_rng(0).standard_normal(min(table.shape))  # where the search for directions begins
    directions, strengths, _ = svds(table, k=DIMENSIONS, v0=start)
    order = np.argsort(-strengths)
    vectors = (directions * strengths)[:, order]
    vectors *= np.sign(vectors[np.abs(vectors).argmax(0), np.arange(DIMENSIONS)])  # a direction has no sign of its own
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    rounded: np.ndarray = np.rint(LENGTH * vectors).astype(np.int8)
    return rounded


if __name__ == "__main__":
    main()
