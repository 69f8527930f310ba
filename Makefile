# Commands of the project; `make help` lists them.
VENV := .venv
PY := $(VENV)/bin/python
PORT ?= 8000
export NO_MKDOCS_2_WARNING := 1

.PHONY: help setup browser serve site test check lock clean

help:
	@echo "make serve   build, serve on http://127.0.0.1:$(PORT), rebuild on change"
	@echo "make site    build site/ once"
	@echo "make test    every check and test"
	@echo "make check   ruff, mypy and the data check"
	@echo "make lock    write requirements.lock anew"

setup: $(VENV)/.done

$(VENV)/.done: requirements.lock
	@python3 -m venv $(VENV) 2>/dev/null || { apt-get update -qq && apt-get install -yqq python3-venv && python3 -m venv $(VENV); } || \
	  { echo "cannot make a virtual environment: install python3-venv" >&2; exit 2; }
	@$(VENV)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

browser: setup
	@$(PY) scripts/ensure_browser.py

serve: setup
	@$(PY) -m generator serve --port $(PORT)

site: setup
	@$(PY) -m generator build

check: setup
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check --quiet .
	@$(PY) -m mypy generator
	@$(PY) -m generator check

test: setup browser check
	@$(PY) -m pytest -n 2

clean:
	@rm -rf site .build
