from celery import shared_task

from coordination.kit import clock
from coordination.mail.tasks import stopping

from .services import papers_files


@shared_task(name="coordination.meetings.tasks.make_papers")
def make_papers() -> None:
    """Make the files of meeting papers that wait; run again at any moment, also twice at once."""
    papers_files.make_waiting(clock=clock.now, stop=stopping.is_set)
