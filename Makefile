# `make site` builds the site, `make test` runs every test, `make help` lists the rest.
# DATA_DIR, SITE_URL, REPO_URL and BUILD_DATE are read from the environment: see README.md.

PYTHON ?= $(shell python3.11 -c '' 2>/dev/null && echo python3.11 || echo python3)
VENV ?= .venv
BIN := $(VENV)/bin
PIP_INSTALL := $(BIN)/python -m pip install --quiet --use-pep517 --disable-pip-version-check --require-hashes

# Material's notice about MkDocs 2 says nothing to editors.
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.PHONY: help site serve check new tidy report offline test lint format lock clean
.DELETE_ON_ERROR:

help: ## list these commands
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1	\2/p' $(MAKEFILE_LIST) | expand -t 14

site: $(VENV)/.installed ## build the whole site into site/
	$(BIN)/mkdocs build --strict

serve: $(VENV)/.installed ## show the site on this machine, new after every edit
	$(BIN)/mkdocs serve $(if $(DATA_DIR),--watch $(DATA_DIR)) $(ARGS)

check: $(VENV)/.installed ## list what must be mended in the data (ARGS="--format json")
	@$(BIN)/python scripts/check.py $(ARGS)

tidy: $(VENV)/.installed ## bring the data files into their canonical form (ARGS=--check)
	@$(BIN)/python scripts/tidy.py $(ARGS)

offline: $(VENV)/.installed ## build the school edition for USB sticks into dist/ (ARGS="--since 2024")
	$(BIN)/python scripts/export_offline.py $(ARGS)

new: $(VENV)/.installed ## begin a new record (ARGS="models"), asking what must be known
	@$(BIN)/python scripts/new.py $(ARGS)

report: $(VENV)/.installed ## list what should be looked at again (ARGS="--format markdown")
	@$(BIN)/python scripts/report.py $(ARGS)

# A file of tests shares what it builds: it stays on one core, and the files with the longest tests come first in the order of names.
PARALLEL := -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

test: lint ## run every test (ARGS="-k feeds")
	CHROMIUM="$$(sh scripts/ensure_system.sh browser)" && export CHROMIUM && $(BIN)/python -m pytest $(PARALLEL) $(ARGS)

lint: $(VENV)/.installed-test ## style, form and types of the code
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

format: $(VENV)/.installed-test ## mend the form of the code
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Cần Python 3.11 trở lên. Python 3.11 or newer is needed: make PYTHON=...")'
	$(PYTHON) -m venv $(VENV) || { sh scripts/ensure_system.sh venv && $(PYTHON) -m venv --clear $(VENV); }

$(VENV)/.installed: requirements.txt | $(BIN)/python
	$(PIP_INSTALL) -r requirements.txt
	@touch $@

# The test list holds the runtime list too, in the same versions.
$(VENV)/.installed-test: requirements-test.txt $(VENV)/.installed
	@sh scripts/ensure_system.sh icu
	$(PIP_INSTALL) -r requirements-test.txt
	@touch $@

UV := .cache/lock/bin/uv
LOCK = $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --custom-compile-command "make lock" $(ARGS)

lock: ## write the requirements anew from pyproject.toml (ARGS=--upgrade)
	test -x $(UV) || { $(PYTHON) -m venv .cache/lock && .cache/lock/bin/pip install --quiet uv==0.13.9; }
	$(LOCK) -o requirements.txt pyproject.toml
	$(LOCK) -o requirements-test.txt -c requirements.txt --group test pyproject.toml

clean: ## remove what was made; the installed libraries in .venv stay
	rm -rf site dist .cache .site.aside .pytest_cache .mypy_cache .ruff_cache
	find hooks scripts tests -name __pycache__ -prune -exec rm -rf {} +
