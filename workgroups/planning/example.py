"""The planning of LT2 in the example.

Source: the start memo of LT2, version 0.2: four action lines with their steps, their products and
when these come, and the estimate of what it costs, in its words. Whose the products are it does not
say: they stand on the programme, as practice text. Months move with the example.
"""

from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import override

from coordination.actions.terms import Owner
from coordination.example.registry import Shift, example
from coordination.people.models import Organisation, User
from workgroups.teams.models import Team

from .example_rows import LINES, ExampleProduct
from .facts import EstimateFacts, LineFacts, MilestoneFacts, ProductFacts
from .models import ActionLine
from .services import add_estimate, add_line, add_product
from .spans import Span

COORDINATOR = "coordinator@example.gov"
PURPOSE = (
    "Ondersteuning scenarioplanning, doorberekenen effecten en modellering van opportunity costs"
)
BASIS = "Inschatting in de startnotitie van LT2, versie 0.2"


def load(shift: Shift) -> None:
    """LT2's plan, where it has none."""
    team = Team.objects.select_related("dossier").filter(code="LT2").first()
    if team is None or ActionLine.objects.filter(team=team).exists():
        return
    by, at = User.objects.get(email=COORDINATOR), shift.moment(2020, 11, 2, 17, 45)
    owner = Owner(Organisation.objects.get(code="DGSC-19"))
    for position, (title, steps, products) in enumerate(LINES, 1):
        line = add_line(team=team, facts=LineFacts(position, title, steps), by=by, at=at)
        for product in products:
            facts = ProductFacts(product.title, owner, product.text, product.interim)
            milestone = _milestone(shift, product)
            add_product(line=line, facts=facts, milestone=milestone, by=by, at=at)
    year = shift.day(2021, 7, 1).year
    add_estimate(team=team, facts=EstimateFacts(year, 500_000, PURPOSE, BASIS), by=by, at=at)


def _milestone(shift: Shift, product: ExampleProduct) -> MilestoneFacts | None:
    if product.months is None:
        return None
    first, last = (_moved(shift, month) for month in product.months)
    end = first.replace(day=10) if product.begin else _last_day(last)
    with override("nl"):
        names = [date_format(month, "M").casefold().rstrip(".") for month in (first, last)]
    words = product.join.join(names) if first != last else names[0]
    words = f"begin {words}" if product.begin else words
    return MilestoneFacts(span=Span(first, end, words))


def _moved(shift: Shift, month: date) -> date:
    """The first day of the month that the middle of this one moves to."""
    return shift.day(month.year, month.month, 15).replace(day=1)


def _last_day(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


example.add("planning", load, order=90)
