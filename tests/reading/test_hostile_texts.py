"""Texts that take others a time which grows with the square of their length are read, or refused in few words.

benchmarks/growth.py says how the time may grow.
"""

from __future__ import annotations

import time

import pytest
from long_texts import DOCUMENTS, OF_A_KIND

from career_pathways.loader.errors import PathwaysError
from career_pathways.loader.reading.reader import read_catalogue
from career_pathways.loader.source import SourceText


def read(text: str) -> None:
    try:
        read_catalogue(SourceText(text))
    except PathwaysError as error:
        assert len(str(error)) < 1_000


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_it_is_read_or_refused_in_few_words(kind: str) -> None:
    read(DOCUMENTS[kind](1_000))  # an error that repeated it would have more words than few


LONG = dict.fromkeys(OF_A_KIND, 60_000) | {
    "formatting that is closed late": 20_000,
    "signs": 300_000,
    "letters": 700_000,
}


@pytest.mark.soak
@pytest.mark.parametrize(("kind", "size"), LONG.items())
def test_long_texts_take_seconds(kind: str, size: int) -> None:
    def seconds() -> float:
        begin = time.process_time()
        read(DOCUMENTS[kind](size))
        return time.process_time() - begin

    assert any(seconds() < 4 for _ in range(3))  # 1 to 1.5 where nothing else runs, twice as much beside a server
