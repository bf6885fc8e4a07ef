"""What somebody sees is the same, byte for byte, with and without a dossier she may not see."""

import pytest

from coordination.mail.models import Message
from coordination.people.models import Role, User

from .crawl import crawl
from .scenes import Where
from .visits import client_of, undone
from .world import World, set_secret_scene

pytestmark = pytest.mark.once

SECRET = "Zeearend"
READERS = {"stranger": True, Role.POLICY_OFFICER: False, Role.PARTNER: False}
"""Whether she follows every link too: what pages lead to is the same for all, so one does."""
Seen = dict[str, object]


def seen_by(reader: User, *, follow: bool = True) -> Seen:
    """All she can reach and find by address, and all that was or will be mailed to her."""
    mail = Message.objects.filter(recipient__user=reader).order_by("kind", "key")
    pages = crawl(client_of(reader), [SECRET], follow=follow)
    return {**pages, "mail": list(mail.values_list("kind", "key", "payload"))}


def differing(world: World, reader: User, *, follow: bool = True) -> list[str]:
    """The addresses that answer otherwise once there is a classified dossier of the same body,
    with its meetings, lines, decisions, points and papers."""
    with undone():
        without = seen_by(reader, follow=follow)
    with undone():
        secret = set_secret_scene(world.scenes[Where.OWN], SECRET)
        assert secret.dossier.is_classified
        with_it = seen_by(reader, follow=follow)
    return sorted(
        url for url in without.keys() | with_it.keys() if without.get(url) != with_it.get(url)
    )


@pytest.mark.parametrize("reader", READERS)
def test_a_secret_dossier_makes_no_difference_to_others(reader: str, world: World) -> None:
    person = world.stranger if reader == "stranger" else world.visitors[Role(reader)]
    assert differing(world, person, follow=READERS[reader]) == []


def test_its_keeper_sees_the_difference(world: World) -> None:
    """Else the test above would hold for an empty crawl."""
    found = differing(world, world.scenes[Where.OWN].keeper, follow=False)
    assert {"/dossiers/", "/overleg/", "/acties/lijst.csv", "/api/v1/entries"} <= set(found)
