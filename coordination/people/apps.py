from typing import Any

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.utils import timezone


class PeopleConfig(AppConfig):
    name = "coordination.people"
    label = "people"

    def ready(self) -> None:
        from . import schema  # noqa: F401  registered once the models stand

        user_logged_in.connect(start_clocks, dispatch_uid="people.start_clocks")


def start_clocks(*, request: Any, **kwargs: Any) -> None:
    """A session knows from its first second when it began."""
    from .sessions import begin

    begin(request=request, at=timezone.now())
