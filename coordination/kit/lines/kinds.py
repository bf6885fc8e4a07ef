"""What a line of the minutes can be."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EntryKind(models.TextChoices):
    NOTE = "note", _("note")
    FACT = "fact", _("fact")
    OPTION = "option", _("option")
    RESERVATION = "reservation", _("reservation")
    DECISION = "decision", _("decision")
    ACTION = "action", _("action")
    COMMITMENT = "commitment", _("commitment")
    MOTION = "motion", _("motion")
    QUESTION = "question", _("question")
    SIGNAL = "signal", _("signal")
