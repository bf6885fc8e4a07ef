"""A database filled by parts of the load, and who asks pages of it."""

from collections.abc import Callable

from django.db import connection
from django.http import HttpResponseBase
from django.test import Client
from django.utils import timezone

from coordination.example.bulk import Load, bulk
from coordination.people.models import Clearance, Role, RoleGrant, User


def filled(*names: str, scale: int = 100, tenths: tuple[str, ...] = ()) -> Load:
    """These parts in full, and of `tenths`, made before the last of them, a tenth."""
    load = Load(scale=scale, now=timezone.now())
    tenth = Load(scale=scale // 10, now=load.now, kept=load.kept)
    order = sorted([*names, *tenths], key=bulk.names().index)
    for name in order:
        bulk[name](tenth if name in tenths else load)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return load


def coordinator(load: Load) -> User:
    """Reads everything, and has no part of her own."""
    reader = User.objects.create(
        email="reader@example.gov",
        name="reader",
        organisation=load.kept["organisation"][0],
        clearance=Clearance.DEPARTMENTAL,
    )
    grant = {"granted_at": load.now, "confirmed_at": load.now}
    RoleGrant.objects.create(user=reader, role=Role.COORDINATOR, **grant)
    return reader


def asks(user: User, path: str) -> Callable[[], HttpResponseBase]:
    client = Client(headers={"host": "localhost"})
    client.force_login(user, backend="coordination.people.backends.EmailBackend")

    def ask() -> HttpResponseBase:
        return client.get(path)

    return ask
