"""Celery only wakes: what is due stands in rows, and a task takes what is due."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coordination.settings")

app = Celery("baken")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
