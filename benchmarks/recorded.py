# ruff: noqa: E501 -- commands read best on one line
"""What the command line answers, recorded, so that two versions can be compared byte by byte.

python benchmarks/recorded.py record FOLDER [PATHWAYS]     runs all commands; else that beside Python
python benchmarks/recorded.py compare BEFORE AFTER         what differs, and exit status 1 where anything does
"""

from __future__ import annotations

import difflib
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parent.parent

OCCUPATIONS = (
    "construction/roofer-2",
    "Butcher --in sales",
    "'Housing/property management' --route construction",
    "'Commis chef'",
    "'Registered nurse (6)'",
    "'Lifting technician'",
    "butcher",  # ambiguous
    "'no such thing at all'",
    "Rofer",
    "'Fashion studio assistant' --route creative",
    "'Hospitality manager'",  # a dead end
    "construction/rofer-2",
)
PAIRS = (
    "Butcher 'Retail management' --route sales",
    "'Commis chef' 'Senior chef culinary arts'",
    "construction/roofer-2 construction/construction-site-management-6",
    "'Senior chef culinary arts' 'Commis chef'",  # none: the wrong way
    "'Commis chef' construction/roofer-2",  # none
    "construction/roofer-2 construction/roofer-2",
    "Butcher 'Retail manager'",  # ambiguous
)
SEARCHES = (
    "'towr crane'", "plumber", "nurse", "'level 6 engineer'", "''", "'???'", "it", "'housing & property'", "zzzz",
    "'software developer'", "teacher", "'a b'", "Électrician",
)  # fmt: skip
PARAMETERS = {
    "cluster-occupations": "-p id=construction/building-services-engineering-technician",
    "cluster-progressions": "",
    "level-next-steps": "-p level=2",
    "level-next-steps-ahead": "-p level=2 -p steps=2 -p route=catering",
    "next-steps": "-p id=construction/roofer-2",
    "next-steps-ahead": "-p id=construction/roofer-2 -p steps=2",
    "occupation": "-p id=Butcher",
    "reach": "-p id=construction/roofer-2",
    "reach-back": "-p id=construction/construction-site-management-6",
    "reach-destinations": "-p from_route=catering",
    "reach-origins": "-p from_level=2 -p to_route=construction",
    "route-occupations": "-p id=digital",
    "search": "-p text=crane",
    "shortest-path": "-p from=construction/roofer-2 -p to=construction/construction-site-management-6",
    "what-leads-to": "-p id=construction/construction-site-management-6",
}
CYPHER = (
    "MATCH (o:Occupation) WHERE o.degree RETURN o.route_name AS route, count(*) AS degrees ORDER BY degrees DESC, route",
    "MATCH (c:Cluster) RETURN c.route",
    "MATCH (n:Occupaton) RETURN n",
    "CREATE (n:Route) RETURN n",
    "MATCH (r:Route) RETURN r ORDER BY r.id LIMIT 2",
    "MATCH p = (:Occupation {id: 'construction/roofer-2'})-[:PROGRESSES_TO]->() RETURN p ORDER BY length(p) LIMIT 1",
    "RETURN 1 AS one, 'ä' AS text, [1, 2] AS list, null AS nothing",
    "MATCH (o:Occupation) RETURN o.title AS title ORDER BY title LIMIT",
    "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "",
)
FORMATS = "graphml gexf json cytoscape csv parquet cypher neo4j-admin turtle jsonld dot mermaid svg".split()


def commands() -> Iterator[str]:
    """The commands, as somebody would type them behind `pathways`."""
    yield from ("build", "--version", "-h", "build -h", "", "nonsense", "build missing.txt", "build --lookups none")
    yield from ("build", "build docs/what-if.md", "build --json", "build --store .", "load", "load --to nowhere")
    yield from ("load --to bolt://localhost:1", "load --to http://localhost:7474", "catalogue", "catalogue --csv")
    yield from ("catalogue missing.txt", "check", "check --csv", "check --json", "check --lookups none")
    for text in SEARCHES:
        yield from (f"search {text}", f"search {text} --json")
    yield from ("search nurse --csv", "search engineer --limit 3", "search engineer --limit 0 --csv", "search")
    yield from ("search nurse --limit -1", "search nurse --store bolt://localhost:1", "search nurse --store x:/y")
    for name in OCCUPATIONS:
        yield from (f"show {name}", f"show {name} --json", f"next {name}", f"next {name} --json", f"before {name}")
    yield from ("next --level 2", "next --level 2 --json", "next --level 2 --limit 3 --csv", "next", "next --level 9")
    yield from ("next --level 3 --route digital --limit 2", "next --level 4 --steps 2 --route sales --json")
    yield from ("next construction/roofer-2 --steps 3", "next construction/roofer-2 --steps 2 --csv")
    yield from ("next construction/roofer-2 --explain", "next plumber -q", "next --level two --limit 2 --explain")
    yield from ("next 'Butcher (2)' --level 3", "next construction/roofer-2 --route digital", "before nurse --csv")
    yield from ("next 'Commis chef' --with docs/hospitality-director.toml", "next --level 4 --route nowhere")
    yield from ("next 'Senior chef culinary arts' --with docs/hospitality-director.toml --json",)
    yield from (
        "next Butcher --with missing.toml",
        "next Butcher --with docs/what-if.md",
        "next -h",
        "mcp -h",
        "show --level 3 Butcher",
    )
    for pair in PAIRS:
        yield from (f"path {pair}", f"path {pair} --json", f"path {pair} --alternatives 3")
    first = PAIRS[2]
    yield from (f"path {first} {more}" for more in (
        "--csv", "--all", "--all --limit 2", "--by cost", "--max-level-gap 1", "--max-level-gap 0", "--only same_row",
        "--only nothing", "--avoid 'Roofing supervisor'", "--avoid construction", "--via 'Site supervisor'",
        "--via construction/roofer-2", "--via 'no such thing at all'", "--all --alternatives 2",
        "--avoid construction/roofer-2", "--max-level-gap 2 --by cost --json", "--alternatives 0",
    ))  # fmt: skip
    yield from ("path 'Commis chef' 'Hospitality director' --with docs/hospitality-director.toml", "path Butcher")
    yield from ("path 'Commis chef' 'Hospitality director'", "path Butcher 'Retail management'")
    yield from ("path 'Hospitality director' 'Commis chef' --with docs/hospitality-director.toml",)
    for name in OCCUPATIONS[:7]:
        yield from (f"reach {name}", f"reach {name} --limit 0 --json")
    yield from (
        "reach 'Commis chef' --steps 2",
        "reach 'Registered nurse' --backwards --level 2",
        "reach Butcher --level 6",
        "reach --from-level 2 --to-route digital",
        "reach --from-level 2,3 --to-column professional --csv",
        "reach --from-apprenticeship-only --json",
        "reach --to-cluster nothing",
    )
    yield from (
        "reach 'Commis chef' --backwards",
        "reach 'Commis chef' --steps 0",
        "reach 'Commis chef' --csv --limit 5",
    )
    yield from ("reach 'Commis chef' --with docs/hospitality-director.toml", "reach 'Commis chef' --route nowhere")
    yield from ("compare Butcher Retailer --in sales", "compare Butcher Retailer --in sales --json --limit 0")
    yield from ("compare Butcher Butcher --in sales", "compare 'Commis chef' construction/roofer-2 --csv")
    yield from ("gaps", "gaps --limit 0 --json", "gaps --csv", "gaps --route catering", "gaps --figure level-two")
    yield from ("gaps --figure matrix", "gaps --figure matrix --json", "gaps --figure level-two --csv")
    yield from ("gaps --figure matrix --route digital", "gaps --with docs/hospitality-director.toml", "gaps --route x")
    yield from ("gaps --figure level-two --with docs/hospitality-director.toml", "gaps --figure nothing")
    yield from ("shared", "shared --json", "shared --csv --limit 0", "shared --route construction", "shared --route c")
    yield from (
        "query",
        "query --json",
        "query nothing",
        "query dead-ends -p route=construction",
        "query dead-ends --json",
    )
    for name, given in PARAMETERS.items():
        yield from (f"query {name} {given}", f"query {name} {given} --json")
    yield from ("query levels --csv", "query routes", "query clusters --csv", "query occupations --limit 0 --csv")
    yield from ("query levels -p nothing=1", "query levels -p nothing", "query reach", "query next-steps -p id=Rofer")
    yield from (
        "query cluster-occupations -p id=nothing",
        "query -p id=1",
        "query levels --cypher x",
        "query --timeout 0",
    )
    for statement in CYPHER:
        yield from (f"query --cypher {shlex.quote(statement)}", f"query --cypher {shlex.quote(statement)} --json")
    for name in FORMATS:
        yield f"export --route catering --format {name} -o out/catering-{name} --force"
    yield from (
        "export --route catering --format json -o -",
        "export --dry-run",
        "export --route catering -o x.nothing",
    )
    yield from ("export --around 'Commis chef' --steps 2 --only Occupation --dry-run", "export -o x.mmd", "export")
    yield from (
        "export --path Butcher 'Retail management' --route sales --format mermaid -o -",
        "export --steps 2 -o x.csv",
    )
    yield from (
        "export --query dead-ends -p route=construction --format csv -o out/ends.csv --force",
        "export --only X -o x.csv",
    )
    yield from (
        "export --query levels -o out/levels.csv",
        "export --route digital --level 2 -o out/digital.svg --force",
    )
    yield from ("export --cypher 'MATCH (r:Route) RETURN r' --format dot -o -", "export --shared --format turtle -o -")
    yield from (
        "export --cypher 'RETURN 1 AS one' --format dot -o -",
        "export --level 9 -o x.csv",
        "export -o missing/x.csv",
    )
    yield from ("neo4j status", "neo4j status --json", "neo4j stop", "neo4j -h", "neo4j start --version 4.4.0")


def record(folder: Path, program: str) -> None:
    """One file a command, in a folder that must not be there yet: exit status, what it said, what it wrote."""
    folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        shutil.copytree(ROOT / "docs", home / "docs")
        (home / "out").mkdir()
        environment = {key: value for key, value in os.environ.items() if not key.startswith(("NEO4J", "PATHWAYS"))}
        environment |= {
            "HOME": place,
            "PATHWAYS_STORE": "pathways.kgl",
            "COLUMNS": "120",
            "XDG_DATA_HOME": f"{place}/data",
        }
        environment |= {"PATHWAYS_NEO4J_HOME": "neo4j"}

        def ask(command: str) -> str:
            done = subprocess.run(
                [program, *shlex.split(command)],
                cwd=home,
                env=environment,
                check=False,
                capture_output=True,
                stdin=subprocess.DEVNULL,
            )
            said = f"{done.stdout.decode()}\n== standard error ==\n{done.stderr.decode()}"
            said = re.sub(r"\bin \d+\.\d s\b", "in – s", said).replace(place, "HOME")
            return f"pathways {command}\n== exit status {done.returncode} ==\n{said}"

        asked = list(commands())
        assert len(set(asked)) >= 200
        building = [c for c in asked if c.startswith("build")]  # one after another: they replace the store
        answers = {c: ask(c) for c in building}
        with ThreadPoolExecutor() as pool:
            others = [c for c in asked if not c.startswith("build")]
            answers |= dict(zip(others, pool.map(ask, others), strict=True))
        for number, command in enumerate(dict.fromkeys(asked), 1):
            (folder / f"{number:03}.txt").write_text(answers[command], encoding="utf-8")
        for file in sorted((home / "out").rglob("*")):
            if file.is_file():
                name = str(file.relative_to(home)).replace("/", "--")
                (folder / name).write_bytes(file.read_bytes())
    print(f"{len(set(asked))} commands recorded in {folder}")


def compare(before: Path, after: Path) -> int:
    """Print what differs, as a diff; out: how many commands and files do."""
    one, other = _recorded(before), _recorded(after)
    different = 0
    for name in dict.fromkeys((*one, *other)):
        texts = [found.get(name, b"not there").decode("utf-8", "replace") for found in (one, other)]
        if texts[0] != texts[1]:
            different += 1
            print(name[:120])
            lines = (text.splitlines() for text in texts)
            print("\n".join(list(difflib.unified_diff(*lines, lineterm="", n=0))[2:12]))
    print(f"{different} of {len({*one, *other})} commands and files differ")
    return different


def _recorded(folder: Path) -> dict[str, bytes]:
    """What is recorded, by the command, whose number changes with the list of commands, or by the name of a file."""
    files = [(file.name, file.read_bytes()) for file in sorted(folder.iterdir())]
    numbered = re.compile(r"\d{3}\.txt")
    return {
        content.partition(b"\n")[0].decode() if numbered.fullmatch(name) else name: content for name, content in files
    }


def main() -> None:
    match sys.argv[1:]:
        case ["record", folder, *program]:
            record(Path(folder), program[0] if program else str(Path(sys.executable).parent / "pathways"))
        case ["compare", before, after]:
            sys.exit(compare(Path(before), Path(after)) > 0)
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
