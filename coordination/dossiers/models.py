"""The hub: everything that carries the line points down at a dossier."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from coordination.kit import clock
from coordination.kit.addresses import address_of
from coordination.kit.models import Noun, VisibleQuerySet, both_or_neither, exactly_one
from coordination.kit.prepared import Given, Prepared
from coordination.people.models import Body, BodyMember, Organisation, Post, Role, User

PARTS, MANY_PARTS = "dossiers with a part", 500


class DossierKind(models.TextChoices):
    THEME = "theme", _("theme")
    TEAM = "team", _("team")
    CYCLE = "cycle", _("decision cycle")
    REGION = "region", _("region")
    INCIDENT = "incident", _("incident")
    SCENARIO = "scenario", _("scenario")


class Classification(models.IntegerChoices):
    """Same order as Clearance. State secrets are refused everywhere."""

    UNCLASSIFIED = 0, _("unclassified")
    DEPARTMENTAL = 1, _("departmental, confidential")


class Function(models.TextChoices):
    READER = "reader", _("reader")
    WRITER = "writer", _("writer")
    LEAD = "lead", _("lead")


def readable_by(user: Any, *, at: str = "") -> Q:
    """What she may read: open to her by role, owned by her organisation, or by an access row.

    Above her clearance nothing is visible, whatever her part. `at` is the way from what is
    filtered to its dossier, with two underscores at its end.
    """
    if not user.is_authenticated or not user.is_active or not user.roles:
        return Q(pk__in=[])
    part = Q((f"{at}pk__in", _dossiers_with_part(user)))
    if user.reads_unrestricted:
        part |= Q((f"{at}owner", user.organisation_id)) | Q((f"{at}restricted", False))
    return part & Q((f"{at}classification__lte", user.clearance))


def _dossiers_with_part(user: Any) -> Any:
    """The ids of the dossiers in which an access row counts for her, or the query for them."""
    known = known_parts(user)
    if known is not None:
        return known
    return DossierAccess.objects.of(user).values_list("dossier", flat=True)


def known_parts(user: Any) -> Any:
    """The ids, asked for once while a page is read; None outside of that or where very many."""
    if user.remembered is None:
        return None
    if PARTS not in user.remembered:
        first = _first_parts(user)
        user.remembered[PARTS] = first if len(first) <= MANY_PARTS else None
    return user.remembered[PARTS]


def _first_parts(user: Any) -> list[Any]:
    """Up to one more than MANY_PARTS."""
    if user.roles <= {Role.ADMINISTRATOR}:
        rows = DossierAccess.objects.of(user).values_list("dossier", flat=True)
        return list(rows[: MANY_PARTS + 1])
    now, today = clock.now(), clock.today()
    return list(_parts(user=user.pk, organisation=user.organisation_id, now=now, today=today))


_parts = Prepared(
    lambda: DossierAccess.objects.counting_for(
        Given("user", models.UUIDField()),
        Given("organisation", models.UUIDField()),
        now=Given("now", models.DateTimeField()),
        today=Given("today", models.DateField()),
    ).values_list("dossier", flat=True)[: MANY_PARTS + 1]
)


class DossierQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        return self.filter(readable_by(user))

    def with_part(self, user: Any) -> Self:
        """Dossiers in which she has a part of her own: an access row or her organisation's."""
        part = Q(pk__in=_dossiers_with_part(user))
        if user.reads_unrestricted:
            part |= Q(owner_id=user.organisation_id)
        return self.filter(part, classification__lte=user.clearance)

    def with_function(self, user: Any, *functions: Function) -> Self:
        rows = DossierAccess.objects.of(user).filter(function__in=functions)
        return self.filter(pk__in=rows.values("dossier"), classification__lte=user.clearance)

    def worked_in_by(self, user: Any) -> Self:
        """Those that are open and of which she is writer or lead."""
        return self.with_function(user, Function.WRITER, Function.LEAD).filter(closed_at=None)


class Dossier(Noun):
    """A subject followed from signal to account. Classified is always restricted."""

    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    kind = models.CharField(
        _("kind"), max_length=10, choices=DossierKind, default=DossierKind.THEME
    )
    title = models.CharField(_("title"), max_length=200)
    owner = models.ForeignKey(
        Organisation, models.PROTECT, related_name="dossiers", verbose_name=_("owner")
    )
    primacy = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("primacy"),
    )
    classification = models.PositiveSmallIntegerField(
        _("classification"), choices=Classification, default=Classification.UNCLASSIFIED
    )
    classified_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    classification_reason = models.CharField(_("reason"), max_length=500, blank=True)
    classified_until = models.DateField(_("classified until"), null=True, blank=True)
    restricted = models.BooleanField(_("restricted"), default=False)
    embargo_until = models.DateTimeField(_("embargo until"), null=True, blank=True)
    retention_years = models.PositiveSmallIntegerField(_("retention (years)"), default=20)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = DossierQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("dossier")
        verbose_name_plural = _("dossiers")
        constraints = [
            models.UniqueConstraint(fields=["year", "serial"], name="dossier_number_once"),
            models.CheckConstraint(
                condition=Q(classification=0) | Q(restricted=True),
                name="dossier_classified_is_restricted",
            ),
            models.CheckConstraint(
                condition=both_or_neither("closed_at", "closed_by"), name="dossier_closed_at_by"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def number(self) -> str:
        return f"{self.year}-{self.serial:04}"

    @property
    def is_classified(self) -> bool:
        return self.classification > Classification.UNCLASSIFIED

    @property
    def paper_mark(self) -> str:
        """The classification, where it stands on every page that is printed."""
        told = self.is_classified or self.embargo_until
        return str(self.get_classification_display()) if told else ""

    def get_absolute_url(self) -> str:
        return address_of("dossiers:detail", self.pk)


class DossierAccessQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Who sees a dossier sees who takes part in it."""
        return self.filter(dossier__in=Dossier.objects.visible_to(user))

    def live(self, now: Any = None) -> Self:
        now = now or clock.now()
        return self.filter(Q(until=None) | Q(until__gt=now), since__lte=now)

    def of(self, user: Any) -> Self:
        """Rows that count for her now: her own, her organisation's, those of her posts and bodies.

        A post's row counts for who holds it; a body's row counts for its present members by name
        or by post; a member of whom only the organisation is known gives nobody access. An
        administrator manages and does not read: for her only a row of her own counts.
        """
        if user.roles <= {Role.ADMINISTRATOR}:
            return self.live().filter(user=user)
        return self.counting_for(
            user.pk, user.organisation_id, now=clock.now(), today=clock.today()
        )

    def counting_for(self, user: Any, organisation: Any, *, now: Any, today: Any) -> Self:
        """The same by keys and moment, each of which may be a Given."""
        # lists that are made once, and each by an index: two conditions in one read every seat
        posts, seats = Post.objects.filter(holder=user).values("pk"), BodyMember.objects
        by_name = seats.present(today).filter(person=user).values("body")
        by_post = seats.present(today).filter(post__holder=user).values("body")
        office = Q(post__in=posts) | Q(body__in=by_name) | Q(body__in=by_post)
        return self.live(now).filter(Q(user=user) | Q(organisation=organisation) | office)


class DossierAccess(Noun):
    """A part in a dossier: what somebody, an office or a body may do in it, and why."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="access")
    user = models.ForeignKey(
        User, models.CASCADE, null=True, blank=True, related_name="dossier_access"
    )
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, blank=True, related_name="dossier_access"
    )
    body = models.ForeignKey(
        Body, models.CASCADE, null=True, blank=True, related_name="dossier_access"
    )
    post = models.ForeignKey(
        Post, models.CASCADE, null=True, blank=True, related_name="dossier_access"
    )
    function = models.CharField(
        _("function"), max_length=6, choices=Function, default=Function.READER
    )
    via = models.CharField(max_length=40, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField(_("until"), null=True, blank=True)
    granted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    named_with = "user", "organisation", "body", "post"
    objects = DossierAccessQuerySet.as_manager()

    class Meta:
        verbose_name = _("part in a dossier")
        verbose_name_plural = _("parts in dossiers")
        constraints = [
            models.CheckConstraint(
                condition=exactly_one("user", "organisation", "body", "post"),
                name="access_is_one",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="access_since_until"
            ),
        ]
        indexes = [models.Index(fields=["dossier", "function"], name="access_dossier")]

    def __str__(self) -> str:
        return f"{self.holder}, {self.get_function_display()}"

    @property
    def holder(self) -> User | Organisation | Body | Post:
        found = self.user or self.organisation or self.body or self.post
        assert found is not None
        return found
