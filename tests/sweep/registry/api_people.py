"""The API of people, mail, dossiers and papers."""

from typing import Any

from ..rows import (
    Case,
    Payload,
    Row,
    by_all,
    by_colleagues,
    by_operator,
    by_owner,
    empty,
    nowhere,
    of,
)
from ..scenes import fresh
from . import dossiers, mail, papers, people


def organisation(case: Case) -> dict[str, Any]:
    return {**people.organisation(case), "also_known_as": ["nivel"], "active": True}


def versioned(name: str, payload: Payload) -> Payload:
    """The payload with the present version of the scene's thing in If-Match."""
    return lambda case: {**payload(case), "If-Match": fresh(getattr(case.scene, name)).version}


def body(case: Case) -> dict[str, Any]:
    return {**people.body(case), "active": True}


def invitation(case: Case) -> dict[str, Any]:
    return {**people.invitation(case), "sponsor": case.scene.keeper.pk}


def closed_day(case: Case) -> dict[str, Any]:
    return {**people.closed_day(case), "organisation": None, "worked": False}


def contact(case: Case) -> dict[str, Any]:
    return {**people.contact(case), "sponsor": case.user.pk}


def of_contact(payload: Payload) -> Payload:
    return lambda case: {**payload(case), "If-Match": people.contact_version(case)["version"]}


def member(case: Case) -> dict[str, Any]:
    stranger = case.world.stranger
    return {
        "body": case.scene.body.pk,
        "organisation": stranger.organisation_id,
        "person": stranger.pk,
        "role": "member",
        "since": "2020-11-02",
    }


def change(case: Case) -> dict[str, Any]:
    return {"title": "Anders", "If-Match": fresh(case.scene.dossier).version}


def part(case: Case) -> dict[str, Any]:
    return {
        "dossier": case.scene.dossier.pk,
        "user": case.world.stranger.pk,
        "function": "reader",
        "until": "2020-12-01T09:00:00+01:00",
    }


def paper(case: Case) -> dict[str, Any]:
    return {**papers.paper(case), "dossier": case.scene.dossier.pk}


ORGANISATION, BODY, POST, COLLEAGUE = of("organisation"), of("body"), of("post"), of("colleague")
DOSSIER, PAPER = of("dossier"), of("second_paper")
ROWS = {
    "api:organisation-list list": Row(),
    "api:organisation-list create": Row(post=organisation),
    "api:organisation-detail retrieve": Row(ORGANISATION, by_all),
    "api:organisation-detail partial_update": Row(
        ORGANISATION, by_all, post=versioned("organisation", organisation)
    ),
    "api:user-list list": Row(),
    "api:user-list create": Row(post=invitation),
    "api:user-detail retrieve": Row(COLLEAGUE, by_colleagues),
    "api:body-list list": Row(),
    "api:body-list create": Row(post=body, short=people.NONE_NEW),
    "api:body-detail retrieve": Row(BODY, by_colleagues),
    "api:body-detail partial_update": Row(BODY, by_colleagues, post=versioned("body", body)),
    "api:body-member-list list": Row(),
    "api:body-member-list create": Row(post=member),
    "api:body-member-detail retrieve": Row(of("member"), by_colleagues),
    "api:body-member-detail partial_update": Row(
        of("member"), by_colleagues, post=versioned("member", lambda case: {"role": "deputy"})
    ),
    "api:post-list list": Row(),
    "api:post-list create": Row(post=people.post, short=people.NONE_NEW),
    "api:post-detail retrieve": Row(POST, by_all),
    "api:post-hand-over hand_over": Row(
        POST,
        by_all,
        post=versioned("post", lambda case: {"to": case.scene.colleague.pk}),
        short=people.NOT_HOLDER,
    ),
    "api:closed-day-list list": Row(),
    "api:closed-day-list create": Row(post=closed_day),
    "api:closed-day-detail retrieve": Row(people.closed_day_of, by_all),
    "api:closed-day-detail destroy": Row(people.closed_day_of, by_all, post=empty),
    "api:outside-contact-list list": Row(),
    "api:outside-contact-list create": Row(post=contact),
    "api:outside-contact-detail retrieve": Row(people.contact_of, by_all),
    "api:outside-contact-detail partial_update": Row(
        people.contact_of, by_all, post=of_contact(contact)
    ),
    "api:outside-contact-renew renew": Row(people.contact_of, by_all, post=of_contact(empty)),
    "api:outside-contact-end end": Row(people.contact_of, by_all, post=of_contact(empty)),
    "api:message-list list": Row(),
    "api:message-detail retrieve": Row(mail.letter, by_owner),
    "api:delivery-list list": Row(),
    "api:delivery-detail retrieve": Row(mail.invitation, by_operator),
    "api:dossier-list list": Row(),
    "api:dossier-list create": Row(
        post=lambda case: {"title": "Nieuw", "owner": case.scene.organisation.pk}
    ),
    "api:dossier-detail retrieve": Row(DOSSIER),
    "api:dossier-detail partial_update": Row(DOSSIER, post=change),
    "api:dossier-close close": Row(DOSSIER, post=empty),
    "api:dossier-reopen reopen": Row(DOSSIER, post=empty, before=dossiers.closed),
    "api:dossier-access-list list": Row(),
    "api:dossier-access-list create": Row(post=part),
    "api:dossier-access-detail retrieve": Row(of("access")),
    "api:dossier-access-detail destroy": Row(of("access"), post=empty),
    "api:audit-event-list list": Row(nowhere),
    "api:paper-list list": Row(),
    "api:paper-list create": Row(post=paper),
    "api:paper-detail retrieve": Row(PAPER),
    "api:paper-detail destroy": Row(PAPER, post=empty),
    "api:paper-restore restore": Row(PAPER, post=empty, before=papers.removed),
    "api:paper-versions versions": Row(PAPER, post=papers.version),
    "api:paper-version-list list": Row(),
    "api:paper-version-detail retrieve": Row(of("paper_version")),
}
