"""What people puts on shared pages: navigation, and what somebody still holds."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from coordination.dashboard.registries import NavigationItem, Panel, Slot, navigation, panels
from coordination.kit import clock

from .holdings import HIDDEN, Held, Holding, holdings
from .models import Body, Organisation, OutsideContact, Post, SavedView, User
from .queries import memberships_of
from .queries.saved_views import names_only
from .saved import Named, named
from .services import hand_over_contacts, hand_over_posts


def _posts(user: User, _reader: User) -> Iterator[Held]:
    for post in Post.objects.filter(holder=user).order_by("code"):
        yield Held(post.name, post.get_absolute_url())


def _memberships(user: User, reader: User) -> Iterator[Held]:
    today = clock.today()
    seen = set(memberships_of(user, on=today, reader=reader).values_list("pk", flat=True))
    for member in memberships_of(user, on=today).filter(person=user):
        said = f"{member.body.code} · {member.get_role_display()}"
        yield Held(said, member.body.get_absolute_url()) if member.pk in seen else HIDDEN


def _contacts(user: User, _reader: User) -> Iterator[Held]:
    rows = OutsideContact.objects.filter(sponsor=user).select_related("organisation")
    for contact in rows.order_by("name", "pk"):
        yield Held(contact.label, contact.get_absolute_url())


def _erase_views(*, user: User, pseudonym: str) -> None:
    SavedView.objects.owned_by(user).delete()


def _views(request: HttpRequest, _subject: Any) -> dict[str, Any] | None:
    rows = names_only(request.user)  # type: ignore[arg-type]  # behind the gate a visitor is a User
    return {"rows": rows} if rows else None


def _organisations(_user: Any, codes: set[str]) -> set[str]:
    """By their code or another spelling, however it is written."""
    rows = Organisation.objects.values_list("code", "also_known_as")
    spelled = {name.casefold() for code, others in rows for name in (code, *others)}
    return {code for code in codes if code.casefold() in spelled}


def _bodies(user: Any, codes: set[str]) -> set[str]:
    """A decision is taken by a body or by a post, and filtered by the code of either."""
    posts = Post.objects.all()
    return _known(Body.objects.visible_to(user), codes) | _known(posts, codes)


def _known(rows: Any, codes: set[str]) -> set[str]:
    anyhow = Q()
    for code in codes:
        anyhow |= Q(code__iexact=code)
    return set(rows.filter(anyhow).values_list("code", flat=True))


named.add("organisation", Named(_("organisation"), _organisations))
named.add("body", Named(_("body"), _bodies))
panels.add(
    "people.views",
    Panel(_("Saved views"), Slot.TODAY, "coordination/people/_views_panel.html", _views),
    order=60,
)
navigation.add(
    "people.views",
    NavigationItem(_("Saved views"), "people:views", "bookmark", action="own.settings", verb=True),
    order=94,
)
holdings.add("views", Holding(_("Saved views"), erase=_erase_views), order=93)
holdings.add("contacts", Holding(_("Contacts"), _contacts, hand_over_contacts), order=15)
holdings.add("posts", Holding(_("Posts"), _posts, hand_over_posts), order=10)
holdings.add("memberships", Holding(_("Takes part in"), _memberships), order=20)

navigation.add(
    "bodies",
    NavigationItem(
        _("Bodies"), "people:bodies", "landmark", group=_("Consultation"), action="people.read"
    ),
    order=45,
)
navigation.add(
    "people",
    NavigationItem(_("Colleagues"), "people:list", "users", group=_("Work"), action="people.read"),
    order=65,
)
navigation.add(
    "accounts",
    NavigationItem(
        _("Users"),
        "people:accounts",
        "user-cog",
        group=_("Management"),
        action="people.invite_partner",
    ),
    order=92,
)
navigation.add(
    "people.invite",
    NavigationItem(
        _("Invite somebody"),
        "people:account_invite",
        "user-plus",
        action="people.invite_partner",
        verb=True,
    ),
    order=92,
)
navigation.add(
    "people.closed_days",
    NavigationItem(
        _("Working days"), "people:closed_days", "calendar-off", action="people.read", verb=True
    ),
    order=66,
)
navigation.add(
    "people.contacts",
    NavigationItem(
        _("Contacts without an account"),
        "people:contacts",
        "contact",
        action="people.contacts",
        verb=True,
    ),
    order=67,
)
navigation.add(
    "people.rights",
    NavigationItem(
        _("Who may do what"), "people:rights", "shield-check", action="rights.read", verb=True
    ),
    order=93,
)
