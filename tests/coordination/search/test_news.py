from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from coordination.people.models import User, Visit
from coordination.people.services import note_visit
from coordination.search.models import SearchRow
from coordination.search.news import changed_since
from coordination.search.services import index_object
from tests.cast import MONDAY, Cast


def found(cast: Cast, *, secret: bool = False) -> None:
    dossier = cast.secret_dossier if secret else cast.dossier
    index_object(dossier, dossier=dossier, title=dossier.title, text="", url="/", at=MONDAY)


def test_what_changed_is_told_newest_first(cast: Cast) -> None:
    found(cast)
    rows = changed_since(cast.vws_officer, MONDAY - timedelta(days=1))
    assert [row.title for row in rows] == [cast.dossier.title]


def test_what_changed_before_is_not_told(cast: Cast) -> None:
    found(cast)
    assert list(changed_since(cast.vws_officer, MONDAY)) == []


def test_what_she_may_not_see_is_not_told(cast: Cast) -> None:
    found(cast, secret=True)
    assert SearchRow.objects.count() == 1
    assert list(changed_since(cast.stranger, MONDAY - timedelta(days=1))) == []


def test_looking_again_within_half_an_hour_is_the_same_visit(cast: Cast) -> None:
    user, first = cast.lead, MONDAY
    assert note_visit(user=user, page="today", at=first) is None
    assert note_visit(user=user, page="today", at=first + timedelta(hours=2)) == first
    later = first + timedelta(hours=2, minutes=10)
    assert note_visit(user=user, page="today", at=later) == first


def test_the_first_screen_tells_what_changed(cast: Cast, sign_in: Callable[[User], Client]) -> None:
    found(cast)
    past = timezone.now() - timedelta(days=9999)
    Visit.objects.create(user=cast.lead, page="today", at=past)
    assert cast.dossier.title in sign_in(cast.lead).get("/").content.decode()
