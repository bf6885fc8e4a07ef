from django.apps import AppConfig
from django.conf import settings


class FaultsConfig(AppConfig):
    """Lives in the processes that are broken, and nowhere else."""

    name = "tests.faults"
    label = "faults"

    def ready(self) -> None:
        # what is changed here stands only once all apps are ready
        from . import dying, pace, without

        pace.quicken(settings.FAULT_LEASE)
        without.switch_off(settings.FAULT_WITHOUT)
        dying.dies_at(settings.FAULT_DIES)
