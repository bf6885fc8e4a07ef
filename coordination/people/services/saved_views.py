"""A list with its filters kept under a name, for oneself or for one's organisation."""

from datetime import datetime

from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext as _

from coordination.audit.deeds import changes, deed, record
from coordination.kit.locking import locked
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.kit.text import refuse_unsafe

from ..models import SavedView, User
from ..saved import lists

LONGEST, MOST = 60, 50


@deed
def save_view(
    *, place: str, name: str, query: str, by: User, at: datetime, shared: bool = False
) -> SavedView:
    """The filters of a list under a name, as the list understands them now.

    Refuses a list that is not hers to read, a name without letters or that she gave before, and
    more than fifty views.
    """
    if place not in lists:
        raise Refusal(_("Choose a list that you may read."), field="place")
    if not by.may(lists[place].action):
        raise NotAllowed(_("Choose a list that you may read."), field="place")
    User.objects.select_for_update(of=("self",)).get(pk=by.pk)
    mine = SavedView.objects.owned_by(by).filter(removed_at=None)
    if mine.count() >= MOST:
        said = _("You have %(most)d saved views; remove one first.")
        raise Refusal(said % {"most": MOST}, field="name")
    view = SavedView(
        owner=by,
        organisation_id=by.organisation_id if shared else None,
        place=place,
        query=lists[place].read(QueryDict(query[:1000].replace("\0", "")))[:1000],
        created_at=at,
    )
    view.name = _checked(view, name)
    view.save(force_insert=True)
    record("people.view_saved", view, by=by, at=at, place=place, shared=shared)
    return view


@deed
def change_view(*, view: SavedView, name: str, shared: bool, by: User, at: datetime) -> SavedView:
    """Another name, and whether her organisation sees it. Refuses another person's view."""
    view = _own(view, by)
    before = {"name": view.name, "shared": view.organisation_id is not None}
    view.name = _checked(view, name)
    view.organisation_id = by.organisation_id if shared else None
    view.save(update_fields=["name", "organisation"])
    changed = changes(before, {"name": view.name, "shared": shared})
    record("people.view_changed", view, by=by, at=at, **changed)
    return view


@deed
def remove_view(*, view: SavedView, by: User, at: datetime) -> SavedView:
    """Off every list; restore_view brings it back. Refuses another person's view."""
    view = _own(view, by)
    if view.removed_at is not None:
        raise Refusal(_("This view was removed already."))
    view.removed_at, view.removed_by = at, by
    view.save(update_fields=["removed_at", "removed_by"])
    record("people.view_removed", view, by=by, at=at)
    return view


@deed
def restore_view(*, view: SavedView, by: User, at: datetime) -> SavedView:
    """Back under its old name; refuses where that was given again since."""
    view = _own(view, by)
    if view.removed_at is None:
        raise Refusal(_("This view was not removed."))
    _checked(view, view.name)
    view.removed_at = view.removed_by = None
    view.save(update_fields=["removed_at", "removed_by"])
    record("people.view_restored", view, by=by, at=at)
    return view


def _own(view: SavedView, by: User) -> SavedView:
    view = locked(view)
    if view.owner_id != by.pk:
        raise NotAllowed(_("This view is a colleague's. Save it under a name of your own."))
    return view


def _checked(view: SavedView, name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise Refusal(_("Give the view a name."), field="name")
    for sentence in refuse_unsafe(name, longest=LONGEST):
        raise Refusal(sentence, field="name")
    others = SavedView.objects.owned_by(view.owner).filter(removed_at=None, place=view.place)
    if others.filter(~Q(pk=view.pk), name=name).exists():
        raise Refusal(_("You have a view with this name on this list."), field="name")
    return name
