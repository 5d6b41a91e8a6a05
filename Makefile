# Two commands do everything on a machine with Python 3.11 or later, make and git:
#   make demo   writes every kind of document from examples/ into out/
#   make test   runs all the checks and tests
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: demo test lint types unit docs benchmarks clean

demo: $(VENV)/.installed
	$(BIN)/servicecomp demo --output out

test: lint types unit docs

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/servicecomp check frameworks question_banks examples

types: $(VENV)/.installed-dev
	$(BIN)/mypy

unit: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -n 2 --dist worksteal

docs: $(VENV)/.installed-dev
	$(BIN)/python -m docs.generate --check
	$(BIN)/sphinx-build -q -W --keep-going -b html docs docs/_build/html

benchmarks: $(VENV)/.installed-dev
	$(BIN)/python -m benchmarks.startup
	$(BIN)/python -m benchmarks.content
	$(BIN)/python -m benchmarks.matching
	$(BIN)/python -m benchmarks.agreement
	$(BIN)/python -m benchmarks.batch

clean:
	rm -rf out docs/_build dist build

$(VENV)/.installed: pyproject.toml constraints.txt
	test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[office]'
	touch $@

$(VENV)/.installed-dev: pyproject.toml constraints.txt
	test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[office,dev]'
	touch $@ $(VENV)/.installed
