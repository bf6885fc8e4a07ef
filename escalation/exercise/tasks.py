from coordination.celery import app
from coordination.kit import clock

from .services import going


@app.task(name="escalation.exercise.tasks.go_on")  # type: ignore[untyped-decorator,unused-ignore]  # Celery has no types
def go_on() -> None:
    """Bring in what the story has come to: figures and injects; run again at any moment."""
    going.go_on(at=clock.now())
