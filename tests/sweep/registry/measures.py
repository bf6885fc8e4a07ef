"""Addresses of measures: by their dossier; sectors are known to whoever reads measures."""

from typing import Any

from coordination.measures.models import Measure, Sector
from coordination.measures.services import MeasureFacts, add_measure, withdraw_measure
from coordination.people.models import Role

from ..rows import Case, Row
from ..scenes import NOW, Where, fresh


def by_readers(role: Role, where: Where) -> bool:
    """Known to whoever reads measures."""
    return role is not Role.ADMINISTRATOR and where in {Where.OWN, Where.FOREIGN}


def sector(case: Case) -> dict[str, Any]:
    names = {"name_nl": "horeca", "name_en": "hospitality"}
    return {"pk": Sector.objects.get_or_create(code="horeca", defaults=names)[0].pk}


def kept(case: Case) -> Measure:
    """The measure of the scene's dossier, as it stands now."""
    scene = case.scene
    found = Measure.objects.filter(dossier=scene.dossier).order_by("created_at", "pk").first()
    if found is None:
        facts = MeasureFacts(f"Sluiting {scene.word}", "Wpg")
        found = add_measure(dossier=scene.dossier, facts=facts, by=scene.keeper, at=NOW)
    return found


def measure(case: Case) -> dict[str, Any]:
    return {"pk": kept(case).pk}


def versioned(case: Case) -> dict[str, Any]:
    return {"pk": kept(case).pk, "version": fresh(kept(case)).version}


def withdrawn(case: Case) -> dict[str, Any]:
    found = fresh(kept(case))
    if found.withdrawn_at is None:
        by = case.scene.keeper
        found = withdraw_measure(measure=found, version=found.version, by=by, at=NOW)
    return {"pk": found.pk, "version": found.version}


def said(case: Case) -> dict[str, Any]:
    return {
        "instrument": "Avondklok",
        "legal_basis": "Wbbbg",
        "text": "Binnen na negen uur",
        "source": "Kamerbrief",
        "sectors": [str(sector(case)["pk"])],
    }


def new(case: Case) -> dict[str, Any]:
    return {**said(case), "dossier": case.scene.dossier.pk}


def changed(case: Case) -> dict[str, Any]:
    return {**said(case), "version": versioned(case)["version"]}


def sector_names(case: Case) -> dict[str, Any]:
    return {"name_nl": "horeca en cafés", "name_en": "hospitality"}


def sector_change(case: Case) -> dict[str, Any]:
    version = Sector.objects.get(**sector(case)).version
    return {**sector_names(case), "version": version}


def api_said(case: Case) -> dict[str, Any]:
    sector(case)
    return {**said(case), "sectors": ["horeca"]}


def matching(case: Case) -> dict[str, Any]:
    return {"If-Match": versioned(case)["version"]}


def matching_withdrawn(case: Case) -> dict[str, Any]:
    return {"If-Match": withdrawn(case)["version"]}


def matching_sector(case: Case) -> dict[str, Any]:
    return {"If-Match": Sector.objects.get(**sector(case)).version}


ROWS: dict[str, Row] = {
    "measures:list": Row(),
    "measures:detail": Row(measure),
    "measures:new": Row(post=new),
    "measures:edit": Row(measure, post=changed),
    "measures:withdraw": Row(versioned, get=False, post=lambda case: {}),
    "measures:restore": Row(withdrawn, get=False, post=lambda case: {}),
    "measures:sectors": Row(),
    "measures:sector_new": Row(post=lambda case: {**sector_names(case), "code": "cafes"}),
    "measures:sector_edit": Row(sector, by_readers, post=sector_change),
    "api:measure-list list": Row(),
    "api:measure-list create": Row(
        post=lambda case: {**api_said(case), "dossier": str(case.scene.dossier.pk)}
    ),
    "api:measure-detail retrieve": Row(measure),
    "api:measure-detail partial_update": Row(
        measure, post=lambda case: {**api_said(case), **matching(case)}
    ),
    "api:measure-withdraw withdraw": Row(measure, get=False, post=matching),
    "api:measure-restore restore": Row(
        lambda case: {"pk": withdrawn(case)["pk"]}, get=False, post=matching_withdrawn
    ),
    "api:sector-list list": Row(),
    "api:sector-list create": Row(post=lambda case: {**sector_names(case), "code": "cafes"}),
    "api:sector-detail retrieve": Row(sector, by_readers),
    "api:sector-detail partial_update": Row(
        sector, by_readers, post=lambda case: {**sector_names(case), **matching_sector(case)}
    ),
}
