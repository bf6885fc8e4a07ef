"""What is known of something like it, beside the form in which it is planned.

    {% load plans %}{% planned dossier=team.dossier body=team.body %}

Stands inside the form: what is typed there counts too.
"""

from typing import Any

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from coordination.dashboard.registries import Slot, panels
from coordination.dashboard.rendering import rendered

from ..planned import Plan, typed

register = template.Library()


@register.simple_tag(takes_context=True)
def planned(context: Any, dossier: Any = None, body: Any = None, about: str = "") -> SafeString:
    """The cards of what is planned here, around `dossier` or `body` where they are known."""
    form = context["form"]
    said = {name: form[name].value() for name in form.fields}
    plan = Plan(typed(said), dossier or None, body or None, about)
    cards = rendered(panels, Slot.PLAN, context["request"], plan)
    return format_html_join("", "{}", ([card.html] for card in cards))
