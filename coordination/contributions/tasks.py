from coordination.celery import app
from coordination.kit import clock

from .services import close_due_rounds


@app.task(name="coordination.contributions.tasks.close_rounds")  # type: ignore[untyped-decorator,unused-ignore]  # Celery has no types
def close_rounds() -> None:
    """End the written rounds whose moment has come; run again at any moment, also twice at once."""
    close_due_rounds(at=clock.now())
