"""Statements in Cypher, asked of the embedded store and of the real Neo4j: equal, refused by the embedded one, or not.

    python benchmarks/differential.py [--record] [--refused]

Asks the statements of tests/stores/differential/ of both, and prints the shares. `--refused` adds what the embedded
store refuses though Neo4j answers it, by reason; `--record` writes what Neo4j answers, which the quick tests compare
with. Starts a Neo4j of its own, or takes an empty one that NEO4J_URI names. Ends with status 1 where an answer differs.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests" / "helpers"))

from differential import (  # noqa: E402
    ALIKE,
    DIFFERS,
    RECORDED,
    REFUSED,
    Answer,
    Statement,
    answer,
    neo4j_answer,
    shares,
    statements,
    verdict,
)
from figures import held  # noqa: E402
from neo4j_server import neo4j_address  # noqa: E402
from small_graph import small_graph  # noqa: E402

from career_pathways.loader.stores.embedded import EmbeddedStore  # noqa: E402
from career_pathways.loader.stores.neo4j.store import BoltStore  # noqa: E402
from career_pathways.loader.stores.store import Target  # noqa: E402


def main() -> int:
    """Ask, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--record", action="store_true", help="write what Neo4j answers")
    parser.add_argument("--refused", action="store_true", help="list what the embedded store refuses, by reason")
    options = parser.parse_args()
    asked = list(statements())
    uri, username, password = neo4j_address()
    with BoltStore(Target(uri=uri, username=username, password=password)) as server:
        server.replace(small_graph())
        of_neo4j = [neo4j_answer(server, statement) for statement in asked]
    embedded = EmbeddedStore.in_memory(small_graph())
    of_embedded = [answer(embedded, statement) for statement in asked]
    if options.record:
        told = {
            s.key: [*a[:2], a.error and "refused"]  # its words hold addresses, and change with each patch
            for s, a in zip(asked, of_neo4j, strict=True)
        }
        lines = ",\n".join(
            f"{json.dumps(k, ensure_ascii=False)}: {json.dumps(v, ensure_ascii=False)}" for k, v in told.items()
        )
        RECORDED.write_text(f"{{\n{lines}\n}}\n", "utf-8")
    verdicts = [(s, verdict(e, n)) for s, e, n in zip(asked, of_embedded, of_neo4j, strict=True)]
    _print_shares(verdicts, sum(n.error is None for n in of_neo4j))
    if options.refused:
        _print_refused([(s, e) for (s, v), e in zip(verdicts, of_embedded, strict=True) if v == REFUSED])
    for (statement, found), mine, theirs in zip(verdicts, of_embedded, of_neo4j, strict=True):
        if found == DIFFERS:
            print(f"\ndiffers: {statement.key}\n  embedded {mine}\n  Neo4j    {theirs}")
    counted = Counter(found for _, found in verdicts)
    held("answered by both alike", 100 * counted[ALIKE] / counted.total(), "%")
    held("refused by the file store alone", 100 * counted[REFUSED] / counted.total(), "%")
    return int(not held("answered otherwise than by Neo4j", counted[DIFFERS], f"of {counted.total():,} statements", 0))


def _print_shares(verdicts: list[tuple[Statement, str]], answered: int) -> None:
    print(f"{'':18}{'asked':>8}{'alike':>8}{'refused':>9}{'differs':>9}")
    total: Counter[str] = Counter()
    for subject, counted in shares(verdicts).items():
        total += counted
        print(f"{subject:18}{counted.total():8}{counted[ALIKE]:8}{counted[REFUSED]:9}{counted[DIFFERS]:9}")
    print(f"{'all':18}{total.total():8}{total[ALIKE]:8}{total[REFUSED]:9}{total[DIFFERS]:9}")
    print(f"Neo4j itself answers {answered} and refuses the others")


def _print_refused(refused: list[tuple[Statement, Answer]]) -> None:
    by_reason: dict[str, list[str]] = {}
    for statement, found in refused:
        reason = re.sub(r"\n.*\n.*\^", "", (found.error or "").replace("line 1 of the question: ", ""))
        by_reason.setdefault(reason.strip(), []).append(statement.key)
    for reason, of in sorted(by_reason.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        print(f"\n{len(of)} {reason}")
        for key in of:
            print(f"    {key}")


if __name__ == "__main__":
    sys.exit(main())
