# Two commands: `make demo` sets everything up and answers a question; `make test` sets everything
# up and checks it. Both need python3 and make only, no root, and are quick when nothing changed.

PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test lint types unit bench lock clean

demo: .venv/.ready
	@$(BIN)/geo check examples/2025-01-06.yaml --map demo.html

test: lint types unit

lint: .venv/.ready-test
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: .venv/.ready-test
	@$(BIN)/mypy

unit: .venv/.ready-test
	@$(BIN)/pytest -q -n auto --maxprocesses 4 --dist loadfile

bench: .venv/.ready-test
	@for each in bench/*.py; do $(BIN)/python $$each || exit 1; done

.venv/.ready: pyproject.toml requirements.lock tools/bootstrap.py
	@$(PYTHON) tools/bootstrap.py

.venv/.ready-test: pyproject.toml requirements.lock tools/bootstrap.py
	@$(PYTHON) tools/bootstrap.py test build

# Renews the lock that both commands install from.
lock: .venv/.ready
	@$(BIN)/pip install -q uv
	@$(BIN)/uv pip compile pyproject.toml --all-extras --group install --universal \
		--generate-hashes --no-header --output-file requirements.lock --upgrade

clean:
	rm -rf .venv
