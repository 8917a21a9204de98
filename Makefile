# make serve and make test are all that most people need. Each sets up what it needs in .venv first.
PYTHON ?= python3
VENV := .venv
CLIENTS := .venv-clients
RUN := $(VENV)/bin/python
BENCHMARKING := PYTHONPATH=scripts $(RUN) -m benchmarking
DENO := $(VENV)/bin/deno
READY := $(VENV)/.ready
export NO_MKDOCS_2_WARNING := 1
export DENO_NO_UPDATE_CHECK := 1
export DENO_DIR := $(CURDIR)/$(VENV)/deno

BASE ?= main
PORT ?= 8000
SERVER ?= nginx
TIMES ?= 1 10

.PHONY: help serve build headers export build-zensical benchmark load report publish test test-engines test-clients mutate check voice coverage reconcile fix diff stale watch schema schools format lint directions clean

help: ## what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

serve: $(READY) ## the site at http://127.0.0.1:8000 (PORT=8001 for another); it follows what you save
	@$(RUN) scripts/serve.py --port $(PORT)

build: $(READY) ## the site in site/
	$(RUN) scripts/build.py

headers: $(READY) ## the configuration of a server of your own for the built site (SERVER=nginx or caddy)
	@$(RUN) scripts/headers.py $(SERVER)

export: build ## the site as a plain Markdown tree that needs no hook, in export/
	$(RUN) scripts/export.py

build-zensical: build ## that tree, built with Zensical into export/site/
	$(RUN) scripts/export.py --build zensical

benchmark: $(READY) ## how long a build takes, beside plain Material (TIMES="1 10")
	$(BENCHMARKING).benchmark --times $(TIMES)

load: build ## how fast nginx serves the site, beside a bare file
	$(BENCHMARKING).load_test

report: $(READY) ## every goal, plain Material and ours, in one table
	$(BENCHMARKING).goals_report --times $(TIMES)

publish: $(READY) ## the site in site/, for the public; stops at placeholder addresses
	$(RUN) scripts/build.py --publish

test: $(READY) lint ## everything
	$(RUN) -m pytest -n 4 --dist loadfile --no-loadscope-reorder

test-engines: $(READY) ## the site below a path in Firefox and WebKit (apt install firefox-esr webkit2gtk-driver xvfb)
	PYTHONPATH=hooks:scripts $(RUN) tests/engines.py

test-clients: $(READY) $(CLIENTS)/.ready ## programs generated from the API's description read it, also with keys and words added
	PYTHONPATH=hooks:tests $(RUN) tests/client_generators/check.py $(CLIENTS)

mutate: $(READY) ## spoil data files in thousands of ways and see what the loader says (LOADS="--invented 9500 --real 400 --rendered 100")
	PYTHONPATH=hooks:scripts $(RUN) tests/mutations.py $(LOADS)

check: $(READY) ## the data and the texts: the top, links, parts and words of each page, in seconds
	$(RUN) scripts/check.py

voice: $(READY) ## words that the site does not use, and texts that are hard to read
	$(RUN) scripts/voice.py

coverage: $(READY) ## how much is known, and where to work next
	$(RUN) scripts/coverage.py

reconcile: $(READY) ## our facts beside those of second sources: agrees, differs, only there, only here
	$(RUN) scripts/reconcile.py

fix: $(READY) ## mend the data's order of keys, spacing, dates and http links, then check it
	$(RUN) scripts/check.py --fix

diff: $(READY) ## what your edits change, in words (BASE=main)
	$(RUN) scripts/diff.py $(BASE)

stale: $(READY) ## what to review next
	$(RUN) scripts/stale.py

watch: $(READY) ## fetch every cited page and say which changed
	$(RUN) scripts/watch_sources.py

lint: $(READY) ## style and types of the code
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy
	@$(MAKE) --no-print-directory directions
	$(DENO) check --quiet
	$(DENO) lint --quiet
	$(DENO) fmt --check --quiet

directions: $(READY) ## which room of the code may use which
	@PYTHONPATH=hooks $(VENV)/bin/lint-imports --no-logo --no-cache >$(VENV)/directions.txt || { cat $(VENV)/directions.txt; exit 1; }

schema: $(READY) ## data/schema/, after changing a field
	$(RUN) scripts/write_schema.py

format: $(READY) ## tidy the code
	$(RUN) -m ruff check --fix-only --quiet .
	$(RUN) -m ruff format .
	$(DENO) fmt --quiet

clean: ## forget everything that can be made again
	rm -rf $(VENV) $(CLIENTS) site export .site-* .export-* .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; this is $$($(PYTHON) --version). Name another with: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv module is needed. On Debian and Ubuntu: apt install python3-venv"; exit 1; }
	@echo "Setting up $(VENV) (once; about a minute) ..."
	@$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $(READY)

$(CLIENTS)/.ready: tests/client_generators/requirements.txt
	@$(PYTHON) -m venv $(CLIENTS)
	@$(CLIENTS)/bin/python -m pip install --quiet --disable-pip-version-check -r tests/client_generators/requirements.txt
	@touch $(CLIENTS)/.ready
