"""The clock hand of the record: a seal a day."""

from celery import shared_task

from coordination.kit import clock

from .services import seal_day


@shared_task
def anchor() -> None:
    """Seal the record where today's seal is not there yet."""
    seal_day(at=clock.now())
