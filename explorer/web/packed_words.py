"""What people call occupations, and the questions that have a name, packed for a browser: the same for each map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache

from career_pathways.loader.words.spellings import spelt_alike
from career_pathways.loader.words.titles import key_words
from career_pathways.queries.everyday_titles import all_titles
from career_pathways.queries.library import queries
from career_pathways.queries.searching import LITTLE

from .packed_columns import FORM, written


@cache
def packed_questions() -> str:
    """The question library: what stands in its files, in Cypher as each store is asked."""
    names = ("name", "title", "about", "returns")
    return written(
        {
            "form": FORM,
            "questions": [
                {name: getattr(question, name) for name in names}
                | {
                    "parameters": [p._asdict() for p in question.parameters],
                    "cypher": question.marked,
                }
                for question in queries()
            ],
        }
    )


@cache
def packed_titles() -> str:
    """The everyday titles, those with one answer side by side, by what that is: so they are smallest.

    `number` says how many have each answer; `words` has those, by their places, that do not follow from the title.
    Their table is in the order of their words, written together.
    """
    titles = sorted(all_titles(), key=lambda title: (title.occupations, title.kind))
    answers = Counter((title.occupations, title.kind) for title in titles)
    ids = {id_: i for i, id_ in enumerate(sorted({id_ for some, _ in answers for id_ in some}))}
    spelt = [" ".join(_words(words)) for words in key_words(title.title for title in titles)]
    return written(
        {
            "form": FORM,
            "titles": "\n".join(title.title for title in titles),
            "number": list(answers.values()),
            "ids": list(ids),
            "kinds": [kind for _, kind in answers],
            "occupations": [[ids[id_] for id_ in some] for some, _ in answers],
            "words": [
                [i, title.words]
                for i, (title, words) in enumerate(zip(titles, spelt, strict=True))
                if title.words != words
            ],
        }
    )


def _words(words: str) -> Iterable[str]:
    return dict.fromkeys(spelt_alike(word) for word in words.split() if word not in LITTLE)
