from django.conf import settings
from django.utils.translation import gettext_lazy as _

from coordination.dashboard.registries import NavigationItem, navigation

if settings.EXERCISE:
    navigation.add(
        "exercise",
        NavigationItem(
            _("Exercise"),
            "exercise:exercise",
            "flask-conical",
            group=_("Management"),
            action="exercise.lead",
        ),
        order=89,
    )
