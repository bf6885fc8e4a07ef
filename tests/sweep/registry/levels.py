"""Levels from proposal to publication, as pages and on the API."""

from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from coordination.decisions.models import Decision, DecisionStatus
from coordination.kit.history import save_as
from coordination.meetings.models import AgendaItem, Meeting
from coordination.people.models import Post, Role
from escalation.ladder.models import Contact, Determination, Level, Proposal, Round
from escalation.ladder.queries.history import key_of
from escalation.regions.models import Region

from ..rows import Case, Row, in_dossier
from ..scenes import NOW, Where, fresh
from .ladders import adopted
from .regions import region

MOMENT = "2020-11-02T10:00"


def by_officials(role: Role, where: Where) -> bool:
    """What is not published stays within government."""
    return role is not Role.PARTNER and in_dossier(role, where)


def _level(case: Case, rank: int) -> Level:
    return Level.objects.get(ladder=adopted(case)["pk"], rank=rank)


def _region(case: Case) -> Region:
    return Region.objects.get(**region(case))


def _round(case: Case) -> Round:
    by = {"opened_at": NOW, "opened_by": case.scene.keeper}
    return Round.objects.get_or_create(region=_region(case), closed_at=None, defaults=by)[0]


def _post(case: Case) -> Post:
    names = {"name_nl": "minister van VWS", "name_en": "minister of VWS"}
    organisation = case.scene.keeper.organisation
    defaults = {**names, "organisation": organisation}
    return Post.objects.get_or_create(code="minister-vws", defaults=defaults)[0]


def _decision(case: Case) -> Decision:
    scene = case.scene
    found = Decision.objects.filter(dossier=scene.dossier, post=_post(case)).first()
    if found is None:
        found = Decision(
            series=f"M{scene.word}"[:10], year=2020, serial=1, post=_post(case),
            taken_on=NOW.date(), dossier=scene.dossier, status=DecisionStatus.RECORDED,
            text="Inschaling", recorded_at=NOW, recorded_by=scene.keeper, created_at=NOW,
        )  # fmt: skip
        save_as(found, by=scene.keeper, at=NOW)
    return found


def _proposal(case: Case) -> Proposal:
    found = Proposal.objects.filter(region=_region(case), status="open").first()
    if found is None:
        found = Proposal(
            region=_region(case), round=_round(case), level=_level(case, 2), reason="Stijgend",
            why_here="Raakt drie regio's", proposed_at=NOW, proposed_by=case.scene.keeper,
        )  # fmt: skip
        save_as(found, by=case.scene.keeper, at=NOW)
    return found


def _waiting(case: Case, *, told: bool = False) -> Determination:
    """A lower level, recorded by the keeper of the scene, that nobody confirmed yet."""
    keeper = case.scene.keeper
    rows = Determination.objects.standing().filter(region=_region(case), published_at=None)
    found = rows.filter(informed_at__isnull=not told).first()
    if found is None:
        rows.delete()
        found = Determination(
            region=_region(case), level=_level(case, 1), post=_post(case),
            decision=_decision(case), lowers=not told, in_force_at=NOW, determined_at=NOW,
            determined_by=keeper, informed_at=NOW if told else None,
            informed_by=keeper if told else None,
        )  # fmt: skip
        save_as(found, by=keeper, at=NOW)
    return found


def proposal(case: Case) -> dict[str, Any]:
    return {"pk": _proposal(case).pk}


def proposal_version(case: Case) -> dict[str, Any]:
    found = fresh(_proposal(case))
    return {"pk": found.pk, "version": found.version}


def waiting(case: Case) -> dict[str, Any]:
    return {"pk": _waiting(case).pk}


def round_(case: Case) -> dict[str, Any]:
    return {"pk": _round(case).pk}


def contact(case: Case) -> dict[str, Any]:
    facts = {"with_whom": "GGD", "at": NOW, "by": case.scene.keeper, "recorded_at": NOW}
    return {"pk": Contact.objects.get_or_create(region=_region(case), defaults=facts)[0].pk}


def clear(case: Case) -> None:
    """Nothing open for the region, so that something can be proposed or determined."""
    adopted(case)
    here = _region(case)
    Determination.objects.filter(region=here).delete()
    Proposal.objects.filter(region=here).delete()


def started(case: Case) -> None:
    clear(case)
    _round(case)


def proposing(case: Case) -> dict[str, Any]:
    return {
        "region": region(case)["pk"],
        "level": _level(case, 2).pk,
        "reason": "Boven de drempel",
        "why_here": "Raakt drie regio's",
    }


def step(case: Case) -> dict[str, Any]:
    return {"kind": "meaning", "taken_at": MOMENT, "with_whom": "GGD", "note": "Druk op het BCO"}


def talk(case: Case) -> dict[str, Any]:
    return {"with_whom": "GGD", "spoken_at": MOMENT, "text": "Druk op het BCO"}


def settling(case: Case) -> dict[str, Any]:
    return {"body": case.scene.body.pk, "outcome": "Blijft zoals het is"}


def sitting(case: Case) -> dict[str, Any]:
    code = _region(case).code
    return {
        "post": _post(case).pk,
        "in_force_at": MOMENT,
        "text": "",
        "decision": _decision(case).pk,
        "next_on": "2020-11-09",
        "embargo_until": "2020-11-02T09:00",
        "seen_at": timezone.now().isoformat(),
        f"level-{code}": "2",
        f"deviation-{code}": "Druk op de zorg",
    }


def api_sitting(case: Case) -> dict[str, Any]:
    level = {"region": region(case)["pk"], "level": _level(case, 2).pk, "deviation": "Druk"}
    return {
        "post": _post(case).pk,
        "decision": _decision(case).pk,
        "in_force_at": "2020-11-02T10:00:00Z",
        "next_on": "2020-11-09",
        "seen_at": timezone.now().isoformat(),
        "levels": [level],
    }


def ticked(case: Case) -> dict[str, Any]:
    return {"row": str(_waiting(case).pk)}


def telling(case: Case) -> dict[str, Any]:
    return {**ticked(case), "with_whom": "voorzitter VR", "spoken_at": MOMENT}


def told(case: Case) -> dict[str, Any]:
    return {"row": str(_waiting(case, told=True).pk)}


def confirming(case: Case) -> dict[str, Any]:
    return {"version": fresh(_waiting(case)).version}


def matching(case: Case) -> dict[str, Any]:
    return {"If-Match": fresh(_waiting(case)).version}


def several(case: Case) -> dict[str, Any]:
    return {"determinations": [str(_waiting(case).pk)]}


def freezing(case: Case) -> dict[str, Any]:
    """An item of a meeting of her own body that is yet to come."""
    scene = case.scene
    start = timezone.now() + timedelta(days=3)
    meeting, _new = Meeting.objects.get_or_create(
        body=scene.body,
        subject="Inschaling",
        defaults={
            "dossier": scene.dossier, "starts_at": start, "ends_at": start + timedelta(hours=1),
            "created_at": NOW,
        },
    )  # fmt: skip
    item, _new = AgendaItem.objects.get_or_create(
        meeting=meeting,
        title="Inschaling",
        defaults={"dossier": scene.dossier, "position": 90, "created_at": NOW},
    )
    return {"item": item.pk, "meeting": ""}


def api_freezing(case: Case) -> dict[str, Any]:
    return {"item": str(freezing(case)["item"])}


def _list(case: Case) -> SimpleUploadedFile:
    """A level of the day on which the ladder of the scene starts, in a region of its own."""
    adopted(case)
    code = Region.objects.get(**region(case)).code
    rows = f"date,vr_code,level,basis\n{NOW.date()},{code},1,listed\n"
    return SimpleUploadedFile("niveaus.csv", rows.encode(), "text/csv")


def listed(case: Case) -> dict[str, Any]:
    return {"upload": _list(case), "rows": "whole"}


def api_listed(case: Case) -> dict[str, Any]:
    return {"upload": _list(case), "whole": "true"}


def read_in(case: Case) -> dict[str, Any]:
    """A list of one level, in the region of the scene; every scene has one of its own."""
    read_at = NOW + timedelta(seconds=sum(case.scene.word.encode()))
    facts = {"level": _level(case, 1), "published_at": NOW}
    found, _new = Determination.objects.get_or_create(
        region=_region(case), basis="listed", in_force_at=NOW - timedelta(days=1),
        determined_at=read_at, withdrawn_at=None, defaults=facts,
    )  # fmt: skip
    return {"key": key_of(found.determined_at)}


def api_read_in(case: Case) -> dict[str, Any]:
    read_in(case)
    return {"read_at": (NOW + timedelta(seconds=sum(case.scene.word.encode()))).isoformat()}


ROWS = {
    "ladder:overview": Row(),
    "ladder:heat": Row(),
    "ladder:comparison": Row(),
    "ladder:levels_import": Row(post=listed, loose=frozenset({"replace"})),
    "ladder:levels_take_back": Row(read_in, get=False, post=lambda case: {}),
    "ladder:sheet": Row(),
    "ladder:freeze": Row(post=freezing),
    "api:ladder-freeze freeze": Row(post=api_freezing),
    "ladder:sitting": Row(post=sitting, before=clear),
    "ladder:rounding_off": Row(),
    "ladder:tell": Row(get=False, post=telling),
    "ladder:publish": Row(get=False, post=told),
    "ladder:withdraw": Row(get=False, post=ticked),
    "ladder:confirm": Row(waiting, seen=by_officials, get=False, post=confirming),
    "ladder:propose": Row(post=proposing, before=clear),
    "ladder:withdraw_proposal": Row(
        proposal_version, seen=by_officials, get=False, post=lambda case: {}
    ),
    "ladder:step": Row(region, post=step),
    "ladder:contact": Row(region, post=talk),
    "ladder:settle": Row(region, post=settling, before=started),
    "api:proposal-list list": Row(),
    "api:proposal-list create": Row(post=proposing, before=clear),
    "api:proposal-detail retrieve": Row(proposal, seen=by_officials),
    "api:proposal-withdraw withdraw": Row(
        proposal,
        seen=by_officials,
        post=lambda case: {"If-Match": fresh(_proposal(case)).version},
    ),
    "api:round-list list": Row(),
    "api:round-detail retrieve": Row(round_, seen=by_officials),
    "api:round-lead-times lead_times": Row(),
    "api:round-steps steps": Row(
        post=lambda case: {**region_field(case), **step(case), "taken_at": "2020-11-02T10:00:00Z"}
    ),
    "api:round-settle settle": Row(
        post=lambda case: {**region_field(case), **settling(case)}, before=started
    ),
    "api:region-contact-list list": Row(),
    "api:region-contact-list create": Row(
        post=lambda case: {**region_field(case), **talk(case), "spoken_at": "2020-11-02T10:00:00Z"}
    ),
    "api:region-contact-detail retrieve": Row(contact, seen=by_officials),
    "api:determination-list list": Row(),
    "api:determination-list create": Row(post=api_sitting, before=clear),
    "api:determination-detail retrieve": Row(waiting, seen=by_officials),
    "api:determination-confirm confirm": Row(waiting, seen=by_officials, post=matching),
    "api:determination-inform inform": Row(
        post=lambda case: {
            **several(case),
            "with_whom": "voorzitter VR",
            "spoken_at": "2020-11-02T10:00:00Z",
        }
    ),
    "api:determination-publish publish": Row(
        post=lambda case: {"determinations": [told(case)["row"]]}
    ),
    "api:determination-withdraw withdraw": Row(post=several),
    "api:determination-import import_list": Row(post=api_listed),
    "api:determination-take-back take_back": Row(post=api_read_in),
    "api:determination-comparison comparison": Row(),
}


def region_field(case: Case) -> dict[str, Any]:
    return {"region": region(case)["pk"]}
