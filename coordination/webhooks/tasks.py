from celery import shared_task

from coordination.kit import clock
from coordination.mail.tasks import stopping

from . import delivery


@shared_task(name="coordination.webhooks.tasks.deliver")
def deliver() -> None:
    """Tell what is due; run again at any moment, also twice at once."""
    delivery.deliver(clock=clock.now, stop=stopping.is_set)
