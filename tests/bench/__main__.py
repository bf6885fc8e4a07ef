"""Runs every bench and prints one table; ends with 1 where a limit is passed.

python -m tests.bench [name ...]   only these; `delivery=10000` with another number
"""

import os
import sys
from importlib import import_module
from pathlib import Path


def main(names: list[str]) -> int:
    os.environ |= {"TEST_DATABASE": "postgresql", "DEBUG": "0", "LOG_LEVEL": "ERROR"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django  # settings read the environment above

    django.setup()
    from django.test.runner import DiscoverRunner
    from django.test.utils import override_settings

    from .measure import Table

    # not setup_test_environment: it copies every context, which is not what is measured
    runner = DiscoverRunner(verbosity=0, interactive=False)
    table = Table()
    for given in names or benches():
        name, _equals, number = given.partition("=")
        databases = runner.setup_databases()
        try:
            with override_settings(ROOT_URLCONF="tests.bench.urls"):
                bench = import_module(f"tests.bench.{name}").bench
                bench(table, int(number)) if number else bench(table)
        finally:
            runner.teardown_databases(databases)
    print(table)  # noqa: T201  a person reads it at the terminal
    return int(table.failed)


def benches() -> list[str]:
    """The modules of this package that measure something."""
    found = sorted(path.stem for path in Path(__file__).parent.glob("*.py"))
    return [name for name in found if not name.startswith("_") and name not in {"measure", "urls"}]


sys.exit(main(sys.argv[1:]))
