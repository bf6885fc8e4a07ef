"""What a planning shows, drawn once for what it says."""

from django import template
from django.utils.safestring import SafeString

from ..drawn import draw_when, product_row
from ..queries.plans import PlannedMilestone, PlannedProduct

register = template.Library()


@register.simple_tag
def when(milestone: PlannedMilestone) -> SafeString:
    """When it is due, how late it is and what it misses."""
    return draw_when(milestone)


@register.simple_tag
def planned_row(product: PlannedProduct) -> SafeString:
    """Its row in the plan of a team."""
    return product_row(product)
