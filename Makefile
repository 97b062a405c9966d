# `make demo` and `make test` each work alone on a fresh clone: they make the virtual environment when it is absent.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin

.PHONY: demo test docs lint fuzz clean

$(VENV)/.ready: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("framing needs Python 3.11 or newer, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[dev,html,web,browser,plots]"
	touch $@

demo: $(VENV)/.ready
	$(BIN)/framing demo --html framing-demo.html

test: $(VENV)/.ready
	$(BIN)/python -m pytest

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

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache framing-demo.html
