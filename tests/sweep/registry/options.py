"""Questions with variants, their consultation, choice and pilots, as pages and on the API."""

from typing import Any

from coordination.people.models import Role
from workgroups.options.services import (
    Choice,
    choose_variant,
    remove_pilot,
    remove_variant,
)

from ..rows import Case, Row, empty, of
from ..scenes import fresh
from .advice import address_at, at_version, by_keeper, matching, version_of

VARIANT = {
    "title": "Variant nachthoreca",
    "description": "Experimenten vergunnen",
    "for_whom": "Nachthoreca",
    "conditions": "De regio stemt in",
    "advantages": "Leren",
    "disadvantages": "Laat",
    "risks": "Drukte",
    "cost": "Onbekend",
}
PILOT = {
    "place": "Utrecht",
    "sector": "Nachthoreca",
    "starts_on": "2020-11-06",
    "ends_on": "2020-11-08",
    "permit": "asked",
    "permit_by": "Veiligheidsregio",
    "measures": "Naleving",
    "learnt": "Nog niets",
}


def new_options(case: Case) -> dict[str, Any]:
    words = {"question": "Welke pilot?", "background": "Uit de notitie"}
    return {**words, "dossier": case.scene.dossier.pk, "team": ""}


def words(case: Case) -> dict[str, Any]:
    said = {"question": "Welke pilot?", "background": "Uit de notitie"}
    return {**said, **at_version("options")(case)}


def consulted(case: Case) -> dict[str, Any]:
    return {
        **at_version("unconsulted")(case),
        "question": "Welke mis ik?",
        "due": "13 november",
        "due_on": "",
        "meeting": "",
        "item": "",
        "number": 1,
        "unit": "working_days",
        "body": case.scene.body.pk,
        "members": f"@{case.scene.organisation.code}",
    }


def choice(case: Case) -> dict[str, Any]:
    return {
        **at_version("options")(case),
        "variant": case.scene.variant.pk,
        "reason": "Kansrijk",
        "decision": case.scene.decision.pk,
        "not_1": "",
        "not_2": "Te laat",
    }


def chosen(case: Case) -> None:
    options, scene = fresh(case.scene.options), case.scene
    made = Choice(scene.variant, "Kansrijk", scene.decision)
    choose_variant(options=options, choice=made, version=options.version, **by_keeper(case))


def removed(case: Case) -> None:
    variant = fresh(case.scene.variant)
    remove_variant(variant=variant, version=variant.version, **by_keeper(case))


def gone(case: Case) -> None:
    pilot = fresh(case.scene.pilot)
    remove_pilot(pilot=pilot, version=pilot.version, **by_keeper(case))


def api_start(case: Case) -> dict[str, Any]:
    return {"question": "Welke pilot?", "dossier": case.scene.dossier.pk}


def api_consult(case: Case) -> dict[str, Any]:
    return {
        "term": {"due_on": "2020-11-13"},
        "members": [case.scene.organisation.pk],
        "If-Match": version_of(case.scene.unconsulted),
    }


def api_choose(case: Case) -> dict[str, Any]:
    scene = case.scene
    return {
        "variant": scene.variant.pk,
        "reason": "Kansrijk",
        "decision": scene.decision.pk,
        "rejected": [{"variant": scene.other_variant.pk, "because": "Te laat"}],
        "If-Match": version_of(scene.options),
    }


def remark(case: Case) -> dict[str, Any]:
    return {"text": "Denk aan de regio", "variant": case.scene.variant.pk}


HER_OWN = dict.fromkeys(
    (Role.DUTY_OFFICER, Role.PARTNER), "changes only what she added herself, while it is consulted"
)
OPTIONS, ONE, PILOTS = of("options"), of("variant"), of("pilot")
ROWS = {
    "options:list": Row(),
    "options:new": Row(post=new_options, loose=frozenset({"team"})),
    "options:detail": Row(OPTIONS),
    "options:edit": Row(OPTIONS, post=words),
    "options:consult": Row(of("unconsulted"), post=consulted, loose=frozenset({"due_on"})),
    "options:remark": Row(OPTIONS, get=False, post=remark),
    "options:remark_take_back": Row(of("remark"), get=False, post=empty, short=HER_OWN),
    "options:choose": Row(OPTIONS, post=choice),
    "options:unchoose": Row(address_at("options"), get=False, post=empty, before=chosen),
    "options:variant_new": Row(OPTIONS, post=lambda case: VARIANT),
    "options:variant": Row(
        ONE, post=lambda case: {**VARIANT, **at_version("variant")(case)}, short=HER_OWN
    ),
    "options:variant_remove": Row(ONE, get=False, post=at_version("variant")),
    "options:variant_restore": Row(ONE, get=False, post=at_version("variant"), before=removed),
    "options:pilot_new": Row(ONE, post=lambda case: PILOT),
    "options:pilot": Row(PILOTS, post=lambda case: {**PILOT, **at_version("pilot")(case)}),
    "options:pilot_remove": Row(PILOTS, get=False, post=at_version("pilot")),
    "options:pilot_restore": Row(PILOTS, get=False, post=at_version("pilot"), before=gone),
    "api:option-list list": Row(),
    "api:option-list create": Row(post=api_start),
    "api:option-detail retrieve": Row(OPTIONS),
    "api:option-detail partial_update": Row(
        OPTIONS, post=matching("options", question="Welke dan?")
    ),
    "api:option-consult consult": Row(of("unconsulted"), post=api_consult),
    "api:option-choose choose": Row(OPTIONS, post=api_choose),
    "api:option-take-back-choice take_back_choice": Row(
        OPTIONS, post=matching("options"), before=chosen
    ),
    "api:option-variants variants": Row(OPTIONS, post=lambda case: VARIANT),
    "api:option-remarks remarks": Row(OPTIONS, post=remark),
    "api:option-take-back-remark take_back_remark": Row(
        OPTIONS, post=lambda case: {"remark": case.scene.remark.pk}, short=HER_OWN
    ),
    "api:variant-list list": Row(),
    "api:variant-detail retrieve": Row(ONE),
    "api:variant-detail partial_update": Row(
        ONE, post=matching("variant", **VARIANT), short=HER_OWN
    ),
    "api:variant-remove remove": Row(ONE, post=matching("variant")),
    "api:variant-restore restore": Row(ONE, post=matching("variant"), before=removed),
    "api:variant-pilots pilots": Row(ONE, post=lambda case: PILOT),
    "api:pilot-list list": Row(),
    "api:pilot-detail retrieve": Row(PILOTS),
    "api:pilot-detail partial_update": Row(PILOTS, post=matching("pilot", **PILOT)),
    "api:pilot-remove remove": Row(PILOTS, post=matching("pilot")),
    "api:pilot-restore restore": Row(PILOTS, post=matching("pilot"), before=gone),
}
