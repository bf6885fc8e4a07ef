"""The standard rules in the example, marked as practice text."""

from coordination.example.registry import Shift, example

from .services.reminders.defaults import load_rules


def load(shift: Shift) -> None:
    load_rules(at=shift.moment(2020, 10, 19, 10), mark="Oefentekst: aantal dagen en woorden.")


example.add("cycle.rules", load, order=71)
