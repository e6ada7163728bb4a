# Everything a clone can do; "make help" lists it. Settings: docs/operations.md.
SHELL := /bin/sh
PYTHON ?= python3
CLI := bin/groningse-norm
BIN := .venv/bin
.DEFAULT_GOAL := help

# Without compiled bytecode every start would compile all of Plone again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help start install test check format i18n bench buildout clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

start: ## install what is needed, make the site with demo content, serve it (PORT, HOST, VAR)
	@exec $(PYTHON) $(CLI) start

install: ## make .venv with everything for developing
	@$(PYTHON) scripts/bootstrap.py --extras test,check

test: ## the whole suite; leave tiers out by name with WITHOUT=browser,services
	@$(PYTHON) scripts/bootstrap.py --extras test,check
	@$(BIN)/python scripts/run_tests.py --without "$(WITHOUT)"

check: ## style, types, templates, packaging, translations
	@$(PYTHON) scripts/bootstrap.py --extras test,check
	@$(BIN)/python scripts/check.py

format: ## bring Python, ZCML and templates into the house style
	@$(PYTHON) scripts/bootstrap.py --extras test,check
	@$(BIN)/python scripts/check.py --format

i18n: ## refresh the message catalogs from the sources
	@$(PYTHON) scripts/bootstrap.py --extras test,check
	@$(BIN)/python scripts/translations.py update

bench: ## measure against stock Plone in the same run; one subject with ONLY=embargo
	@$(PYTHON) scripts/bootstrap.py --extras postgresql
	@$(BIN)/python benchmarks/run.py --only "$(ONLY)"

buildout: ## an instance by buildout, with the same versions: bin/instance fg
	@$(PYTHON) scripts/bootstrap.py --extras buildout
	@$(BIN)/python scripts/versions.py versions.cfg
	@$(BIN)/buildout -N

clean: ## remove what was installed and built; data in var/ stay
	rm -rf .venv build dist eggs develop-eggs parts versions.cfg .installed.cfg
	rm -rf .pytest_cache .hypothesis .mypy_cache .ruff_cache
	find bin -type f ! -name groningse-norm -delete
	find src -name '*.egg-info' -prune -exec rm -rf {} +
	find src profiles tests scripts benchmarks -name __pycache__ -prune -exec rm -rf {} +
