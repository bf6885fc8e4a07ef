"""What teams deliver, by when and to whom."""

from .budgets import BudgetEstimate
from .imports import PlanningImport
from .lines import ActionLine
from .milestones import Milestone, Missed, Slip
from .products import DONE, Dependency, Product, ProductState

__all__ = [
    "DONE",
    "ActionLine",
    "BudgetEstimate",
    "Dependency",
    "Milestone",
    "Missed",
    "PlanningImport",
    "Product",
    "ProductState",
    "Slip",
]
