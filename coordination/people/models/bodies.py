from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from coordination.kit.addresses import address_of
from coordination.kit.models import Noun, VisibleQuerySet

from .organisations import Organisation
from .posts import Post
from .users import User


class OutcomeName(models.TextChoices):
    """What a decision of this body is called."""

    AGREEMENT = "agreement", _("agreement")
    CONCLUSION = "conclusion", _("conclusion")
    ADVICE = "advice", _("advice")
    DECISION = "decision", _("decision")


class ReportForm(models.TextChoices):
    REPORT = "report", _("report")
    DECISION_LIST = "decision_list", _("decision list")
    ACTION_AND_DECISION_LIST = "action_and_decision_list", _("action and decision list")


class MemberRole(models.TextChoices):
    CHAIR = "chair", _("chair")
    SECRETARY = "secretary", _("secretary")
    MEMBER = "member", _("member")
    DEPUTY = "deputy", _("deputy member")
    AGENDA_MEMBER = "agenda_member", _("agenda member")
    IN_COPY = "in_copy", _("in copy")


class BodyQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Which bodies exist is no secret within government, unless it is for its members only.

        A partner sees her own.
        """
        if not user.is_authenticated:
            return self.none()
        hers = Q(pk__in=BodyMember.objects.held_by(user).values("body"))
        return self.filter(hers if user.only_partner else Q(restricted=False) | hers)


class Body(Noun):
    """A forum that meets: ACC, MCC, Catshuis, a working group, a control room."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    name_nl = models.CharField(_("name in Dutch"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="bodies",
        verbose_name=_("organisation of the secretary"),
    )
    outcome_name = models.CharField(
        _("name of outcome"), max_length=12, choices=OutcomeName, default=OutcomeName.DECISION
    )
    report_form = models.CharField(
        _("report form"), max_length=30, choices=ReportForm, default=ReportForm.REPORT
    )
    bob = models.BooleanField(_("picture, judgement, decision"), default=False)
    chair_approves = models.BooleanField(_("the chair agrees first"), default=False)
    of_ministers = models.BooleanField(_("ministers decide here"), default=False)
    active = models.BooleanField(_("active"), default=True)
    restricted = models.BooleanField(_("known to its members only"), default=False)
    version = models.PositiveIntegerField(default=1)

    objects = BodyQuerySet.as_manager()

    def __str__(self) -> str:
        return self.code

    @property
    def name(self) -> str:
        return self.name_en if get_language() == "en" else self.name_nl

    def get_absolute_url(self) -> str:
        return address_of("people:body", self.pk)

    @property
    def open_address(self) -> str:
        """Its page, and none where only its members may open that."""
        return "" if self.restricted else self.get_absolute_url()


class BodyMemberQuerySet(models.QuerySet["BodyMember"]):
    def present(self, on: date) -> Self:
        return self.filter(Q(until=None) | Q(until__gt=on), since__lte=on)

    def held_by(self, user: Any) -> Self:
        """Her rows, as a person or as the holder of a post."""
        return self.filter(Q(person=user) | Q(post__holder=user))

    def visible_to(self, user: Any) -> Self:
        return self.filter(body__in=Body.objects.visible_to(user))


class BodyMember(Noun):
    """Who takes part: an organisation, and the person or post that represents it, if known."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="members")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="body_members", verbose_name=_("organisation")
    )
    person = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="body_members",
        verbose_name=_("person"),
    )
    post = models.ForeignKey(
        Post,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="body_members",
        verbose_name=_("post"),
    )
    role = models.CharField(_("role"), max_length=15, choices=MemberRole, default=MemberRole.MEMBER)
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True)
    via = models.CharField(max_length=40, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = BodyMemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person=None) | Q(post=None), name="body_member_person_or_post"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=models.F("since")),
                name="body_member_since_until",
            ),
            models.UniqueConstraint(
                fields=["body", "person"],
                condition=Q(until=None, person__isnull=False),
                name="body_member_person_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body_id} {self.organisation_id} {self.role}"

    @property
    def holder(self) -> User | None:
        """The person behind this row today; none where the ministry has named nobody."""
        return self.person or (self.post.holder if self.post else None)
