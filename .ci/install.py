"""Installs into .venv what running needs, or what the tests need besides: the versions of a lock, by their hashes.

    python .ci/install.py run      requirements.lock and the package itself
    python .ci/install.py docs     requirements-docs.lock
    python .ci/install.py tests    requirements-dev.lock
    python .ci/install.py soak     requirements-soak.lock
    python .ci/install.py release  requirements-release.lock

Where the package index has lost a locked version, it says so and takes what pyproject.toml allows in its place.
"""

import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
LOCKS = {
    "run": ROOT / "requirements.lock",
    "docs": ROOT / "requirements-docs.lock",
    "tests": ROOT / "requirements-dev.lock",
    "soak": ROOT / "requirements-soak.lock",
    "release": ROOT / "requirements-release.lock",
}
PURPOSES = {
    "run": "running needs",
    "docs": "the documentation is made with",
    "tests": "the tests run with",
    "soak": "the long tests run with",
    "release": "a release is made and tried with",
}
VENV = ROOT / ".venv"

NO_NETWORK = (
    "The package index cannot be reached, or has nothing of it: see to the network; behind a proxy set HTTPS_PROXY, "
    "with an index of your own PIP_INDEX_URL; then run make again."
)


def main(purpose: str) -> None:
    """Install for one of PURPOSES. Ends the process with the cure where that cannot be done."""
    start = time.monotonic()
    if sys.version_info < (3, 11):  # noqa: UP036 -- whoever runs make may have an older one
        sys.exit(
            f"make: Python 3.11 or later is needed, and {sys.executable} is older. Name one: make PYTHON=python3.12"
        )
    if purpose == "run":
        say(f"making .venv with Python {'.'.join(map(str, sys.version_info[:3]))}")
        made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True, check=False)
        if made.returncode:
            sys.exit(
                f"make: no virtual environment could be made: {last_line(made)}\n"
                "On Debian and Ubuntu: apt-get install python3-venv; then run make again."
            )
    lock = LOCKS[purpose]
    packages = {line.partition("==")[0] for line in locked(lock)}
    say(f"installing the {len(packages)} packages that {PURPOSES[purpose]}")
    install(lock, purpose)
    if purpose == "run":
        done = pip("--no-deps", "--no-build-isolation", "--editable", str(ROOT))
        if done.returncode:
            sys.exit(f"make: the package itself could not be installed: {last_line(done)}\nTry: make clean")
    say(f"installed in {time.monotonic() - start:.0f} s")


def install(lock: Path, purpose: str) -> None:
    """Install what a lock names; where the package index has lost a version of it, what pyproject.toml allows."""
    done = pip("--require-hashes", "-r", str(lock))
    if done.returncode == 0:
        return
    gone = re.search(r"No matching distribution found for ([\w.-]+)==(\S+)", done.stderr)
    if gone is None or "(from versions: none)" in done.stderr:
        cure = NO_NETWORK if gone else f"Run make again; if it stays, `make lock` writes {lock.name} anew."
        sys.exit(f"make: {lock.name} could not be installed: {last_line(done)}\n{cure}")
    say(f"the package index has lost {gone[1]} {gone[2]}; taking another that pyproject.toml allows")
    others = [line for line in locked(lock) if line.partition("==")[0] != gone[1]]
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "kept.txt"
        for lines in (others, []):  # what else is locked stays, if that can be
            kept.write_text("\n".join(lines), "utf-8")
            done = pip("-c", str(kept), *ranges(purpose))
            if done.returncode == 0:
                return say("installed without hashes; `make lock` writes the versions of now into the locks")
    sys.exit(f"make: what pyproject.toml allows could not be installed: {last_line(done)}\n{NO_NETWORK}")


def pip(*arguments: str) -> "subprocess.CompletedProcess[str]":
    """pip of .venv, with all that it says."""
    command = [
        str(VENV / "bin" / "python"),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        *arguments,
    ]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def locked(lock: Path) -> list[str]:
    """What a lock pins, without the hashes: name==version, and for which systems."""
    return [line.removesuffix("\\").strip() for line in lock.read_text("utf-8").splitlines() if re.match(r"\w", line)]


def ranges(purpose: str) -> list[str]:
    """What pyproject.toml asks for, for one of PURPOSES."""
    import tomllib  # noqa: PLC0415 -- Python 3.10 has none, and is told so first

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = project["dependency-groups"]
    found = [*project["project"]["dependencies"], *groups["build"]]
    if purpose == "docs":
        found += groups["docs"]
    elif purpose != "run":
        extras = project["project"]["optional-dependencies"]
        found += [r for name, extra in extras.items() if name != "spark" or purpose == "soak" for r in extra]
        names = ["docs", "dev", *(["release"] if purpose == "release" else [])]
        found += [r for name in names for r in groups[name] if isinstance(r, str)]
    return [requirement for requirement in found if not requirement.startswith(project["project"]["name"])]


def last_line(done: "subprocess.CompletedProcess[str]") -> str:
    """The last that a program said."""
    return ((done.stderr.strip() or done.stdout.strip()).splitlines() or ["nothing was said"])[-1]


def say(what: str) -> None:
    """What is being done, in one line."""
    print(f"make: {what}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
