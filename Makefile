# The commands of README and CONTRIBUTING, and what they are made of.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PEERS := .venv-peers
# A plain path to the sources: the finder that setuptools would write costs every start 10 ms.
EDITABLE := --quiet --config-settings editable_mode=compat --editable

# As many tests side by side as there are cores, each file by one process for its fixtures, in
# the order of tests/conftest.py; the slowest are named, so that one that has become slow is seen.
PYTEST := $(BIN)/python -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder \
	--durations 10 --quiet

# What Python compiles is kept, also where the environment says otherwise: each process of the
# tests, and each command that they start, would compile hundreds of modules again.
unexport PYTHONDONTWRITEBYTECODE

# How long `make fuzz` looks for what breaks a property.
SECONDS := 60
# How long `make faults` fuzzes.
FUZZ := 1200
# How many nodes `make opensearch` starts, the port of the first one, and a folder for repositories
# of snapshots: make opensearch NODES=3 PORT=9200 SNAPSHOTS=backups
NODES := 1
PORT := 9200
SNAPSHOTS :=

.PHONY: demo check test fix fuzz faults lint types contracts quick pytest spawn wheel bench
.PHONY: whoosh-tests browser media tools opensearch opensearch-plugin opensearch-test clean

demo: $(VENV)/.installed
	$(BIN)/searcher demo

# The inner loop: everything but the slow tests, the wheel and coverage.
check: lint types contracts quick

# All that CI asks for.
test: lint types contracts wheel pytest spawn

# Style that can be mended without a thought.
fix: $(VENV)/.installed-test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# The property tests with other seeds, until the time is over: make fuzz SECONDS=600
fuzz: $(VENV)/.installed-test
	$(BIN)/python -m tests.fuzz $(SECONDS)

# An index is broken in every way; the table is kept in tests/faults/results: make faults FUZZ=60
faults: $(VENV)/.installed-test
	FAULTS_FUZZ=$(FUZZ) $(BIN)/python -m tests.faults

# A browser for the tests of pages; `.ci/run` installs it where there is none.
browser:
	command -v chromium || { apt-get update --quiet && apt-get install --quiet --yes chromium; }

# What cuts the clips of the tests.
media:
	command -v ffmpeg || { apt-get update --quiet && apt-get install --quiet --yes ffmpeg; }

# What formats the manual, the shells in which command lines are completed, and what the recipes use.
tools:
	for tool in groff man zsh fish jq fzf pandoc; do command -v $$tool || exit 1; done || \
		{ apt-get update --quiet && \
		apt-get install --quiet --yes groff man-db zsh fish jq fzf pandoc; }

lint: $(VENV)/.installed-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.installed-test
	$(BIN)/mypy

contracts: $(VENV)/.installed-test
	$(BIN)/lint-imports

quick: $(VENV)/.installed-test
	$(PYTEST) -m "not slow"

pytest: $(VENV)/.installed-test
	$(PYTEST) -m "not opensearch" --cov --cov-report=term:skip-covered

# Indexing with processes that are started as Windows and macOS start them.
spawn: $(VENV)/.installed-test
	START_METHOD=spawn $(PYTEST) -m "not slow" tests/index/update tests/searcher/commands/test_index.py

# The wheel holds the three packages and nothing else; installed alone, it runs the demo.
wheel: $(VENV)/.installed-test
	rm -rf build/wheel build/empty && mkdir -p build/wheel
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir build/wheel .
	$(BIN)/python -m tests.wheel build/wheel/*.whl
	$(PYTHON) -m venv --without-pip build/empty
	$(BIN)/python -m pip --python build/empty/bin/python install --quiet --no-compile build/wheel/*.whl
	cd build && empty/bin/searcher demo > demo.txt && grep -q 'turn 2' demo.txt

# Whoosh's own tests, which are fetched, with our codec as its default.
whoosh-tests: $(VENV)/.installed-test
	$(BIN)/python tests/whoosh/run.py

# A cluster of OpenSearch on this machine, with our plugin, until Ctrl-C; needs Java 17 and Maven.
opensearch: $(VENV)/bin/python
	$(BIN)/python -m tests.opensearch --nodes $(NODES) --port $(PORT) \
		$(if $(SNAPSHOTS),--snapshots $(SNAPSHOTS))

# The plugin as an archive for `opensearch-plugin install file:///...`.
opensearch-plugin: $(VENV)/bin/python
	$(BIN)/python -m tests.opensearch.plugin

# The tests that need a cluster; one process, so that they share it.
opensearch-test: $(VENV)/.installed-test
	$(BIN)/python -m pytest --durations 10 --quiet -m opensearch

# This project beside other engines; BENCH takes options, such as make bench BENCH="--turns 5000".
bench: $(VENV)/.installed-bench $(PEERS)/.installed
	$(BIN)/python -m tests.bench $(BENCH)

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python setup.cfg pyproject.toml
	$(BIN)/python -m pip install $(EDITABLE) .
	touch $@

$(VENV)/.installed-test: $(VENV)/bin/python setup.cfg pyproject.toml
	$(BIN)/python -m pip install $(EDITABLE) '.[test]'
	touch $@ $(VENV)/.installed

# sqlite-utils looks through all packages beside it at every start: it gets a place of its own, and
# so does Datasette, which brings a web server.
$(PEERS)/.installed: Makefile
	$(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/python -m pip install --quiet 'sqlite-utils>=4.2,<5' 'datasette>=0.65,<2'
	touch $@

$(VENV)/.installed-bench: $(VENV)/bin/python setup.cfg pyproject.toml
	$(BIN)/python -m pip install $(EDITABLE) '.[bench]'
	touch $@ $(VENV)/.installed

clean:
	rm -rf $(VENV) $(PEERS) build dist *.egg-info .coverage .pytest_cache .mypy_cache .ruff_cache .hypothesis
