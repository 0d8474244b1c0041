# Every target makes .venv itself, from the locked versions; nothing outside this folder is read.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN = .venv/bin
PY = $(BIN)/python
LINKS = build/links/perdure

.PHONY: help demo test check lint quick format types bench kills fuzz profile tables cases ratchet lock clean

help:
	@echo "make demo    runs a deployment workflow, kills it half-way, resumes it"
	@echo "make test    all tests"
	@echo "make check   format, lint, types, house rules, quick tests (under a minute)"
	@echo "make bench   our share of PowerShell's time for every script of bench/"
	@echo "make kills   200 kills at random moments, a sweep over every store call, and the documents' workflows killed"
	@echo "             behind each checkpoint   [SEED=n] [KILLS=n]"
	@echo "make fuzz    random text for the parser, random scripts for the interpreter   [SECONDS=n] [SEED=n]"
	@echo "make cases   figures of the conformance cases   [FOLDER=tests/conformance/language]"
	@echo "make ratchet takes what passes out of tests/conformance/known_failures.txt"
	@echo "make profile where the time goes, by line of the script   SCRIPT=file.ps1 [FUNCTIONS=1: perdure's own]"
	@echo "make tables  the grammar's tables and the other generated files anew"
	@echo "make types   mypy --strict;   make format;   make lock   the locked versions anew"

.venv/made: requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "perdure needs Python 3.11 or newer: make PYTHON=...")'
	@test -x $(PY) || $(PYTHON) -m venv .venv
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: .venv/made
	@$(PY) samples/demo.py

test: .venv/made
	$(PY) -m pytest
	$(PY) -m pytest --generated always tests/conformance/language tests/conformance/statements tests/conformance/programs
	$(PY) -m pytest --generated soon tests/conformance/language tests/conformance/statements
	$(PY) -m pytest --checkpoint-mode never tests/conformance/workflow tests/conformance/seed-workflows
	$(PY) -m pytest --checkpoint-mode every tests/conformance/workflow tests/conformance/seed-workflows

# The three parts share two cores.
check: .venv/made
	@$(MAKE) --no-print-directory -j2 --output-sync=target quick types lint

lint: .venv/made
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

quick: .venv/made
	$(PY) -m pytest -q -x -m "not slow" tests --ignore=tests/conformance

format: .venv/made
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Editable installs with folders of other names are followed by Python, not by type checkers: links stand in.
types: .venv/made
	@rm -rf build/links && mkdir -p $(LINKS)
	@ln -s $(CURDIR)/perdure/*.py $(CURDIR)/perdure/py.typed $(CURDIR)/grammar $(CURDIR)/interpreter $(CURDIR)/runtime $(LINKS)/
	MYPYPATH=build/links $(BIN)/mypy --strict -p perdure

bench: .venv/made
	$(PY) bench/run.py

kills: .venv/made
	$(if $(SEED),,$(PY) -m tests.kills --seeds)
	$(PY) -m tests.kills $(if $(SEED),--seed $(SEED)) $(if $(KILLS),--kills $(KILLS))

fuzz: .venv/made
	$(PY) -m tests.fuzz $(if $(SECONDS),--seconds $(SECONDS)) $(if $(SEED),--seed $(SEED))

cases: .venv/made
	-$(PY) -m perdure.runtime.testing $(or $(FOLDER),tests/conformance) --groups

# Takes the cases that pass out of known_failures.txt; it never puts one in.
ratchet: .venv/made
	-$(PY) -m perdure.runtime.testing tests/conformance --shrink

profile: .venv/made
	$(PY) bench/profile_lines.py $(if $(FUNCTIONS),--functions) $(SCRIPT)

tables: .venv/made
	$(PY) -m perdure.grammar.tables --write
	$(PY) -m perdure.interpreter.dotnet.index --write
	$(PY) -m perdure.runtime.cmdlets.index --write

# Needs uv; the lock names versions and hashes, and no place to fetch them from.
lock:
	uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-emit-package perdure \
	    --no-header --extra dev pyproject.toml --output-file requirements-dev.lock

clean:
	rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .pytest_cache
