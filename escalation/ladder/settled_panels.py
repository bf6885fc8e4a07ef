"""Levels among what went up to ministers in a cycle, and what officials settled."""

from django.utils.translation import gettext as _

from coordination.cycle.settled import Case, Course, Wanted, settled_sources
from coordination.people.models import Body

from .queries.clock import settled_lower, went_up


def cases_of_regions(wanted: Wanted) -> list[Case]:
    """A round once in each span it was put to ministers in; at most three queries."""
    span = wanted.first, wanted.last
    up = went_up(wanted.user, *span, at=wanted.at)
    lower = list(
        settled_lower(wanted.user, *span, at=wanted.at).select_related(
            "region", "settled_by", "closed_by__organisation"
        )
    )
    cases = [
        Case(
            course=Course.UP,
            at=one.proposed_at,
            title=f"{one.region.name}: {one.level.name}",
            url=one.region.get_absolute_url(),
            why=one.why_here,
            place=_("Escalation ladder"),
            organisation=one.proposed_by.organisation if one.proposed_by else None,
            subject=one.round_id,
        )
        for one in up.select_related("region", "level", "proposed_by__organisation")
    ]
    bodies = Body.objects.visible_to(wanted.user).filter(
        pk__in={one.settled_by_id for one in lower}
    )
    known = set(bodies.values_list("pk", flat=True))
    return cases + [
        Case(
            course=Course.LOWER,
            at=one.closed_at,
            title=one.region.name,
            url=one.region.get_absolute_url(),
            why=one.outcome,
            place=_("Escalation ladder"),
            body=one.settled_by if one.settled_by_id in known else None,
            organisation=one.closed_by.organisation if one.closed_by else None,
        )
        for one in lower
        if one.closed_at is not None
    ]


settled_sources.add("ladder", cases_of_regions, order=20)
