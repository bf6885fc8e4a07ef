from django.utils.translation import gettext_lazy as _

from .registries import NavigationItem, navigation

navigation.add(
    "dashboard.today",
    NavigationItem(
        label=_("Today"),
        url_name="dashboard:today",
        icon="house",
        shortcut="G V",
        action="today.read",
        phone=True,
    ),
    order=1,
)
