from django.utils import timezone

from coordination.celery import app

from . import delivery


@app.task(name="coordination.mail.tasks.deliver")  # type: ignore[untyped-decorator,unused-ignore]  # Celery has no types
def deliver() -> None:
    """Send what is due; run again at any moment, also twice at once."""
    delivery.deliver(clock=timezone.now)
