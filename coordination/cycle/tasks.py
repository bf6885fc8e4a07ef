from coordination.celery import app
from coordination.kit import clock

from .services.clock import plan_six_weeks
from .services.reminders import auditing, planning


@app.task(name="coordination.cycle.tasks.plan_ahead")  # type: ignore[untyped-decorator,unused-ignore]  # Celery has no types
def plan_ahead() -> None:
    """Plan the next six weeks; run again at any moment, also twice at once."""
    plan_six_weeks(at=clock.now())


@app.task(name="coordination.cycle.tasks.plan_reminders")  # type: ignore[untyped-decorator,unused-ignore]  # Celery has no types
def plan_reminders() -> None:
    """Put the reminders of the next 24 hours in the outbox; run again at any moment."""
    planning.plan_what_changed(at=clock.now())


@app.task(name="coordination.cycle.tasks.audit_reminders")  # type: ignore[untyped-decorator,unused-ignore]  # Celery has no types
def audit_reminders() -> None:
    """Look whether every reminder that fell was planned and left."""
    auditing.audit_reminders(at=clock.now())
