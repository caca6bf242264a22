"""How long `make run`, `make check` and `make test` take in a fresh clone of what is committed, each after the last.

`make run` with all that it installs; what the tests need is installed first, and takes as long as the network does.

    python benchmarks/fresh_clone.py [run] [check] [test]

What they need comes over the network, or out of the caches of pip, npm and Maven where these have it already; what the
system lacks (Java, Node, Chromium, shells) `make` installs, as root. Ends with status 1 where one fails or takes too
long.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from figures import KEPT, ROOT, held

MOST = {"run": 2, "check": 2, "test": 8}
"""Minutes."""

NEEDS = {"run": [], "check": [".venv/ready", "readers", "web"], "test": ["neo4j-needs", "shells", "browser"]}
"""What is made before each."""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "clone"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        # Nothing of the environment or of the `make` that this runs in, nor do figures of the tests belong to these.
        left_out = ("VIRTUAL_ENV", "MAKE", "MFLAGS", KEPT)
        fresh = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
        fresh["PATHWAYS_STORE"] = str(Path(folder) / "pathways.kgl")
        within = []
        for target in sys.argv[1:] or MOST:
            if NEEDS[target]:
                held(f"what `make {target}` needs, installed", minutes(clone, fresh, *NEEDS[target]), "minutes")
            within.append(held(f"`make {target}`", minutes(clone, fresh, target), "minutes", MOST[target]))
    sys.exit(not all(within))


def minutes(clone: Path, fresh: dict[str, str], *targets: str) -> float:
    """How long `make` takes for these. Ends the process where it fails."""
    start = time.monotonic()
    done = subprocess.run(["make", *targets], cwd=clone, env=fresh, stdout=sys.stderr, check=False)
    if done.returncode:
        sys.exit(f"`make {targets[0]}` ended with status {done.returncode} in a fresh clone; its last lines say why.")
    return (time.monotonic() - start) / 60


if __name__ == "__main__":
    main()
