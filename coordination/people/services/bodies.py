"""Bodies, and who takes part in them."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination.audit.deeds import changes, deed, record
from coordination.kit.locking import locked, refuse_stale
from coordination.kit.refusals import NotAllowed, Refusal

from ..models import Body, BodyMember, MemberRole, Organisation, Post, User
from ..permissions import can_add_bodies, can_edit_body, can_name_members

FIELDS = (
    "code",
    "name_nl",
    "name_en",
    "organisation",
    "outcome_name",
    "report_form",
    "bob",
    "chair_approves",
    "of_ministers",
    "active",
    "restricted",
)


class CodeTaken(Refusal):
    """Another one has this code."""


class NotYours(NotAllowed):
    """Her part in the body does not reach this."""


class KeptElsewhere(Refusal):
    """The row is written by what `via` names, and changes there."""

    status = 409


class AlreadyMember(Refusal):
    """This person takes part already."""


@deed
def create_body(*, by: User, at: datetime, **values: Any) -> Body:
    """A new body, with the fields of FIELDS; refuses a code that is in use."""
    if not can_add_bodies(by):
        raise NotYours(_("Only a coordinator or an administrator adds a body."))
    _refuse_taken_code(values["code"])
    body = Body.objects.create(**{name: values[name] for name in FIELDS if name in values})
    record("people.body_created", body, by=by, at=at, code=body.code)
    return body


@deed
def change_body(*, body: Body, version: int, by: User, at: datetime, **values: Any) -> Body:
    """Change names, outcome, report form and the rest; the code stays unique.

    Refuses when somebody changed it since `version`.
    """
    body = locked(body)
    if not can_edit_body(by, body, on=timezone.localdate(at)):
        raise NotYours(_("Only its chair, its secretary or a coordinator changes this body."))
    refuse_stale(body, version)
    _refuse_taken_code(values.get("code", body.code), besides=body)
    before = {name: getattr(body, name) for name in FIELDS}
    after = {name: value for name, value in values.items() if name in FIELDS}
    for name, value in after.items():
        setattr(body, name, value)
    body.version += 1
    body.save(update_fields=[*after, "version"])
    record("people.body_changed", body, by=by, at=at, changes=changes(before, after))
    return body


@deed
def add_member(  # noqa: PLR0913  each is a field of the row
    *,
    body: Body,
    organisation: Organisation,
    role: MemberRole,
    since: date,
    by: User,
    at: datetime,
    person: User | None = None,
    post: Post | None = None,
    until: date | None = None,
    via: str = "",
) -> BodyMember:
    """Somebody takes part: a person, a post, or an organisation that has named nobody yet.

    Refuses a person who takes part already. `via` names the team that keeps the row.
    """
    if not via:
        _refuse_stranger(by, body, at)
    _refuse_double(body, person)
    member = BodyMember.objects.create(
        body=body,
        organisation=organisation,
        person=person,
        post=post,
        role=role,
        since=since,
        until=until,
        via=via,
    )
    record("people.member_added", member, by=by, at=at, body=body, role=role, **_who(member))
    return member


@deed
def change_member(
    *,
    member: BodyMember,
    version: int,
    by: User,
    at: datetime,
    via: str = "",
    **values: Any,
) -> BodyMember:
    """Change who represents the organisation, the role or the dates.

    Refuses a row that a team keeps, unless that team (`via`) changes it, and one that was changed
    since `version`.
    """
    member = locked(member)
    if not via:
        _refuse_stranger(by, member.body, at)
    if member.via and member.via != via:
        raise KeptElsewhere(
            _("This row is kept by %(team)s. Change it there.") % {"team": member.via}
        )
    refuse_stale(member, version)
    if values.get("person") is not None and values.get("until") is None:
        _refuse_double(member.body, values["person"], besides=member)
    before = {name: getattr(member, name) for name in values}
    for name, value in values.items():
        setattr(member, name, value)
    member.version += 1
    member.save(update_fields=[*values, "version"])
    record(
        "people.member_changed",
        member,
        by=by,
        at=at,
        body=member.body,
        changes=changes(before, values),
    )
    return member


def keep_elsewhere(member: BodyMember, via: str) -> BodyMember:
    """Let `via` keep this row from now on, within its own deed; here nobody changes it any more."""
    member = locked(member)
    member.via = via
    member.version += 1
    member.save(update_fields=["via", "version"])
    return member


def rest_body(body: Body) -> None:
    """It meets no longer: what it belongs to is over, within the deed that ends that."""
    body = locked(body)
    body.active = False
    body.version += 1
    body.save(update_fields=["active", "version"])


def hide_body(body: Body, *, hidden: bool, by: User, at: datetime) -> None:
    """Known to its members only, or to all again, within the deed of what it belongs to."""
    body = locked(body)
    if body.restricted == hidden:
        return
    changed = changes({"restricted": body.restricted}, {"restricted": hidden})
    body.restricted = hidden
    body.version += 1
    body.save(update_fields=["restricted", "version"])
    record("people.body_changed", body, by=by, at=at, part=True, changes=changed)


def _who(member: BodyMember) -> dict[str, Any]:
    return {
        "organisation": member.organisation_id,
        "person": member.person_id,
        "post": member.post_id,
        "since": member.since,
        "until": member.until,
    }


def _refuse_taken_code(code: str, *, besides: Body | None = None) -> None:
    taken = Body.objects.filter(code__iexact=code)
    if (taken.exclude(pk=besides.pk) if besides else taken).exists():
        raise CodeTaken(_("There is a body with this code already."), field="code")


def _refuse_stranger(by: User, body: Body, at: datetime) -> None:
    if not can_name_members(by, body, on=timezone.localdate(at)):
        raise NotYours(_("Only its chair, its secretary or a coordinator names its members."))


def _refuse_double(body: Body, person: User | None, *, besides: BodyMember | None = None) -> None:
    if person is None:
        return
    rows = body.members.filter(person=person, until=None)
    if (rows.exclude(pk=besides.pk) if besides else rows).exists():
        raise AlreadyMember(_("This person takes part already."), field="person")
