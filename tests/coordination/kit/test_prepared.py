"""Queries that are built once answer as if they were built each time."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db.models import DateTimeField, UUIDField
from django.utils import timezone

from coordination.kit.prepared import Given, Prepared
from coordination.people.models import RoleGrant, User
from tests.cast import Cast


def test_each_call_has_its_own_values(cast: Cast, django_assert_num_queries: Any) -> None:
    found = Prepared(
        lambda: User.objects.filter(pk=Given("user", UUIDField())).select_related("organisation")
    )
    with django_assert_num_queries(2):
        names = [[one.organisation.code for one in found(user=user.pk)] for user in cast_of(cast)]
    assert names == [[user.organisation.code] for user in cast_of(cast)]


def cast_of(cast: Cast) -> list[User]:
    return [cast.secretary, cast.coordinator]


def test_a_list_takes_any_length(cast: Cast) -> None:
    found = Prepared(
        lambda: (
            User.objects.filter(pk__in=Given("users", UUIDField(), many=True))
            .order_by("name")
            .values_list("name", flat=True)
        )
    )
    for users in ([], cast_of(cast)[:1], cast_of(cast)):
        assert list(found(users=[user.pk for user in users])) == sorted(u.name for u in users)


def test_it_finds_what_changed_since(cast: Cast) -> None:
    found = Prepared(lambda: RoleGrant.objects.filter(user=Given("user", UUIDField())))
    before = len(found(user=cast.secretary.pk))
    RoleGrant.objects.filter(user=cast.secretary).delete()
    assert (before, len(found(user=cast.secretary.pk))) == (1, 0)


def test_a_moment_that_would_stand_for_ever_is_refused(db: None) -> None:
    frozen = Prepared(lambda: RoleGrant.objects.filter(granted_at__lte=timezone.now()))
    with pytest.raises(TypeError, match="stand for ever"):
        list(frozen())


def test_a_moment_is_given_with_the_call(cast: Cast) -> None:
    granted = RoleGrant.objects.get(user=cast.secretary).granted_at
    assert granted > datetime(2020, 1, 1, tzinfo=UTC)
    found = Prepared(
        lambda: RoleGrant.objects.filter(
            user=Given("user", UUIDField()), granted_at__lt=Given("now", DateTimeField())
        )
    )
    counts = [
        len(found(user=cast.secretary.pk, now=granted + later))
        for later in (timedelta(seconds=-1), timedelta(seconds=1))
    ]
    assert counts == [0, 1]
