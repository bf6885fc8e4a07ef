"""What is said of a line, a product, a milestone and a budget, as one value each."""

from dataclasses import dataclass

from coordination.actions.terms import Owner
from coordination.meetings.models import Meeting
from coordination.people.models import Body

from .models import ActionLine, BudgetEstimate, Milestone, Product
from .spans import Span


@dataclass(frozen=True)
class LineFacts:
    position: int
    title: str
    text: str = ""

    @classmethod
    def of(cls, line: ActionLine) -> "LineFacts":
        return cls(line.position, line.title, line.text)


@dataclass(frozen=True)
class ProductFacts:
    """`needs_version`: it is delivered as a paper, so it is not done before one was supplied."""

    title: str
    owner: Owner
    text: str = ""
    interim: bool = False
    needs_version: bool = False

    @classmethod
    def of(cls, product: Product) -> "ProductFacts":
        return cls(
            product.title, product.owner, product.text, product.interim, product.needs_version
        )


@dataclass(frozen=True)
class MilestoneFacts:
    """Where it goes to: a body, or one of its meetings, whose day it then has."""

    title: str = ""
    span: Span | None = None
    body: Body | None = None
    meeting: Meeting | None = None

    @classmethod
    def of(cls, milestone: Milestone) -> "MilestoneFacts":
        return cls(milestone.title, milestone.span, milestone.body, milestone.meeting)


@dataclass(frozen=True)
class EstimateFacts:
    year: int
    amount: int
    purpose: str
    basis: str

    @classmethod
    def of(cls, estimate: BudgetEstimate) -> "EstimateFacts":
        return cls(estimate.year, estimate.amount, estimate.purpose, estimate.basis)
