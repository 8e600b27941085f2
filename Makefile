# Each target sets up .venv from the lock when it is absent or stale: with uv where there is one, else pip.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.set-up
UV := $(shell command -v uv 2>/dev/null)
# LightGBM's threads would otherwise wait by spinning and starve each other on a busy machine.
export OMP_WAIT_POLICY := passive
export MLFLOW_DISABLE_TELEMETRY := true
export BENTOML_DO_NOT_TRACK := true
# Where that is set, each process that the tests start compiles every package anew: 7 s instead of 3 to import MLflow.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test torture lint types fmt bench docs clean lock

demo: $(STAMP)
	$(BIN)/winback demo demo

# A process for each core, so one thread in each: several would wait for each other.
test: $(STAMP)
	@bash .ci/needs
	OMP_NUM_THREADS=1 $(BIN)/pytest -q -n auto --dist loadfile --no-loadscope-reorder

# Long runs: laws of the features, damaged files, kills of every command, swaps, load, a full disk.
torture: $(STAMP)
	$(BIN)/pytest -q -m torture tests/torture

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

types: $(STAMP)
	$(BIN)/mypy

fmt: $(STAMP)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(STAMP)
	$(BIN)/python -m benchmarks

docs: $(STAMP)
	$(BIN)/python -m docs.build
	$(BIN)/python -m tests.features.snapshots
	$(BIN)/python -m tests.serving.recorded_api

clean:
	rm -rf $(VENV) demo build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Exact versions with hashes, no addresses; needs uv.
lock:
	uv pip compile pyproject.toml --extra examples --extra dev --extra spark --extra response --extra distributed --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate -o requirements.lock

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 to 3.13 is needed; this is " + sys.version.split()[0] + ". Call make PYTHON=python3.12, say.") if not (3, 11) <= sys.version_info[:2] <= (3, 13) else None'
ifdef UV
	uv venv --quiet --clear --python $(PYTHON) $(VENV)
	uv pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock
	uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
else
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/pip install --quiet --no-deps --no-compile --require-hashes --requirement requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
endif
	@touch $(STAMP)
