"""A planner that beat wakes; it plans the cycle that is running."""

from django.utils import timezone

from coordination.celery import app

from . import planning
from .names import CYCLE

NUMBER = 200


@app.task(name="tests.faults.tasks.plan")  # type: ignore[untyped-decorator,unused-ignore]  # Celery has no types
def plan() -> None:
    planning.plan_cycle(cycle=CYCLE, number=NUMBER, at=timezone.now())
