import uuid
from datetime import date
from typing import Any, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Aggregate, OuterRef, Subquery
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from coordination.kit.addresses import address_of
from coordination.kit.models import VisibleQuerySet, both_or_neither

from ..rights import Level, Role, allows
from .organisations import Organisation


class Clearance(models.IntegerChoices):
    """The highest classification she may read. State secrets have no place here."""

    UNCLASSIFIED = 0, _("unclassified")
    DEPARTMENTAL = 1, _("departmental, confidential")


class Joined(Aggregate):
    """Texts of several rows with a comma between them."""

    function = "GROUP_CONCAT"
    output_field = models.TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        template = "STRING_AGG(%(expressions)s, ',')"
        return self.as_sql(compiler, connection, template=template, **extra)


class UserQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Colleagues know each other; a chain partner knows those of her own organisation."""
        if not user.is_authenticated:
            return self.none()
        if user.only_partner:
            return self.filter(organisation_id=user.organisation_id)
        return self.all()

    def active(self) -> Self:
        return self.filter(is_active=True)

    def with_roles(self) -> Self:
        """With the roles that count, in the same query: every page asks for them."""
        grants = RoleGrant.objects.filter(user=OuterRef("pk"), confirmed_at__isnull=False)
        joined = grants.order_by().values("user").annotate(all=Joined("role")).values("all")
        return self.annotate(role_names=Subquery(joined))


class UserManager(BaseUserManager["User"]):
    def get_queryset(self) -> UserQuerySet:
        return UserQuerySet(self.model, using=self._db)

    def visible_to(self, user: Any) -> UserQuerySet:
        return self.get_queryset().visible_to(user)

    def active(self) -> UserQuerySet:
        return self.get_queryset().active()

    def with_roles(self) -> UserQuerySet:
        return self.get_queryset().with_roles()

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person who signs in with her e-mail address."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    name = models.CharField(_("name"), max_length=120)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="users", verbose_name=_("organisation")
    )
    function = models.CharField(_("function"), max_length=120, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    language = models.CharField(
        _("language"), max_length=2, choices=[("nl", "Nederlands"), ("en", "English")], default="nl"
    )
    clearance = models.PositiveSmallIntegerField(
        _("clearance"), choices=Clearance, default=Clearance.UNCLASSIFIED
    )
    theme = models.CharField(
        _("colours"),
        max_length=5,
        choices=[("auto", _("as my device")), ("light", _("light")), ("dark", _("dark"))],
        default="auto",
    )
    roomy = models.BooleanField(_("roomy rows"), default=False)
    shortcuts = models.BooleanField(_("single-letter shortcuts"), default=True)
    is_active = models.BooleanField(_("active"), default=True)
    deactivated_at = models.DateTimeField(null=True, blank=True)
    deactivated_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+"
    )
    expires_on = models.DateField(_("expires on"), null=True, blank=True)
    sponsor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("sponsor"),
    )
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    objects = UserManager()

    remembered: dict[str, Any] | None = None
    """What was looked up for her while one page is read; None outside of that."""

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_once"),
            models.CheckConstraint(
                condition=both_or_neither("deactivated_at", "deactivated_by"),
                name="user_deactivated_at_by",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("people:user", self.pk)

    def get_full_name(self) -> str:
        return self.name

    @cached_property
    def roles(self) -> frozenset[str]:
        """Her roles; a role that still waits for a second person does not count."""
        if "role_names" in self.__dict__:
            return frozenset(filter(None, (self.__dict__["role_names"] or "").split(",")))
        return frozenset(
            grant.role for grant in self.role_grants.all() if grant.confirmed_at is not None
        )

    def has_expired(self, on: date) -> bool:
        return self.expires_on is not None and self.expires_on < on

    def may(self, action: str) -> bool:
        """True where one of her roles reaches `action` at all."""
        return allows(self, action) is not Level.NO

    @property
    def only_partner(self) -> bool:
        return self.roles <= {Role.PARTNER}

    @property
    def reads_unrestricted(self) -> bool:
        """Everyone but external partners and administrators reads unrestricted dossiers."""
        return bool(self.roles - {Role.PARTNER, Role.ADMINISTRATOR})

    @property
    def is_staff(self) -> bool:
        return Role.ADMINISTRATOR in self.roles

    @property
    def label(self) -> str:
        """How she stands on a chip: function and organisation, never more than needed."""
        return f"{self.function or self.name} · {self.organisation.code}"


class RoleGrant(models.Model):
    """A role held. Coordinator, auditor and administrator count once a second person confirms."""

    user = models.ForeignKey(User, models.CASCADE, related_name="role_grants")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    granted_at = models.DateTimeField()
    granted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "role"], name="role_grant_once"),
            models.CheckConstraint(
                condition=~models.Q(confirmed_by=models.F("granted_by"))
                & ~models.Q(confirmed_by=models.F("user")),
                name="role_grant_second_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"
