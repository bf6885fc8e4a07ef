"""Celery only wakes: what is due stands in rows, and a task takes what is due."""

import os
from typing import Any

from celery import Celery
from celery.signals import worker_init
from django.core.management.base import SystemCheckError

from coordination.kit.processes.manners import give_way
from coordination.kit.starting import refuse_wrong_instance

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coordination.settings")

app = Celery("baken")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect  # type: ignore[untyped-decorator,unused-ignore]  # Celery has no types
def begin(**_: Any) -> None:
    try:
        refuse_wrong_instance()
    except SystemCheckError as refused:
        # a signal of Celery lets nothing else end the worker
        raise SystemExit(str(refused)) from refused
    give_way()
