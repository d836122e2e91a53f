# make setup    the environment in .venv (no root)         make demo    the five plans, from file to answer
# make test     everything, checks first                   make bench   figures into benchmarks/RESULTS.md
# make system   what pip cannot bring (needs root, apt)    make quality tags against labels, with their floors
# make gains    tags gained and lost against BASE=HEAD     make elasticsearch   a real server for the tests, once

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
SYSTEM := python3-venv fonts-liberation2 libreoffice-writer-nogui default-jre-headless maven
APT    := apt-get install -y --no-install-recommends $(SYSTEM)
PACKAGES := cancu.cli cancu.pipeline cancu.index cancu.extractors

export OMP_THREAD_LIMIT := 1
.PHONY: setup test check demo bench quality gains corpus system clean elasticsearch

setup: $(VENV)/ready

$(VENV)/ready: pyproject.toml Makefile extractors/ocr/models.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "cancu needs Python 3.11 or newer; set PYTHON=..." >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "python3 has no venv module. Run (as root): $(APT)" >&2; rm -rf $(VENV); exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	@# setuptools warns of a folder with the package's name; the layout is meant (docs/design.md)
	PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	mkdir -p $(VENV)/src && ln -sfn ../.. $(VENV)/src/cancu
	$(BIN)/python -m cancu.extractors.ocr.models $(VENV)/share/tessdata
	@touch $@

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	MYPYPATH=$(VENV)/src $(BIN)/mypy $(addprefix -p ,$(PACKAGES))
	$(BIN)/lint-imports

elasticsearch: setup
	@PYTHONPATH=tests $(BIN)/python -m server.distribution

test: check
	@PYTHONPATH=tests $(BIN)/python -m server.distribution --optional
	$(BIN)/pytest

demo: setup
	@PATH="$$PWD/$(BIN):$$PATH" sh demo.sh

bench: setup
	PYTHONPATH=tests $(BIN)/python benchmarks/run.py

quality: setup
	@PYTHONPATH=tests $(BIN)/python -m quality.report

gains: setup
	@PYTHONPATH=tests $(BIN)/python -m quality.gains $(BASE)

corpus: setup
	$(BIN)/python corpus/typeset.py
	$(BIN)/python corpus/scanned.py

system:
	apt-get update -qq
	DEBIAN_FRONTEND=noninteractive $(APT)

clean:
	rm -rf $(VENV) build dist *.egg-info archive
