"""Verbs on action lines, products, milestones and budgets."""

from .budgeting import add_estimate, change_estimate, remove_estimate
from .depending import add_dependency, remove_dependency
from .lines import add_line, change_line
from .milestones import (
    add_milestone,
    change_milestone,
    move_milestone,
    reach_milestone,
    remove_milestone,
    reopen_milestone,
    take_back_slip,
)
from .products import (
    add_product,
    change_product,
    deliver_product,
    drop_product,
    reopen_product,
    start_product,
    supply_product,
)

__all__ = [
    "add_dependency",
    "add_estimate",
    "add_line",
    "add_milestone",
    "add_product",
    "change_estimate",
    "change_line",
    "change_milestone",
    "change_product",
    "deliver_product",
    "drop_product",
    "move_milestone",
    "reach_milestone",
    "remove_dependency",
    "remove_estimate",
    "remove_milestone",
    "reopen_milestone",
    "reopen_product",
    "start_product",
    "supply_product",
    "take_back_slip",
]
