"""An address that is put together says what the resolver says."""

from uuid import uuid4

from django.urls import reverse, set_script_prefix

from coordination.kit.addresses import address_of


def test_an_address_is_the_one_that_the_resolver_gives() -> None:
    for name in ("dossiers:detail", "people:user", "teams:detail", "planning:team"):
        key = uuid4()
        assert address_of(name, key) == reverse(name, args=[key])


def test_an_address_follows_where_the_application_stands() -> None:
    key = uuid4()
    before = address_of("dossiers:detail", key)
    try:
        set_script_prefix("/baken/")
        assert address_of("dossiers:detail", key) == f"/baken{before}"
    finally:
        set_script_prefix("/")
