# Commands of the project; `make` alone lists them.
VENV := .venv
PY := $(VENV)/bin/python
PYTHON ?= python3
PORT ?= 8000
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.PHONY: help setup browser serve site check test action collect observe verify clients bench audit screenshots lock clean

serve: setup ## build the site, serve it on http://127.0.0.1:8000 (PORT=), rebuild on change
	@$(PY) -m generator serve --port $(PORT)

site: setup ## build site/ once
	@$(PY) -m generator build

test: check browser ## everything that has to pass: check, then every test
	@$(PY) -m pytest -n 2

check: setup ## ruff, mypy, bandit, zizmor, the schemas and the check of the data
	@$(PY) -m ruff check --quiet .
	@$(PY) -m ruff format --check --quiet .
	@$(PY) -m mypy
	@$(PY) -m bandit --quiet --configfile scripts/bandit.yaml --recursive bench flexmap generator scripts hatch_build.py
	@$(VENV)/bin/zizmor --offline --quiet --persona auditor .
	@$(VENV)/bin/check-jsonschema --quiet --check-metaschema data/schema/*.json \
		templates/exports/mapping.schema.json
	@$(PY) -m generator check
	@$(PY) -m scripts.words

action: setup ## run the step of action.yml whole, in a hostile checkout; needs the network
	@$(PY) -m pytest tests/whole_action.py

collect: setup ## read the packages listed in data/surface/packages.yml into data/surface/
	@$(PY) -m generator collect

observe: setup ## read recorded runs of the service into data/observations/
	@$(PY) -m generator observe

verify: setup ## print what the newest releases of the packages change
	@$(PY) -m generator verify

clients: setup ## run the samples and the claims about clients through the released clients
	@$(PY) -m generator render --out .build/clients/pages >/dev/null
	@$(PY) -m clients

bench: setup ## measure our part at three sizes, MkDocs against Zensical, the start and the review against ripgrep, semgrep and ast-grep
	@$(PY) -m bench
	@$(PY) -m bench.start
	@$(PY) -m bench.review
	@$(PY) -m bench.growth
	@$(PY) -m bench.repositories

audit: browser ## hold the site against its aims with Lighthouse and axe; needs Node 20
	@$(PY) -m scripts.audit

screenshots: browser site ## take pictures of every type of page into .build/screenshots
	@$(PY) -m scripts.screenshots

setup: $(VENV)/.done ## make .venv and install requirements.lock into it
	@:

$(VENV)/.done: requirements.lock scripts/ensure_venv.sh
	@PYTHON=$(PYTHON) scripts/ensure_venv.sh $(VENV)
	@touch $@

browser: setup ## find a Chromium for the tests, or install one
	@$(PY) scripts/ensure_browser.py

lock: setup ## write both locks after a change of pyproject.toml (UPGRADE=1: newest versions)
	@scripts/lock.sh $(PY) $(if $(UPGRADE),--upgrade)

clean: ## delete what was built; data, sources and .venv stay
	@rm -rf site .build

help: ## list these targets
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/make \1\t\2/p' Makefile | expand -t 14
