import os

from django.apps import AppConfig


class FaultsConfig(AppConfig):
    """Lives in the processes that are broken, and nowhere else."""

    name = "tests.faults"
    label = "faults"

    def ready(self) -> None:
        # what is changed here stands only once all apps are ready
        from . import dying, pace, without

        pace.quicken(float(os.environ.get("FAULT_LEASE", "4")))
        without.switch_off(os.environ.get("FAULT_WITHOUT", ""))
        dying.dies_at(os.environ.get("FAULT_DIES", ""))
