from celery import shared_task
from django.utils import timezone

from coordination.mail.tasks import stopping

from . import delivery


@shared_task(name="coordination.webhooks.tasks.deliver")
def deliver() -> None:
    """Tell what is due; run again at any moment, also twice at once."""
    delivery.deliver(clock=timezone.now, stop=stopping.is_set)
