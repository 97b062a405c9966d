# `make demo` and `make test` each work alone on a fresh clone: they make the virtual environment when it is absent.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin

.PHONY: demo test docs lint fuzz mutation lowest licences audit release clean

$(VENV)/.ready: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("framing needs Python 3.11 or newer, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[dev,html,web,browser,plots]"
	touch $@

demo: $(VENV)/.ready
	$(BIN)/framing demo --html framing-demo.html

# Two processes; the tests of one file stay together, as they share what is costly to make.
PROCESSES ?= 2
test: $(VENV)/.ready
	$(BIN)/python -m pytest -n $(PROCESSES) --dist loadfile

# The site, build/site/index.html, opens without a server. A dead link, or a page missing in its contents, ends it.
docs: $(VENV)/.ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[docs]"
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

lint: $(VENV)/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict framing

SECONDS ?= 20
fuzz: $(VENV)/.ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[fuzz]"
	$(BIN)/python -m tests.fuzz.run --seconds $(SECONDS) $(if $(filter-out 20,$(SECONDS)),--write)

# How many changes of the code the tests notice, by a sample; an hour and more. Writes the table of docs/quality.md.
mutation: $(VENV)/.ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check cosmic-ray
	nice -n 10 $(BIN)/python -m tests.mutation.run --write

# The lowest versions that pyproject.toml names, in an environment of their own, and all tests on them.
lowest: $(VENV)/.ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	rm -rf build/lowest && $(BIN)/uv venv --quiet --python $(BIN)/python build/lowest
	$(BIN)/uv pip install --quiet --python build/lowest/bin/python --resolution lowest-direct -e ".[dev,html,web,browser,plots,scale,vi]"
	build/lowest/bin/python -m pytest -n $(PROCESSES) --dist loadfile

# The licences of all that comes with the package, written into docs/licences.md.
licences: $(VENV)/.ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[benchmark,browser,dev,docs,fuzz,html,plots,scale,vi,web]"
	$(BIN)/python -m tests.licences --write

# Known faults of the packages that come with it. Asks the vulnerability service of PyPI: not for a machine without the network.
audit: $(VENV)/.ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check pip-audit
	$(BIN)/pip-audit --strict --skip-editable --progress-spinner off

# What is published: the source and the wheel, checked, and the citation file with them.
release: $(VENV)/.ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check twine cffconvert
	rm -rf dist && $(BIN)/python -m build --outdir dist . >/dev/null
	$(BIN)/twine check --strict dist/*
	$(BIN)/cffconvert --validate

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache framing-demo.html
