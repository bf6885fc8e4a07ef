# Every target makes what it needs first and is quick when nothing changed.
# PYTHON= picks the interpreter (3.11 or newer) that .venv is made from.

.POSIX:
.SUFFIXES:
.PHONY: help setup migrated run mail test bench faults backup restore lock clean check check-style check-imports \
  check-types check-templates check-migrations check-deployment check-texts

PYTHON = python3
VENV = .venv
BIN = $(VENV)/bin
PIP = $(BIN)/python -m pip --disable-pip-version-check --no-input -q install --only-binary :all:
MANAGE = $(BIN)/python manage.py
CATALOGUE = locale/nl/LC_MESSAGES/django
WORKERS = 2
ARGS =
# What `check --deploy` looks at: the settings of production, with values that reach nothing.
PRODUCTION = PRODUCTION=1 SECRET_KEY=0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWX \
  ALLOWED_HOSTS=baken.example.gov EMAIL_URL=smtp://127.0.0.1:25 REDIS_URL=redis://127.0.0.1:1/0 \
  DATABASE_URL=sqlite:///build/check.sqlite3

help:
	@echo 'make setup     everything locked, in .venv'
	@echo 'make run       the application with its example, on one address (PORT=)'
	@echo 'make mail      TO=  the last account mail to an address, where no relay is set'
	@echo 'make test      all tests, on PostgreSQL and on SQLite (ARGS= goes to pytest)'
	@echo 'make check     style, types, imports, templates, migrations, deployment, translations'
	@echo 'make bench     the speed table'
	@echo 'make faults    kills, empties and crashes real servers, and counts the mail (ARGS= names)'
	@echo 'make backup    FILE=  database and files into one archive'
	@echo 'make restore   FILE=  the archive into an empty database (YES=1 replaces what is there)'
	@echo 'make lock      requirements/*.lock from pyproject.toml'
	@echo 'make clean     remove what was made, keep what was entered (var/)'

setup: $(VENV)/test.stamp $(CATALOGUE).mo
	@:

$(VENV)/run.stamp: requirements/run.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo 'Baken needs Python 3.11 or newer; name one: make PYTHON=/path/to/python3'; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) \
	  || { echo 'Python cannot make environments here; on Debian: apt install python3-venv'; exit 1; }
	@echo 'Installing requirements/run.lock into $(VENV)'
	@$(PIP) --require-hashes -r requirements/run.lock
	@touch $@

$(VENV)/test.stamp: $(VENV)/run.stamp requirements/test.lock
	@echo 'Installing requirements/test.lock into $(VENV)'
	@$(PIP) --require-hashes -r requirements/test.lock
	@touch $@

$(CATALOGUE).mo: $(VENV)/run.stamp $(CATALOGUE).po
	@$(BIN)/pybabel -q compile -D django -i $(CATALOGUE).po -o $@ -l nl

run: $(VENV)/run.stamp $(CATALOGUE).mo
	@exec $(BIN)/python -m coordination.kit.processes

mail: $(VENV)/run.stamp
	@$(MANAGE) show_mail "$(TO)"

# The SQLite database that the migrations make, which takes a minute and stands until one changes.
migrated: setup
	@$(BIN)/python -m tests.services.ready

# Both databases, also when one fails; what no database can change (CONTRIBUTING.md) once. The run on
# SQLite takes what the other, which often waits for a browser, leaves of the processors.
test: setup
	@rm -rf build/tests && mkdir -p build/tests
	@failed=0; pytest='$(BIN)/python -m pytest -n $(WORKERS)'; \
	env -u DATABASE_URL TEST_DATABASE=sqlite nice -n 10 $$pytest --junitxml=build/tests/sqlite.xml \
	  -p no:cacheprovider -m 'not browser and not fault and not once' $(ARGS) \
	  > build/tests/sqlite.txt 2>&1 & sqlite=$$!; trap 'kill $$sqlite; exit 130' INT TERM; \
	TEST_DATABASE=postgresql $$pytest --junitxml=build/tests/postgresql.xml \
	  -m 'not embedded' $(ARGS) || test $$? -eq 5 || failed=1; \
	wait $$sqlite || test $$? -eq 5 || failed=1; cat build/tests/sqlite.txt; \
	$(BIN)/python -m tests.total build/tests/postgresql.xml build/tests/sqlite.xml; exit $$failed

check: check-style check-imports check-types check-templates check-migrations check-deployment \
  check-texts
	@echo 'Everything checked is in order.'

check-style: setup
	@echo 'Style'
	@$(BIN)/ruff check -q --output-format concise . && $(BIN)/ruff format -q --check .

check-imports: setup
	@echo 'Imports'
	@mkdir -p build
	@$(BIN)/lint-imports --no-logo > build/imports.txt || { cat build/imports.txt; exit 1; }

check-types: setup
	@echo 'Types'
	@$(BIN)/mypy --no-error-summary

check-templates: setup
	@echo 'Templates'
	@find templates -name '*.html' -exec $(BIN)/djade --check --target-version 5.2 {} +

check-migrations: setup
	@echo 'Migrations'
	@$(MANAGE) makemigrations --check --dry-run

check-deployment: setup
	@echo 'Deployment'
	@$(PRODUCTION) $(MANAGE) check --deploy --fail-level WARNING

check-texts: setup
	@echo 'Texts in both languages'
	@$(MANAGE) messages check

bench: setup
	@$(BIN)/python -m tests.bench $(ARGS)

faults: setup
	@$(BIN)/python -m tests.faults $(ARGS)

backup: $(VENV)/run.stamp
	@test -n '$(FILE)' || { echo 'Say where to: make backup FILE=baken.tar.gz'; exit 2; }
	@$(MANAGE) backup '$(FILE)'

restore: $(VENV)/run.stamp
	@test -n '$(FILE)' || { echo 'Say from where: make restore FILE=baken.tar.gz'; exit 2; }
	@$(MANAGE) restore '$(FILE)' $(if $(YES),--yes)

lock: $(VENV)/test.stamp
	@UV_DEFAULT_INDEX="$${UV_DEFAULT_INDEX:-$$PIP_INDEX_URL}" sh -c '\
	  test -n "$$UV_DEFAULT_INDEX" || unset UV_DEFAULT_INDEX; \
	  compile="$(BIN)/uv -q pip compile --universal --python-version 3.11 --generate-hashes \
	    --only-binary :all: --no-emit-index-url --no-header"; \
	  $$compile pyproject.toml -o requirements/run.lock && \
	  $$compile pyproject.toml --extra test -c requirements/run.lock -o requirements/test.lock'

clean:
	@rm -rf $(VENV) build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	@rm -f $(CATALOGUE).mo
	@find coordination escalation workgroups tests -name __pycache__ -type d -prune -exec rm -rf {} +
