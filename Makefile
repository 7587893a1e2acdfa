# make run  – sets up everything and serves http://127.0.0.1:8000 (PORT=, LENTERA_DATA_DIR=)
# make test – sets up everything and passes every check; make test-long: the slow ones
# Each stamp in .make/ stands for a step whose inputs have not changed since.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMPS := .make
FRONTEND_SOURCES := $(shell find frontend/src frontend/public frontend/build frontend/*.js frontend/*.json frontend/*.html -type f 2>/dev/null)

.DEFAULT_GOAL := help
.PHONY: help run setup build test lint types contracts unit frontend-check browser lock bench-reads bench-ingest bench-pages bench-revisit bench-cuts bench-many bench-statistics bench-exam-rush bench-publish pictures clean

help:
	@sed -n '1,3p' Makefile | cut -c3-

run: $(STAMPS)/runtime $(STAMPS)/frontend
	@$(BIN)/lentera demo
	@exec $(BIN)/lentera serve

setup: $(STAMPS)/development $(STAMPS)/node

build: $(STAMPS)/frontend

test: $(STAMPS)/development $(STAMPS)/frontend $(STAMPS)/chromium
	@$(MAKE) --no-print-directory -j2 --output-sync=target lint types contracts content frontend-check
	@$(MAKE) --no-print-directory unit
	@$(MAKE) --no-print-directory browser

lint: $(STAMPS)/development
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMPS)/development
	$(BIN)/mypy

contracts: $(STAMPS)/development
	$(BIN)/lint-imports

.PHONY: content
content: $(STAMPS)/development
	$(BIN)/lentera content lint

# What needs a browser or takes minutes has its own target; `make test` runs it too.
unit: $(STAMPS)/development $(STAMPS)/frontend
	$(BIN)/pytest -n 2 --dist loadscope -m "not browser and not long"

browser: $(STAMPS)/development $(STAMPS)/frontend $(STAMPS)/chromium
	$(BIN)/pytest -n 2 --dist loadfile -m "browser and not long" tests/journeys

# Other examples than the gate's for every law that holds for all inputs.
.PHONY: explore
explore: $(STAMPS)/development $(STAMPS)/frontend
	LENTERA_EXPLORE=1 $(BIN)/pytest -m "not browser and not long" -k "law or laws or fuzz or any"

# Lines cut at every step, killed browsers and servers, several devices: minutes, in CI each time.
# These journeys one by one: they are about moments, which another browser would stretch.
.PHONY: test-long
test-long: $(STAMPS)/development $(STAMPS)/frontend $(STAMPS)/chromium
	$(BIN)/pytest -n 2 -m "long and not browser"
	$(BIN)/pytest -m "long and browser" tests/journeys

frontend-check: $(STAMPS)/node $(STAMPS)/frontend
	npm --prefix frontend run check
	npm --prefix frontend run budgets

bench-reads: $(STAMPS)/runtime $(STAMPS)/frontend
	$(BIN)/python -m bench.reads

bench-ingest: $(STAMPS)/development $(STAMPS)/frontend
	$(BIN)/python -m bench.ingest

bench-statistics: $(STAMPS)/development
	$(BIN)/python -m bench.statistics

bench-pages: $(STAMPS)/development $(STAMPS)/frontend $(STAMPS)/chromium
	$(BIN)/python -m bench.pages

bench-revisit: $(STAMPS)/development $(STAMPS)/frontend $(STAMPS)/chromium
	$(BIN)/python -m bench.revisit

bench-cuts: $(STAMPS)/development $(STAMPS)/frontend $(STAMPS)/chromium
	$(BIN)/python -m bench.cuts

bench-many: $(STAMPS)/development $(STAMPS)/frontend
	$(BIN)/python -m bench.many

bench-publish: $(STAMPS)/development $(STAMPS)/frontend
	$(BIN)/python -m bench.publish

# 2,000 learners on PostgreSQL with two workers, then 200 on SQLite with one process.
bench-exam-rush: $(STAMPS)/development $(STAMPS)/frontend
	$(BIN)/python -m bench.exam_rush
	$(BIN)/python -m bench.exam_rush --sqlite --learners 200 --within 5 --think 20

# Seeded schedules of dropped lines and kills, with the real outbox: RUNS=, SEED=, CONTROL=early-ack.
.PHONY: offline-fuzz
offline-fuzz: $(STAMPS)/development $(STAMPS)/frontend
	@$(BIN)/python -m tests.offline_fuzz --runs $(or $(RUNS),2000) --seed $(or $(SEED),1) --control "$(CONTROL)"

# The README's pictures, taken anew from a running server with invented people.
pictures: $(STAMPS)/development $(STAMPS)/frontend $(STAMPS)/chromium
	$(BIN)/python -m tests.journeys.pictures

# The lock files hold names, versions and hashes, no addresses.
lock: $(STAMPS)/development
	$(BIN)/pip install -q uv
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --python-version 3.11 pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --python-version 3.11 --extra dev pyproject.toml -o requirements-dev.txt

clean:
	rm -rf $(VENV) $(STAMPS) frontend/node_modules frontend/dist

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(STAMPS)/runtime: requirements.txt pyproject.toml | $(BIN)/python
	@mkdir -p $(STAMPS)
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/pip install -q --disable-pip-version-check --no-deps -e .
	@touch $@

$(STAMPS)/development: requirements-dev.txt $(STAMPS)/runtime
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

$(STAMPS)/node: frontend/package.json frontend/package-lock.json
	@mkdir -p $(STAMPS)
	npm --prefix frontend ci --no-audit --no-fund --loglevel=error
	@touch $@

$(STAMPS)/frontend: $(STAMPS)/node $(FRONTEND_SOURCES)
	npm --prefix frontend run build --silent
	@touch $@

$(STAMPS)/chromium: | $(BIN)/python
	@mkdir -p $(STAMPS)
	$(BIN)/python -m tests.chromium
	@touch $@
