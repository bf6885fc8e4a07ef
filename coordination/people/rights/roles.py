from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What somebody may do at all; what it may be done to depends on her part in a dossier."""

    POLICY_OFFICER = "policy_officer", _("policy officer")
    TEAM_LEAD = "team_lead", _("team lead")
    COORDINATOR = "coordinator", _("coordinator")
    DUTY_OFFICER = "duty_officer", _("duty officer")
    PARTNER = "partner", _("chain partner")
    AUDITOR = "auditor", _("auditor")
    ADMINISTRATOR = "administrator", _("administrator")
