# `make run` and `make test` need Python 3.11 or later and the network once; the rest is in README.md.

PYTHON ?= python3
BIN := .venv/bin
FOLDERS := career_pathways loader queries exports explorer tests benchmarks docs/site .ci

# A process of the tests would compile all of the package anew.
unexport PYTHONDONTWRITEBYTECODE
# Nobody is there to answer what a package asks.
export DEBIAN_FRONTEND = noninteractive

.PHONY: run test neo4j-needs shells browser readers web check format types bench scale pictures docs guide licences release soak lock clean

run: .venv/runs
	@$(BIN)/pathways build > /dev/null
	@$(BIN)/pathways next --level 2 --route construction --limit 2
	@echo "The explorer, for your browser: $(BIN)/pathways page -o pathways.html"

test: .venv/ready readers web neo4j-needs shells browser
	@$(MAKE) --no-print-directory -j3 $(GROUPS)

# Three at a time, since those of the server and the browser wait, and the last where one has ended; each of the server's
# replaces what it holds, so that these come one after another.
GROUPS := tests-on-the-server tests-in-a-browser slow-tests other-tests
.PHONY: $(GROUPS)
tests-on-the-server:
	$(BIN)/pytest -m "server $(LEFT_OUT)"
tests-in-a-browser:
	$(BIN)/pytest -m "browser $(LEFT_OUT)"
slow-tests:
	$(BIN)/pytest -m "slow and not server and not browser $(LEFT_OUT)"
other-tests:
	$(BIN)/pytest -m "not slow and not server and not browser $(LEFT_OUT)"
LEFT_OUT := and not soak

# The real Neo4j comes through Maven and runs on Java; on Debian and Ubuntu, as root, they are installed where missing.
neo4j-needs:
	@if ! { command -v java && command -v mvn; } >/dev/null; then \
		echo "make test: the real Neo4j needs Java 17 and Maven; installing them" >&2; \
		{ apt-get update -qq && apt-get install -y -qq default-jre-headless maven; } >/dev/null || { \
			echo "make test: install Java 17 or later and Maven" >&2; exit 1; }; \
	fi

# The shells in which the tests press Tab; installed likewise.
shells:
	@if ! { command -v bash && command -v zsh && command -v fish; } >/dev/null; then \
		echo "make: the tests of completion need bash, zsh and fish; installing them" >&2; \
		{ apt-get update -qq && apt-get install -y -qq bash zsh fish; } >/dev/null || { \
			echo "make: install bash 4.4 or later, zsh and fish" >&2; exit 1; }; \
	fi

# The browser in which the page is tried; installed likewise.
browser:
	@if ! { command -v chromium || command -v chromium-browser || command -v google-chrome; } >/dev/null; then \
		echo "make: the tests of the page need Chromium; installing it" >&2; \
		{ apt-get update -qq && apt-get install -y -qq chromium; } >/dev/null || { \
			echo "make: install Chromium" >&2; exit 1; }; \
	fi

# Graphviz and Mermaid's own parser, which read what we write, and what checks and bundles the explorer in the browser,
# come through npm and run on Node; installed likewise.
readers: tests/helpers/readers/node_modules/ready
web: web/node_modules/ready
# What asks the server of assistants as others do, 330 MB with a Node of its own, that only the long tests need.
agents: tests/helpers/agents/node_modules/ready

%/node_modules/ready: %/package-lock.json
	@if ! { command -v node && command -v npm; } >/dev/null; then \
		echo "make: the tests of DOT, Mermaid and the browser need Node 20 and npm; installing them" >&2; \
		{ apt-get update -qq && apt-get install -y -qq nodejs npm; } >/dev/null || { \
			echo "make: install Node 20 or later, with npm" >&2; exit 1; }; \
	fi
	npm ci --prefix $* --no-audit --no-fund --silent
	touch $@

check: .venv/ready readers web
	@$(MAKE) --no-print-directory -j2 quick-tests style types

# Beside each other: the types take one core for as long as two take for a sixth of the tests.
.PHONY: quick-tests style
quick-tests:
	$(BIN)/pytest -n auto -m "not server and not slow and not soak"
style:
	npm run --prefix web --silent check
	$(BIN)/ruff format --check $(FOLDERS)
	$(BIN)/ruff check $(FOLDERS)

format: .venv/ready web
	$(BIN)/ruff format $(FOLDERS)
	$(BIN)/ruff check --fix $(FOLDERS)
	npm run --prefix web --silent format

# mypy runs no import hooks, so it sees the folders as one package through these links.
types: .venv/ready
	mkdir -p .types/career_pathways
	ln -sfn ../../loader ../../queries ../../exports ../../explorer ../../career_pathways/__init__.py ../../career_pathways/py.typed .types/career_pathways/
	$(BIN)/mypy

# All figures in one table, which ends with how long the commands of a fresh clone take: half an hour to an hour, on a
# machine that does nothing else. What one script measures: $(BIN)/python benchmarks/table.py NAME.py.
bench: .venv/ready neo4j-needs web browser
	@$(BIN)/python benchmarks/table.py

# Maps of up to a million occupations, with the table and the plot of docs/outgrowing.md: 40 minutes.
scale: .venv/soaks neo4j-needs
	$(BIN)/python benchmarks/scale.py

# The pictures of docs/; without the names after the folder, every screen at three widths, light and dark.
pictures: .venv/runs web browser
	mkdir -p .types
	$(BIN)/pathways build --store .types/pictures.kgl > /dev/null
	$(BIN)/pathways page --store .types/pictures.kgl --force -o .types/pictures.html
	node web/tests/pictures.mjs .types/pictures.html "$$(command -v chromium || command -v chromium-browser || command -v google-chrome)" \
		docs/pictures list-1440-light next-1440-light path-1440-light map-at-1440-dark next-360-light

# The documentation as a site, which opens at build/docs/index.html.
docs: .venv/documents
	@$(BIN)/python docs/site/build.py build/docs
	@echo "The documentation: build/docs/index.html"

# What the pages show when a reader types it, into them; what the cells of docs/python.md show, into it and into
# docs/guide.ipynb; and what the server of assistants answers, into docs/mcp.md.
guide: .venv/ready
	$(BIN)/python tests/helpers/followed.py
	$(BIN)/python tests/helpers/guide.py
	PYTHONPATH=tests/helpers $(BIN)/python tests/mcp/test_transcript.py

# The tables of docs/licences.md, of what is installed.
licences: .venv/releases
	$(BIN)/python .ci/release/licences.py

# The wheel and the source distribution into dist/, tried in fresh environments on every supported Python that there is.
release: .venv/releases web
	$(BIN)/python .ci/release

# All tests with all that they can try, then what has no end of its own.
soak: export HYPOTHESIS_PROFILE = soak
soak: .venv/soaks readers web agents neo4j-needs shells browser
	@$(MAKE) --no-print-directory -j3 $(GROUPS) LEFT_OUT=
	$(BIN)/python benchmarks/growth.py
	$(BIN)/python benchmarks/searching.py
	$(BIN)/python benchmarks/reading.py --documents 200
	$(BIN)/python benchmarks/killed_loads.py
	$(BIN)/python benchmarks/killed_imports.py

# Dependencies with their hashes for every supported Python, of running and of the tests; made anew with `make lock`.
COMPILE := pip compile pyproject.toml --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11
lock: .venv/ready
	$(BIN)/uv $(COMPILE) --group build -o requirements.lock
	$(BIN)/uv $(COMPILE) --extra exports --extra web --extra scale --extra mcp --group dev -c requirements.lock -o requirements-dev.lock
	$(BIN)/uv $(COMPILE) --extra spark -c requirements-dev.lock -o requirements-soak.lock
	$(BIN)/uv $(COMPILE) --group docs --group build -c requirements-dev.lock -o requirements-docs.lock
	$(BIN)/uv $(COMPILE) --group release --group docs --group build -c requirements-dev.lock -o requirements-release.lock

.venv/runs: requirements.lock pyproject.toml
	@$(PYTHON) .ci/install.py run
	@touch $@

# What the tests need besides, in the same .venv.
.venv/ready: .venv/runs requirements-dev.lock
	@$(PYTHON) .ci/install.py tests
	@touch $@

# Who only reads the documentation need not wait for what the tests need.
.venv/documents: .venv/runs requirements-docs.lock
	@$(PYTHON) .ci/install.py docs
	@touch $@

# Spark is 400 MB that only the long tests need.
.venv/soaks: .venv/ready requirements-soak.lock
	@$(PYTHON) .ci/install.py soak
	@touch $@

# What makes a release and tries it.
.venv/releases: .venv/ready requirements-release.lock
	@$(PYTHON) .ci/install.py release
	@touch $@

clean:
	rm -rf .venv tests/helpers/readers/node_modules tests/helpers/agents/node_modules web/node_modules .types .mypy_cache .pytest_cache .ruff_cache .hypothesis build *.egg-info
