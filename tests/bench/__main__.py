"""Runs every bench and prints one table; ends with 1 where a limit is passed.

python -m tests.bench [name ...]   only these; `delivery=10000` with another number
"""

import os
import sys
from importlib import import_module
from pathlib import Path


def main(names: list[str]) -> int:
    asked = [name.partition("=") for name in names or benches()]
    if unknown := {name for name, _equals, _number in asked} - set(benches()):
        sys.exit(f"No bench is called {', '.join(unknown)}; there are: {', '.join(benches())}.")
    os.environ |= {"TEST_DATABASE": "postgresql", "DEBUG": "0", "LOG_LEVEL": "ERROR"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django  # settings read the environment above

    django.setup()
    from django.conf import settings
    from django.test.runner import DiscoverRunner
    from django.test.utils import override_settings

    from tests.services.ready import copied_as_test

    from .measure import Table

    copied_as_test(settings.DATABASES["default"].setdefault("TEST", {}))
    # not setup_test_environment: it copies every context, which is not what is measured
    runner = DiscoverRunner(verbosity=0, interactive=False)
    table = Table()
    for name, _equals, number in asked:
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
