from django.apps import AppConfig
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class AssignmentsConfig(AppConfig):
    name = "workgroups.assignments"
    label = "assignments"
    verbose_name = _("assignments")
    events: dict[str, Promise] = {}
