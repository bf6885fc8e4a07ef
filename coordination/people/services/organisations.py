"""Parties in the crisis."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from coordination.audit.deeds import changes, deed, record
from coordination.kit.locking import locked, refuse_stale
from coordination.kit.refusals import NotAllowed

from ..models import Organisation, User
from .bodies import CodeTaken

FIELDS = ("code", "name_nl", "name_en", "kind", "also_known_as", "mailbox", "active")


@deed
def create_organisation(*, by: User, at: datetime, **values: Any) -> Organisation:
    """A new organisation, with the fields of FIELDS; refuses a code that is in use."""
    _refuse_others(by)
    _refuse_taken(values["code"])
    made = Organisation.objects.create(**{name: values[name] for name in FIELDS if name in values})
    record("people.organisation_created", made, by=by, at=at, code=made.code)
    return made


@deed
def change_organisation(
    *, organisation: Organisation, version: int, by: User, at: datetime, **values: Any
) -> Organisation:
    """Change names, other spellings, mailbox; what points at it stays.

    Refuses when somebody changed it since `version`.
    """
    _refuse_others(by)
    organisation = locked(organisation)
    refuse_stale(organisation, version)
    after = {name: value for name, value in values.items() if name in FIELDS}
    _refuse_taken(after.get("code", organisation.code), besides=organisation)
    before = {name: getattr(organisation, name) for name in after}
    for name, value in after.items():
        setattr(organisation, name, value)
    organisation.version += 1
    organisation.save(update_fields=[*after, "version"])
    record(
        "people.organisation_changed", organisation, by=by, at=at, changes=changes(before, after)
    )
    return organisation


def _refuse_others(by: User) -> None:
    if not by.may("people.manage"):
        raise NotAllowed(_("Only an administrator adds and changes organisations."))


def _refuse_taken(code: str, *, besides: Organisation | None = None) -> None:
    taken = Organisation.objects.filter(code__iexact=code)
    if (taken.exclude(pk=besides.pk) if besides else taken).exists():
        raise CodeTaken(_("There is an organisation with this code already."), field="code")
