"""How long `make run`, `make check` and `make test` take in a fresh clone of what is committed, each after the last.

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

from figures import ROOT, held

MOST = {"run": 2, "check": 2, "test": 8}
"""Minutes."""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "clone"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        # Nothing of the environment or of the `make` that this runs in.
        fresh = {
            name: value for name, value in os.environ.items() if not name.startswith(("VIRTUAL_ENV", "MAKE", "MFLAGS"))
        }
        fresh["PATHWAYS_STORE"] = str(Path(folder) / "pathways.kgl")
        within = []
        for target in sys.argv[1:] or MOST:
            start = time.monotonic()
            done = subprocess.run(["make", target], cwd=clone, env=fresh, stdout=sys.stderr, check=False)
            if done.returncode:
                sys.exit(
                    f"`make {target}` ended with status {done.returncode} in a fresh clone; its last lines say why."
                )
            within.append(held(f"`make {target}`", (time.monotonic() - start) / 60, "minutes", MOST[target]))
    sys.exit(not all(within))


if __name__ == "__main__":
    main()
