# Dealwright. `make help` lists what can be asked for.
SHELL := /bin/bash
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PORT ?= 5000
BIN := .venv/bin
RUNTIME := .venv/.runtime.stamp
DEVELOPMENT := .venv/.development.stamp
# The locks are complete. Without --no-deps pip asks the index about extras (pytest-cov wants
# coverage[toml]) and stumbles over the first release that is newer than the lock.
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-annotate --no-header --upgrade
DEMO := DEALWRIGHT_INSTANCE_PATH=instance/demo DEALWRIGHT_DEMO=1
APT := DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends

# The first Python that is new enough: Ubuntu's plain python3 may not be.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)

.PHONY: help
help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: demo
demo: $(RUNTIME) printing ## Try it: demo people and data, on 127.0.0.1:5000 (PORT=8080 moves it); data is kept
	@$(BIN)/flask --app wsgi i18n compile >/dev/null
	@$(DEMO) $(BIN)/flask --app wsgi demo --port $(PORT)
	@$(DEMO) exec $(BIN)/granian --interface wsgi --host 127.0.0.1 --port $(PORT) \
		--workers 1 --blocking-threads 4 --no-ws --workers-kill-timeout 10 \
		--log-level warning wsgi:app

.PHONY: demo-reset
demo-reset: $(RUNTIME) ## Throw the demo's data away and make it anew
	@$(BIN)/flask --app wsgi i18n compile >/dev/null
	@$(DEMO) $(BIN)/flask --app wsgi demo --reset --port $(PORT)

.PHONY: setup
setup: $(DEVELOPMENT) ## Make .venv with everything pinned, and compile the translations
	@$(BIN)/flask --app wsgi i18n compile

# Files run in their order: by the number of their tests, the few and long ones of the browser would
# come last, with one core idle.
.PHONY: test
test: setup browser printing check ## Run every check and every test
	@long=$$(mktemp) && trap 'rm -f "$$long"' EXIT; \
	$(BIN)/python -m pytest -n 2 --dist loadfile $(LONG) >"$$long" 2>&1 & beside=$$!; \
	trap "kill $$beside 2>/dev/null" INT TERM; \
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder --cov \
		$(addprefix --ignore ,$(LONG)); main=$$?; \
	wait $$beside; beside=$$?; cat "$$long"; \
	test "$$main" = 0 && test "$$beside" = 0 && $(MAKE) coverage

# Thousands of runs, and servers that are killed and mostly waited for: they go beside the rest, and
# watching every line of them would take minutes.
LONG := tests/simengine/proofs tests/robustness tests/simengine/review/test_promises.py \
	tests/simengine/test_any_text.py

# Where an untested line does most harm there is none; elsewhere nine of ten are tested.
WHOLLY := simengine app/accounts app/rights.py
MOSTLY := $(filter-out $(WHOLLY),$(patsubst %/__init__.py,%,$(wildcard app/*/__init__.py))) app/*.py
COVERED = $(BIN)/coverage report --include="$$room,$$room/*" --fail-under

.PHONY: coverage
coverage: ## Ask of the last test run which package has untested lines; silent if none has too many
	@failed=0; \
	for room in $(WHOLLY); do found=$$($(COVERED)=100 2>&1) || { echo "$$found"; failed=1; }; done; \
	for room in $(foreach room,$(MOSTLY),'$(room)'); do found=$$($(COVERED)=90 2>&1) || { echo "$$found"; failed=1; }; done; \
	exit $$failed

.PHONY: check
check: $(DEVELOPMENT) ## Lint, types and import contracts, without the tests
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet . || { echo "Run: $(BIN)/ruff format ."; exit 1; }
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

.PHONY: bench
bench: $(DEVELOPMENT) ## Measure; prints one JSON object a line
	@for file in tests/benchmarks/bench_*.py; do PYTHONPATH=. $(BIN)/python $$file || exit 1; done

.PHONY: golden
golden: $(DEVELOPMENT) ## Record the golden playthroughs anew, after a change on purpose
	@PYTHONPATH=. $(BIN)/python tests/playthroughs/golden.py

.PHONY: picture
picture: setup browser ## Take the README's picture of the deal room anew
	@$(BIN)/python -m pytest --quiet --keep-picture tests/e2e/test_picture.py

.PHONY: pictures
pictures: setup browser ## Photograph every page in each language, width and theme, to look at
	@rm -rf build/pictures
	@$(BIN)/python -m pytest --quiet --pictures build/pictures tests/e2e/test_every_page.py
	@echo "Look at build/pictures/index.html"

.PHONY: migration
migration: $(DEVELOPMENT) ## Write a migration from the models: make migration m="add teams"
	@test -n "$(m)" || { echo 'Say what it does: make migration m="add teams"'; exit 2; }
	@scratch=$$(mktemp -d) && trap 'rm -rf "$$scratch"' EXIT && export DEALWRIGHT_INSTANCE_PATH="$$scratch" \
		DEALWRIGHT_DATABASE_URL= && $(BIN)/flask --app wsgi db upgrade >/dev/null \
		&& $(BIN)/flask --app wsgi db migrate -m "$(m)" --rev-id "$$(date -u +%Y%m%d%H%M%S)"
	@sed -i "/^    # ### /d" migrations/versions/*.py
	@$(BIN)/ruff format --quiet migrations/versions; $(BIN)/ruff check --quiet --fix migrations/versions

.PHONY: vendor
vendor: $(DEVELOPMENT) ## Fetch the third-party assets of app/static/vendor/manifest.json (needs npm)
	@$(BIN)/python -m app.vendoring

.PHONY: lock
lock: $(DEVELOPMENT) ## Pin the newest dependencies that pyproject.toml allows
	@$(COMPILE) pyproject.toml -o requirements.lock
	@$(COMPILE) --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

.PHONY: browser
browser:
	@if command -v chromium chromium-browser google-chrome >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installing Chromium and Chinese fonts for the browser tests"; \
		apt-get update -qq && $(APT) chromium fonts-noto-cjk >/dev/null; \
	else \
		echo "No Chromium: the browser tests are skipped. To run them: sudo apt-get install chromium fonts-noto-cjk"; \
	fi

.PHONY: printing
printing:
	@if ldconfig -p | grep -q libpangoft2-1.0.so.0 && ls /usr/share/fonts/opentype/noto/NotoSansCJK-*.ttc >/dev/null 2>&1; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installing what PDFs are set with: Pango and Chinese fonts"; \
		apt-get update -qq && $(APT) libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-cjk >/dev/null; \
	else \
		echo "No Pango or no Chinese fonts: pages can be printed, but not kept as PDF."; \
		echo "For that: sudo apt-get install libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-cjk"; \
	fi

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Dealwright needs Python 3.11 or later: sudo apt-get install python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
		|| { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq \
			&& $(APT) "$$($(PYTHON) -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')" >/dev/null; } \
		|| { echo "Python's venv module is incomplete: sudo apt-get install python3-venv"; exit 1; }
	@$(PYTHON) -m venv .venv

$(RUNTIME): requirements.lock | .venv/bin/python
	@echo "Installing the pinned dependencies into .venv"
	@$(PIP) -r requirements.lock
	@touch $@

$(DEVELOPMENT): requirements-dev.lock | .venv/bin/python
	@echo "Installing the pinned development dependencies into .venv"
	@$(PIP) -r requirements-dev.lock
	@touch $(RUNTIME) $@
