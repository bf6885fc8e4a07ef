"""Organisations, bodies, posts, accounts and one's own settings."""

from datetime import timedelta
from typing import Any

from coordination.people.models import (
    ClosedDay,
    Erasure,
    FeedToken,
    OutsideContact,
    Role,
    RoleGrant,
    Token,
    User,
)
from coordination.people.services import deactivate_user

from ..rows import Case, Payload, Row, by_all, by_colleagues, by_owner, empty, of
from ..scenes import NOW, Where, fresh


def organisation(case: Case) -> dict[str, Any]:
    return {
        "code": "NIVEL",
        "name_nl": "Instituut",
        "name_en": "Instituut",
        "kind": "institute",
        "also_known_as": "nivel",
        "mailbox": "nivel@example.gov",
        "active": "on",
    }


def body(case: Case) -> dict[str, Any]:
    return {
        "code": "MLT9",
        "name_nl": "Werkgroep negen",
        "name_en": "Werkgroep negen",
        "organisation": case.scene.organisation.pk,
        "outcome_name": "decision",
        "report_form": "report",
        "active": "on",
    }


def member(case: Case) -> dict[str, Any]:
    stranger = case.world.stranger
    return {
        "organisation": stranger.organisation_id,
        "role": "member",
        "person": stranger.email,
        "post": "",
        "since": "2020-11-02",
        "until": "",
    }


def colleague(case: Case) -> dict[str, Any]:
    return {
        "organisation": case.scene.organisation.pk,
        "role": "deputy",
        "person": case.scene.colleague.email,
        "post": "",
        "since": "2020-10-01",
        "until": "2021-01-01",
    }


def post(case: Case) -> dict[str, Any]:
    names = {"name_nl": "Hoofd opvang", "name_en": "Hoofd opvang"}
    return {**names, "organisation": case.scene.organisation.pk}


def closed_day(case: Case) -> dict[str, Any]:
    return {"day": "2020-12-24", "organisation": "", "reason": "Kerstavond"}


def closed_day_of(case: Case) -> dict[str, Any]:
    """A day of the scene's organisation."""
    found = ClosedDay.objects.get_or_create(
        day=NOW.date(),
        organisation=case.scene.organisation,
        defaults={"reason": "Studiedag", "created_at": NOW},
    )
    return {"pk": found[0].pk}


def contact(case: Case) -> dict[str, Any]:
    """One she stands for herself, so that she names no other sponsor."""
    return {
        "name": "Medewerker van een dienst",
        "address": "medewerker@example.org",
        "organisation": case.scene.organisation.pk,
        "sponsor": case.user.email,
        "expires_on": "2021-01-04",
    }


def contact_of(case: Case) -> dict[str, Any]:
    found = OutsideContact.objects.get_or_create(
        sponsor=case.owner,
        organisation=case.scene.organisation,
        defaults={"address": f"{case.owner.pk}@example.org", "expires_on": NOW.date()},
    )
    return {"pk": found[0].pk}


def contact_version(case: Case) -> dict[str, Any]:
    return {"version": OutsideContact.objects.get(**contact_of(case)).version}


def versioned(name: str, payload: Payload) -> Payload:
    """The form of the scene's thing as it stands now."""
    return lambda case: {**payload(case), "version": fresh(getattr(case.scene, name)).version}


def to_colleague(case: Case) -> dict[str, Any]:
    return {"to": case.scene.colleague.email}


def settings(case: Case) -> dict[str, Any]:
    return {
        "version": fresh(case.owner).version,
        "name": "Medewerker",
        "function": "beleidsmedewerker",
        "phone": "070 1234567",
        "language": "nl",
        "theme": "dark",
        "roomy": "on",
        "shortcuts": "on",
    }


def invitation(case: Case) -> dict[str, Any]:
    return {
        "email": "keten@example.gov",
        "name": "Ketenpartner",
        "function": "adviseur",
        "organisation": case.scene.organisation.pk,
        "role": "partner",
        "language": "nl",
        "sponsor": case.scene.keeper.email,
        "expires_on": "2021-01-04",
    }


def account(case: Case) -> dict[str, Any]:
    return {
        "name": "Collega",
        "email": "andere.collega@example.gov",
        "organisation": case.scene.organisation.pk,
        "function": "adviseur",
        "phone": "",
        "clearance": "0",
        "expires_on": "2021-01-04",
        "sponsor": case.scene.keeper.email,
    }


def her_token(case: Case) -> dict[str, Any]:
    return {"pk": Token.objects.get(user=case.owner).pk}


def her_feed(case: Case) -> dict[str, Any]:
    found = FeedToken.objects.get_or_create(
        user=case.owner,
        defaults={"name": "telefoon", "digest": case.owner.pk.hex, "created_at": NOW},
    )
    return {"pk": found[0].pk}


def first_grant(case: Case) -> dict[str, Any]:
    return {"pk": RoleGrant.objects.get(user=case.scene.colleague, role=Role.POLICY_OFFICER).pk}


def waiting_grant(case: Case) -> dict[str, Any]:
    found = RoleGrant.objects.get_or_create(
        user=case.scene.colleague,
        role=Role.COORDINATOR,
        defaults={"granted_at": NOW, "granted_by": case.world.scenes[Where.FOREIGN].keeper},
    )
    return {"pk": found[0].pk}


def partner(case: Case) -> None:
    RoleGrant.objects.filter(user=case.scene.colleague).update(role=Role.PARTNER)
    User.objects.filter(pk=case.scene.colleague.pk).update(
        expires_on=NOW.date(), sponsor=case.scene.keeper
    )


def closed(case: Case) -> None:
    by = case.world.visitors[Role.ADMINISTRATOR]
    deactivate_user(user=fresh(case.scene.colleague), by=by, at=NOW)


def leaver(case: Case) -> dict[str, Any]:
    """Somebody who holds nothing."""
    return {"pk": case.world.stranger.pk}


def long_gone(case: Case) -> None:
    by = case.world.visitors[Role.ADMINISTRATOR]
    deactivate_user(user=fresh(case.world.stranger), by=by, at=NOW - timedelta(days=730))


def to_erase(case: Case) -> None:
    long_gone(case)
    by = case.world.scenes[Where.FOREIGN].keeper
    Erasure.objects.create(user=case.world.stranger, asked_at=NOW, asked_by=by)


COLLEAGUE = of("colleague")
NONE_NEW = dict.fromkeys(
    (Role.POLICY_OFFICER, Role.TEAM_LEAD), "changes what is hers, and makes no new ones"
)
NOT_HOLDER = dict.fromkeys(
    (Role.POLICY_OFFICER, Role.DUTY_OFFICER), "hands over only what she holds herself"
)
NEW_MEMBER = Row(of("body"), by_colleagues, post=member)
ROWS = {
    "people:list": Row(),
    "people:choose": Row(),
    "people:user": Row(COLLEAGUE, by_colleagues),
    "people:organisations": Row(),
    "people:organisation_new": Row(post=organisation),
    "people:organisation": Row(of("organisation"), by_all),
    "people:organisation_edit": Row(
        of("organisation"), by_all, post=versioned("organisation", organisation)
    ),
    "people:bodies": Row(),
    "people:body_new": Row(post=body, short=NONE_NEW),
    "people:body": Row(of("body"), by_colleagues),
    "people:body_edit": Row(
        of("body"), by_colleagues, post=versioned("body", body), gate="bodies.manage"
    ),
    "people:member_new": NEW_MEMBER,
    "people:member_edit": Row(of("member"), by_colleagues, post=versioned("member", colleague)),
    "people:posts": Row(),
    "people:post_new": Row(post=post, short=NONE_NEW),
    "people:post": Row(
        of("post"),
        by_all,
        post=versioned("post", to_colleague),
        gate="posts.hand_over",
        short=NOT_HOLDER,
    ),
    "people:closed_days": Row(post=closed_day, gate="people.closed_days"),
    "people:closed_day_remove": Row(closed_day_of, by_all, get=False, post=empty),
    "people:contacts": Row(),
    "people:contact_new": Row(post=contact),
    "people:contact": Row(
        contact_of, by_all, post=lambda case: {**contact(case), **contact_version(case)}
    ),
    "people:contact_renew": Row(contact_of, by_all, get=False, post=contact_version),
    "people:contact_end": Row(contact_of, by_all, get=False, post=contact_version),
    "people:settings": Row(post=settings),
    "people:sessions": Row(),
    "people:session_end": Row(
        get=False, post=lambda case: {"session": "others"}, loose=frozenset({"session"})
    ),
    "people:tokens": Row(post=lambda case: {"name": "agenda op de telefoon"}),
    "people:token_revoke": Row(her_token, by_owner, get=False, post=empty),
    "people:feeds": Row(post=lambda case: {"name": "telefoon", "body": ""}),
    "people:feed_revoke": Row(her_feed, by_owner, get=False, post=empty),
    "people:accounts": Row(),
    "people:account_invite": Row(post=invitation),
    "people:account": Row(COLLEAGUE, by_all),
    "people:account_edit": Row(COLLEAGUE, by_all, post=versioned("colleague", account)),
    "people:account_invite_again": Row(COLLEAGUE, by_all, get=False, post=empty),
    "people:account_renew": Row(COLLEAGUE, by_all, get=False, post=empty, before=partner),
    "people:account_deactivate": Row(COLLEAGUE, by_all, get=False, post=empty),
    "people:account_reactivate": Row(COLLEAGUE, by_all, get=False, post=empty, before=closed),
    "people:erasure_ask": Row(leaver, by_all, get=False, post=empty, before=long_gone),
    "people:erasure_confirm": Row(leaver, by_all, get=False, post=empty, before=to_erase),
    "people:erasure_withdraw": Row(leaver, by_all, get=False, post=empty, before=to_erase),
    "people:account_hand_over": Row(
        lambda case: {"pk": case.scene.keeper.pk, "name": "posts"},
        by_all,
        get=False,
        post=to_colleague,
    ),
    "people:role_add": Row(
        COLLEAGUE, by_all, get=False, post=lambda case: {"role": "duty_officer"}
    ),
    "people:identity_link": Row(
        COLLEAGUE, by_all, get=False, post=lambda case: {"subject": "f3a9"}
    ),
    "people:role_confirm": Row(waiting_grant, by_all, get=False, post=empty),
    "people:role_revoke": Row(first_grant, by_all, get=False, post=empty),
    "people:rights": Row(),
}
