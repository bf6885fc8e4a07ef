from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from coordination.kit.models import Noun
from coordination.people.models import MemberRole, Organisation, User

from .meetings import Meeting


class Presence(models.TextChoices):
    PRESENT = "present", _("present")
    EXCUSED = "excused", _("absent with notice")
    ABSENT = "absent", _("absent without notice")
    UNKNOWN = "", _("not yet noted")


class Authority(models.TextChoices):
    """With what power she sits there."""

    MANDATE = "mandate", _("with mandate")
    RESERVATION = "reservation", _("under reservation")
    LISTENING = "listening", _("listening")


class Picture(models.TextChoices):
    """Whether it has given its part of the picture, where a body has one."""

    AWAITED = "", _("not yet")
    GIVEN = "given", _("given")
    NOTHING = "nothing_to_add", _("nothing to add")


class Attendance(Noun):
    """An organisation at a meeting, and who represented it. A guest has no role.

    `named` is who came without an account, as typed.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    person = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    named = models.CharField(_("without account"), max_length=120, blank=True)
    role = models.CharField(
        _("role"), max_length=15, choices=MemberRole, default=MemberRole.MEMBER, blank=True
    )
    presence = models.CharField(
        _("presence"), max_length=8, choices=Presence, default=Presence.UNKNOWN, blank=True
    )
    authority = models.CharField(
        _("authority"), max_length=11, choices=Authority, default=Authority.MANDATE
    )

    picture = models.CharField(
        _("part of the picture"),
        max_length=14,
        choices=Picture,
        default=Picture.AWAITED,
        blank=True,
    )

    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person=None) | models.Q(named=""), name="attendance_one_who"
            ),
            models.UniqueConstraint(
                fields=["meeting", "organisation", "person"],
                name="attendance_once",
            ),
        ]

    @property
    def who(self) -> str:
        """Her function, or what she was called by who noted her; empty where nobody is known."""
        return self.person.function or self.person.name if self.person else self.named

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.presence}"
