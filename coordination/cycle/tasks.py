from django.utils import timezone

from coordination.celery import app

from .services.clock import plan_six_weeks


@app.task(name="coordination.cycle.tasks.plan_ahead")  # type: ignore[untyped-decorator,unused-ignore]  # Celery has no types
def plan_ahead() -> None:
    """Plan the next six weeks; run again at any moment, also twice at once."""
    plan_six_weeks(at=timezone.now())
