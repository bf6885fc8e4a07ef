from celery import shared_task

from coordination.kit import clock
from coordination.mail.tasks import stopping

from .services import running


@shared_task(name="escalation.lab.tasks.replay_waiting")
def replay_waiting() -> None:
    """Reckon the replays and sweeps that wait; run again at any moment, also twice at once."""
    running.run_waiting(clock=clock.now, stop=stopping.is_set)
