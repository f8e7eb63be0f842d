# `make sweep` and `make test` need Python 3.11 or newer, pip and make; nothing else.

SHELL := /bin/sh
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

# The first interpreter that starts and is new enough; choose your own with `make PYTHON=... sweep`.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3.14 python3 python; do \
	"$$p" -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 \
	&& echo "$$p" && break; done)
VENV := .venv
BIN := $(VENV)/bin
# pip of the chosen interpreter works on the environment, so the environment needs none of its own.
PIP := "$(PYTHON)" -m pip --python $(BIN)/python --disable-pip-version-check
INSTALL := $(PIP) install --quiet --require-hashes --no-build-isolation
ARGS ?=
# One worker a core; a module stays together as long as there is work elsewhere.
PYTEST_ARGS ?= -n auto --dist worksteal

export PIP_USER := 0

.PHONY: help sweep play test test-slow check format bench fuzz mutation pages figures simulated docs lock build clean which-python

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' $(MAKEFILE_LIST)

sweep: $(VENV)/.project ## sweep the Belgian scenario, print the table, name the report (ARGS=runs=1000)
	@$(BIN)/countermove sweep scenario=belgium_2025 $(ARGS)

test: $(VENV)/.dev ## the quick battery
	@$(BIN)/python -m pytest -m "not slow" $(PYTEST_ARGS)

test-slow: $(VENV)/.dev ## the long battery
	@$(BIN)/python -m pytest -m slow $(PYTEST_ARGS)

check: $(VENV)/.dev ## lint, format, types, layers
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/pyright --pythonpath $(BIN)/python
	@$(BIN)/lint-imports --no-cache

format: $(VENV)/.dev ## rewrite what can be put right by itself
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

play: $(VENV)/.web ## a workshop in the browser, on this machine alone (ARGS=play.practice=true)
	@$(BIN)/countermove play $(ARGS)

bench: $(VENV)/.project ## runs per second on this machine
	@$(BIN)/countermove bench $(ARGS)

mutation: $(VENV)/.dev ## how many small faults in the rules the fast tests find (some minutes; ARGS=--skip=100)
	@$(PIP) install --quiet --editable ".[mutation]" --no-build-isolation
	@$(BIN)/python -m benchmarks.mutation $(ARGS)

fuzz: $(VENV)/.web ## some 20,000 damaged files at the real doors, counted (about a quarter of an hour)
	@$(BIN)/python -m benchmarks.fuzz $(ARGS)

pages: $(VENV)/.project ## write the generated tables of docs/ again
	@$(BIN)/python -m docs.write

figures: $(VENV)/.project ## draw the figures of docs/ again
	@$(BIN)/python -m docs.figures $(ARGS)

simulated: $(VENV)/.project ## write the simulated tables of docs/ and README again (a minute or two)
	@$(BIN)/python -m docs.simulated

docs: $(VENV)/.docs ## the documentation as HTML in build/docs/ (warnings are errors)
	@$(BIN)/python -m sphinx -q -W --keep-going -b html -d build/doctrees docs build/docs
	@echo "build/docs/index.html"

build: $(VENV)/.dev ## wheel and source archive in dist/
	@rm -rf dist && $(BIN)/python -m build --no-isolation

which-python: ## the interpreter these targets use
	@echo "$(PYTHON)"

# Needs uv. Hashes cover every platform and Python the project supports.
lock: ## resolve the dependencies again
	@LOCK='uv pip compile --quiet --universal --fork-strategy fewest --python-version 3.11 --generate-hashes --no-header'; \
	$$LOCK --group pyproject.toml:build -o requirements-build.lock && \
	$$LOCK pyproject.toml -o requirements.lock && \
	$$LOCK pyproject.toml --extra web -c requirements.lock -o requirements-web.lock && \
	$$LOCK pyproject.toml --extra web --extra dev -c requirements-web.lock -o requirements-dev.lock && \
	$$LOCK pyproject.toml --extra docs -c requirements-dev.lock -o requirements-docs.lock

clean: ## remove the environment and what was built (results stay)
	@rm -rf $(VENV) build dist .coverage* htmlcov .hypothesis .pytest_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.project: requirements-build.lock requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; name one: make PYTHON=/path/to/python sweep" >&2; exit 2; }
	@echo "installing the locked set into $(VENV) (once)" >&2
	@"$(PYTHON)" -m venv --clear --without-pip $(VENV)
	@$(INSTALL) -r requirements-build.lock
	@$(INSTALL) --use-pep517 -r requirements.lock
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.web: $(VENV)/.project requirements-web.lock
	@$(INSTALL) --use-pep517 -r requirements-web.lock
	@touch $@

$(VENV)/.dev: $(VENV)/.project requirements-dev.lock
	@$(INSTALL) --use-pep517 -r requirements-dev.lock
	@touch $@

$(VENV)/.docs: $(VENV)/.project requirements-docs.lock
	@$(INSTALL) --use-pep517 -r requirements-docs.lock
	@touch $@
