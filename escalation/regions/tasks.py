from celery import shared_task

from coordination.kit import clock
from coordination.mail.tasks import stopping

from . import services


@shared_task(name="escalation.regions.tasks.read_figures")
def read_figures() -> None:
    """Read the files that wait; run again at any moment, also twice at once."""
    services.run_waiting(clock=clock.now, stop=stopping.is_set)


@shared_task(name="escalation.regions.tasks.tidy_files")
def tidy_files() -> None:
    """Files by the days of the story, halves of uploads by the clock that stamped them."""
    services.remove_old_files(at=clock.now(), machine_at=clock.machine_now())
