# One entrance for every chore; the README, CI and a developer use the same words. `make help` lists them.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
export VENV
.DEFAULT_GOAL := help
.PHONY: help run test check fmt messages bench lock shots clean python

help: ## this list
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 18

run: python ## set up and start the product with its demonstration province; Ctrl-C stops it
	@$(PYTHON) quality/bootstrap.py run
	@exec $(BIN)/ttdn run

test: python ## set up and test everything: style, types, layers, both databases, browser (PYTHON=python3.12 chooses another)
	@$(PYTHON) quality/bootstrap.py dev
	@$(BIN)/python -m quality.suite

check: python ## only what takes seconds: style, types, layers, templates, translations
	@$(PYTHON) quality/bootstrap.py dev
	@$(BIN)/python -m quality.suite --quick

fmt: python ## put source files and templates into form
	@$(PYTHON) quality/bootstrap.py dev
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format --quiet .
	@$(BIN)/python -m quality.templates --write

messages: python ## bring src/ttdn/locale/en up to date with the sources; then translate what is empty
	@$(PYTHON) quality/bootstrap.py dev
	@$(BIN)/python -m quality.messages --write

bench: python ## measure beside a peer: make bench NAME=… (without a name: lists them)
	@$(PYTHON) quality/bootstrap.py dev
	@$(BIN)/python -m bench $(NAME)

lock: python ## lock the dependencies of pyproject.toml anew
	@$(PYTHON) quality/bootstrap.py dev
	@$(BIN)/uv lock --quiet
	@$(BIN)/uv export -q --no-emit-project --no-header --format requirements-txt --no-dev > requirements.lock
	@$(BIN)/uv export -q --no-emit-project --no-header --format requirements-txt --group dev --group build > requirements-dev.lock

shots: python ## take the guide's pictures anew
	@$(PYTHON) quality/bootstrap.py dev
	@$(BIN)/python -m quality.shots

clean: ## remove the environment and caches; the data folder var/ stays
	@rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache uv.lock
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

python:
	@command -v $(PYTHON) > /dev/null || { \
	  echo 'Thiếu $(PYTHON). Trên Debian hoặc Ubuntu: sudo apt install python3 python3-venv' >&2; \
	  echo '$(PYTHON) is missing. On Debian or Ubuntu: sudo apt install python3 python3-venv' >&2; exit 1; }
