"""The overview in the side navigation."""

from django.utils.translation import gettext_lazy as _

from coordination.dashboard.registries import NavigationItem, navigation

navigation.add(
    "overview",
    NavigationItem(
        label=_("Overview of issues"),
        url_name="overview:overview",
        icon="layout-list",
        group=_("Work"),
        shortcut="g o",
        action="overview.read",
    ),
    order=62,
)
