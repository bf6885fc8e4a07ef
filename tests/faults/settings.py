"""Settings of the processes that are broken: the project's own, with shorter waiting."""

from typing import Any

from coordination.settings import *  # noqa: F403  settings are all their names
from coordination.settings import (
    CACHES,
    CELERY_BEAT_SCHEDULE,
    CELERY_BROKER_TRANSPORT_OPTIONS,
    DATABASES,
    INSTALLED_APPS,
    REDIS_URL,
    env,
)

INSTALLED_APPS = [*INSTALLED_APPS, "tests.faults"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

FAULT_WITHOUT = env.str("FAULT_WITHOUT", default="")
FAULT_PLANS = env.bool("FAULT_PLANS", default=False)
FAULT_HOOKS = env.bool("FAULT_HOOKS", default=False)
FAULT_REMINDS = env.bool("FAULT_REMINDS", default=False)

EMAIL_TIMEOUT = 1
CELERY_BROKER_TRANSPORT_OPTIONS = CELERY_BROKER_TRANSPORT_OPTIONS | {"visibility_timeout": 300}
CELERY_BEAT_SCHEDULE_OF_ALL = CELERY_BEAT_SCHEDULE
CELERY_BEAT_SCHEDULE: dict[str, dict[str, Any]] = {  # type: ignore[no-redef]  # the names, ticking faster
    "deliver-mail": CELERY_BEAT_SCHEDULE["deliver-mail"] | {"schedule": 1.0}
}
if FAULT_PLANS:
    CELERY_BEAT_SCHEDULE["plan"] = {"task": "tests.faults.tasks.plan", "schedule": 1.0}
if FAULT_HOOKS:
    WEBHOOK_LOOPBACK = True
    CELERY_BEAT_SCHEDULE["hooks"] = CELERY_BEAT_SCHEDULE_OF_ALL["deliver-webhooks"] | {
        "schedule": 0.5
    }
if FAULT_REMINDS:
    CELERY_BEAT_SCHEDULE["remind"] = CELERY_BEAT_SCHEDULE_OF_ALL["plan-reminders"] | {
        "schedule": 1.0
    }

if FAULT_WITHOUT == "no_time_out":
    EMAIL_TIMEOUT = 3600
elif FAULT_WITHOUT == "no_waiting_commit":
    DATABASES["default"]["OPTIONS"]["options"] += " -c synchronous_commit=off"
elif FAULT_WITHOUT == "no_beat":
    CELERY_BEAT_SCHEDULE = {}
elif FAULT_WITHOUT == "unlocked" and "transaction_mode" in DATABASES["default"].get("OPTIONS", {}):
    DATABASES["default"]["OPTIONS"]["transaction_mode"] = "DEFERRED"
elif FAULT_WITHOUT == "patient_bell":
    CACHES["default"] = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
    }
