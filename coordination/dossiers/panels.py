from django.utils.translation import gettext_lazy as _

from coordination.dashboard.registries import NavigationItem, navigation

from . import saved  # noqa: F401  registers what can be saved

navigation.add(
    "dossiers",
    NavigationItem(
        _("Dossiers"), "dossiers:list", "folder", _("Work"), shortcut="G D", action="dossiers.read"
    ),
    order=60,
)
navigation.add(
    "dossiers.new",
    NavigationItem(
        _("Open a dossier"), "dossiers:new", "folder-plus", action="dossiers.open", verb=True
    ),
    order=60,
)
navigation.add(
    "record",
    NavigationItem(
        _("Record"), "dossiers:record", "scroll-text", _("Management"), action="audit.read"
    ),
    order=90,
)
