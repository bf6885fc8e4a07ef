"""What every process asks before it begins: whether the database is its own."""

from django.core.checks import run_checks
from django.core.management.base import SystemCheckError


def refuse_wrong_instance() -> None:
    """Stops a process that would work in a database of the other kind (EXERCISE)."""
    found = run_checks(tags=["instance"], databases=["default"])
    if found:
        raise SystemCheckError("\n".join(str(one.msg) for one in found))
