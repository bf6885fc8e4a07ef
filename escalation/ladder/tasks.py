from coordination.celery import app
from coordination.kit import clock

from .services import assessing


@app.task(name="escalation.ladder.tasks.assess_today")  # type: ignore[untyped-decorator,unused-ignore]  # Celery has no types
def assess_today() -> None:
    """Assess missed days, and today once figures came in; run again at any moment."""
    assessing.assess_due(at=clock.now())
