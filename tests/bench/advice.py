"""Advice lines, questions with variants and assignments: 500 teams, 2,000 lines, 10,000 stops."""

from coordination.people.models import User
from workgroups.advice.models import AdviceRequest, Stop
from workgroups.assignments.models import Assignment
from workgroups.options.models import OptionSet

from ._load import asks, coordinator, filled
from .measure import Limits, Table

LIMITS = Limits(milliseconds=40, queries=12, kilobytes=100)


def bench(table: Table) -> None:
    """Each list and one of each, as a coordinator opens them."""
    reader = fill()
    line = AdviceRequest.objects.visible_to(reader).running().order_by("pk")[0]
    options = OptionSet.objects.visible_to(reader).order_by("pk")[0]
    draft = Assignment.objects.visible_to(reader).order_by("pk")[0]
    for name, path in (
        ("advice lines beside each other", "/advieslijn/"),
        ("advice lines that ended", "/advieslijn/?tab=ended"),
        ("an advice line", line.get_absolute_url()),
        ("questions with variants", "/varianten/"),
        ("a question with four variants", options.get_absolute_url()),
        ("assignments of 500 teams", "/opdrachten/"),
        ("an assignment", draft.get_absolute_url()),
    ):
        table.measure(name, asks(reader, path), LIMITS)


def fill() -> User:
    """The load of people, dossiers, teams and what they are asked."""
    load = filled("people", "dossiers", "teams", "assignments", "advice", "options")
    assert (AdviceRequest.objects.count(), Stop.objects.count()) == (2_000, 10_000)
    return coordinator(load)
