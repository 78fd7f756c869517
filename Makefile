# `make run` starts a living demo city, `make test` runs every check. The logic stands in tools/.

PORT ?= 8000
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
IN_VENV := .venv/bin/python

# A boundary file beside the checkout is used when it is there; it is never copied into it.
NEAR_BOUNDARIES := $(wildcard ../shared/geo/jakarta_kelurahan.geojson)
ifneq ($(NEAR_BOUNDARIES),)
export TANGGAP_BOUNDARIES ?= $(abspath $(NEAR_BOUNDARIES))
endif
export PORT

.PHONY: help run demo serve test check bench fmt docs messages lock ready ready-dev assets clean

help: ## What there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ready assets ## Start a demo city on PORT (8000): site and worker; Ctrl-C stops both
	@exec $(IN_VENV) -m tanggap demo --serve

demo: ready ## Fill the demo city without serving it
	@$(IN_VENV) -m tanggap demo

serve: ready assets ## Start an empty city, without demo accounts
	@exec $(IN_VENV) -m tanggap serve

test: ready-dev ## Every check there is; STAGES="types rules" for some of them
	@$(IN_VENV) -m tools.check $(STAGES)

bench: ready-dev ## Measure speed; the tables go to bench/results
	@$(IN_VENV) -m bench

fmt: ready-dev ## Format and sort the code
	@$(IN_VENV) -m ruff format .
	@$(IN_VENV) -m ruff check --fix-only --quiet .

docs: ready-dev ## Write the generated pages of docs/ anew
	@$(IN_VENV) -m tools.docs

lock: ready-dev ## Resolve the dependencies anew, for every platform, with hashes
	@$(IN_VENV) -m tools.lock

clean: ## Remove what was made here, but not var/ (data)
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis test-results

ready:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed, and was not found." >&2; exit 1; }
	@$(PYTHON) tools/prepare.py

ready-dev:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed, and was not found." >&2; exit 1; }
	@$(PYTHON) tools/prepare.py --dev

# The font comes from npm at build time; without it the pages use the device's own.
assets: ready
	@$(IN_VENV) tools/assets.py
