"""What an installed package is asked, and what must be in the answer: by people who have nothing but the package."""

from __future__ import annotations

from dataclasses import dataclass

WHAT_IF = """\
[[add.progression]]
from = "Senior chef culinary arts (4)"
to = "Hospitality manager (4)"
because = "chefs come to run hotels"
"""

FACE = """\
import career_pathways as cp
with cp.open() as explorer:
    for step in explorer.next("Butcher", in_route="sales"):
        print(step.title, step.level)
    print(cp.__version__)
"""


@dataclass(frozen=True, slots=True)
class Question:
    """One command, run in an empty folder, with what is known of its answer."""

    command: tuple[str, ...]
    says: str
    """Stands in what it prints: on standard output, where it ends with 0, else on standard error."""
    ends: int = 0
    """The exit status."""
    given: str = ""
    """Standard input."""
    writes: tuple[str, ...] = ()
    """The files that are there afterwards."""
    extras: bool | None = None
    """Asked only with the extras, or only without; None for both."""


def ask(
    *arguments: str, says: str, ends: int = 0, given: str = "", writes: tuple[str, ...] = (), extras: bool | None = None
) -> Question:
    """A question to `pathways`."""
    return Question(("pathways", *arguments), says, ends, given, writes, extras)


NEEDS_AN_EXTRA = "not installed"

QUESTIONS = (
    ask("--version", says="pathways, version"),
    ask("--help", says="The first question builds the store from the packaged document."),
    ask("next", "plumber", says="Building services engineering"),  # and so builds the store
    ask("search", "I drive a lorry", says="transport-and-logistics/large-goods-vehicle-lgv-driver-2"),
    ask("show", "Fashion studio assistant", "--route", "creative", says="Line 230 of the document"),
    ask("before", "Retail manager", "--in", "sales", "--csv", says="Advanced butcher"),
    ask("path", "Butcher", "Retail management", "--in", "sales", says="3 steps"),
    ask("path", "Butcher", "Retail management", "--in", "sales", "--explain", "--json", says='"within_cluster"'),
    ask("reach", "--from-level", "2", "--to-route", "legal", "--csv", says="Credit controller/collector"),
    ask("compare", "Butcher", "Retailer", "--in", "sales", says="They first meet at Advanced butcher (3)"),
    ask("gaps", "--route", "catering-and-hospitality", says="Nothing progresses"),
    ask("shared", "--tsv", says="Creative and Design"),
    ask("query", "routes", "--csv", says="Catering and Hospitality"),
    ask("query", "--cypher", "MATCH (o:Occupation) RETURN count(o) AS n", "--csv", says="789"),
    ask("next", "-", "--tsv", "--columns", "given,title", given="roofer\nbutcher\n", says="roofer\t"),
    ask("path", "Commis chef", "Hospitality manager", "--with", "what-if.toml", says="chefs come to run hotels"),
    ask("catalogue", says='"Carpentry and joinery"'),
    ask("check", says="route without a table"),
    ask("help", "what-if", says="# What if"),
    ask("completion", "bash", says="pathways"),
    ask("export", "-o", "map.graphml", says="map.graphml", writes=("map.graphml", "map.graphml.manifest.json")),
    ask("export", "-o", "map.ttl", says="map.ttl", writes=("map.ttl",)),
    ask("export", "-o", "map.cypher", says="map.cypher", writes=("map.cypher",)),
    ask("export", "--route", "construction", "-o", "map.svg", says="map.svg", writes=("map.svg",)),
    ask("page", "-o", "pathways.html", says="", writes=("pathways.html",)),
    ask("build", "--add", "2026", says="2058"),
    ask("editions", says="1269"),
    ask("diff", "2017", "2026", "--route", "transport", "--only", "renamed", says="Able seafarer"),
    ask("next", "Seafarer deck rating", "--edition", "2026", "--json", says='"results"'),
    Question(("python", "-c", FACE), "Advanced butcher 3"),
    ask("next", "no such thing at all", says="Did you mean", ends=2),
    ask("next", "--nonsense", says="No such option", ends=2),
    ask("export", "-o", "map.parquet", says=NEEDS_AN_EXTRA, ends=1, extras=False),
    ask("serve", says=NEEDS_AN_EXTRA, ends=1, extras=False),
    ask("mcp", says=NEEDS_AN_EXTRA, ends=1, extras=False),
    ask("export", "-o", "map.parquet", says="map-nodes.parquet", writes=("map-nodes.parquet",), extras=True),
    ask("export", "-o", "map.xlsx", says="map.xlsx", writes=("map.xlsx",), extras=True),
    ask("export", "--route", "legal", "-o", "map.png", says="map.png", writes=("map.png",), extras=True),
    ask("analyse", "levels", says="2", extras=True),
)
"""In the order in which they are asked: the first that needs the store builds it, and the second edition comes late."""

WITHOUT_EXTRAS = tuple(question for question in QUESTIONS if question.extras is not True)
WITH_EXTRAS = tuple(question for question in QUESTIONS if question.extras is not False)
ONE = tuple(question for question in QUESTIONS if question.command == ("pathways", "next", "plumber"))

FILES = {"what-if.toml": WHAT_IF}
"""What lies in the folder before, since a person writes it."""
