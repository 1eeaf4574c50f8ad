# One command each; `make help` lists them. All of it lives in .venv and build/, and can be run again at any time.

PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
WORKERS ?= 2
FACTS ?= ../shared/facts
GOLD ?= ../shared/gold/dev
FLOORS ?= tests/gold/floors.json
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help graph test lint unit wheel register ontology-docs bench bench-stores bench-view gold language bench-language clean

help:  ## This list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 16

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "No Python 3.11, 3.12 or 3.13 found; install one or name it: make PYTHON=/path/to/python" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@ $(VENV)/.installed

$(VENV)/.installed-training: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable '.[training]'
	@touch $@

graph: $(VENV)/.installed  ## Read seeds/ and leave build/graph.ttl, graph.nq and graph.html
	$(BIN)/beleidsgraaf build seeds -o build

test: lint unit wheel  ## All checks: ruff, mypy, import-linter, pytest with doctests and notebook, and the tests again on the wheel

lint: $(VENV)/.installed-dev  ## ruff, mypy --strict, import-linter
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

unit: $(VENV)/.installed-dev  ## The tests, on the checkout
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile

# The wheel is built from the sdist, installed in a clean venv outside the checkout, and tested with graph/ and ontology/ out of reach.
# Tests marked `checkout` need the repository itself, those marked `slow` have run on the checkout and test no packaging.
wheel: $(VENV)/.installed-dev  ## The tests again, on the built wheel in a clean venv
	rm -rf build/wheel && mkdir -p build/wheel
	$(BIN)/python -m build --outdir build/wheel/dist . >build/wheel/build.log 2>&1 || { tail -20 build/wheel/build.log; exit 1; }
	$(BIN)/python -m venv build/wheel/venv
	build/wheel/venv/bin/python -m pip install --quiet --upgrade pip
	wheel=$$(echo build/wheel/dist/*.whl) && build/wheel/venv/bin/python -m pip install --quiet "$$wheel[dev]"
	cp -r tests seeds notebooks README.md pyproject.toml build/wheel/
	cd build/wheel && env -u PYTHONPATH venv/bin/python -m pytest -n $(WORKERS) --dist loadfile -m "not slow and not checkout" tests

register: $(VENV)/.installed  ## Build ontology/register/ again from the facts: make register FACTS=folder
	$(BIN)/python tools/build_register.py $(FACTS)

ontology-docs: $(VENV)/.installed-dev  ## A page about the ontology in build/ontology.html, by pyLODE
	mkdir -p build
	$(BIN)/python -m pylode ontology/beleidsgraaf.ttl --outputfile build/ontology.html

bench: $(VENV)/.installed  ## Speed of a build: make bench TEXTS="files or folders"
	$(BIN)/python benchmarks/build.py $(TEXTS)

bench-stores: $(VENV)/.installed-dev  ## Speed of files and queries beside rdflib, on a million triples
	$(BIN)/python benchmarks/stores.py --cap 15 --docs docs/stores.md

bench-view: $(VENV)/.installed-dev  ## Speed of the page beside stock pyvis, in Chromium
	$(BIN)/python benchmarks/view.py

gold: $(VENV)/.installed  ## Score against gold annotations and hold it against the floors: make gold GOLD=folder [FLOORS=file|FLOORS=]
	$(BIN)/beleidsgraaf evaluate $(GOLD) $(if $(FLOORS),--floors $(FLOORS))

# The nine files of UD Dutch are named in graph/beleidsgraaf/language/README.md. STEPS=40 shows in two minutes that all of it runs.
DATA ?= ../shared/language/ud
STEPS ?= 5000
language: $(VENV)/.installed-training  ## Train the language model again: make language DATA=folder
	$(BIN)/python -m beleidsgraaf.language.training.treebanks $(DATA) build/language/data
	cd build/language/data && OMP_NUM_THREADS=2 OMP_WAIT_POLICY=PASSIVE ../../../$(BIN)/python -m beleidsgraaf.language.training.train --train new-train.conllu \
		new-dev.conllu new-testlassy.conllu mid-train.conllu old-train.conllu --templates 6 --steps $(STEPS) --out ../run
	$(BIN)/python -m beleidsgraaf.language.training.export build/language/run last.pt graph/beleidsgraaf/language/weights
	$(BIN)/python -m beleidsgraaf.language.training.evaluate $(DATA)/alpino-test-2023.conllu --paragraphs

PROSE ?= ../shared/corpus/prose.jsonl.gz
bench-language: $(VENV)/.installed-dev  ## Speed of the language core, beside Frog where it is installed: make bench-language PROSE=file
	$(BIN)/python benchmarks/language.py $(PROSE)

clean:  ## Remove .venv and build/
	rm -rf $(VENV) build
