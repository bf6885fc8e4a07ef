"""How long a step took, in words."""

from datetime import timedelta

from django import template
from django.utils.translation import gettext as _

register = template.Library()

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


@register.filter
def lead(value: timedelta | None) -> str:
    """Days and hours from a day on, hours and minutes below it."""
    if value is None:
        return ""
    if value >= DAY:
        return _("%(days)d d %(hours)d h") % {"days": value.days, "hours": value.seconds // 3600}
    hours, minutes = divmod(int(value.total_seconds()) // 60, 60)
    if hours:
        return _("%(hours)d h %(minutes)02d") % {"hours": hours, "minutes": minutes}
    return _("%(minutes)d min") % {"minutes": minutes}
