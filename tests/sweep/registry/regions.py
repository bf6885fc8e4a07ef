"""Regions and their figures: by the dossier of the region; files and judgements by role alone."""

from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from coordination.people.models import Role
from escalation.regions.models import (
    Handling,
    Indicator,
    Observation,
    ObservationImport,
    Outlier,
    Region,
)

from ..rows import Case, Row, by_all
from ..scenes import NOW, Where

CSV = b"date,region,indicator,value\n2020-10-30,VR01,positive_tests,1\n"


def by_officials(role: Role, where: Where) -> bool:
    """Known to whoever reads what is open to officials."""
    reads = role not in {Role.PARTNER, Role.ADMINISTRATOR}
    return reads and where in {Where.OWN, Where.FOREIGN}


def region(case: Case) -> dict[str, Any]:
    """The region of the scene's dossier."""
    word = case.scene.word
    facts = {"name": word, "population": 500_000, "rate_population": 500_000}
    made, _new = Region.objects.get_or_create(
        dossier=case.scene.dossier, defaults={**facts, "code": word[:10]}
    )
    return {"pk": made.pk}


def indicator(case: Case) -> dict[str, Any]:
    names = {"name_nl": "Tests", "name_en": "Tests", "source": "RIVM"}
    made, _new = Indicator.objects.get_or_create(code="positive_tests", defaults=names)
    return {"pk": made.pk}


def importing(case: Case) -> dict[str, Any]:
    made, _new = ObservationImport.objects.get_or_create(
        name="cijfers.csv",
        defaults={"sha256": "0" * 64, "size": 1, "status": "done", "created_at": NOW},
    )
    return {"pk": made.pk}


def outlier(case: Case) -> dict[str, Any]:
    figure, _new = Observation.objects.get_or_create(
        region_id=region(case)["pk"],
        indicator_id=indicator(case)["pk"],
        day=NOW.date(),
        defaults={"value": Decimal(162), "known_at": NOW, "recorded_at": NOW},
    )
    made, _new = Outlier.objects.get_or_create(
        observation=figure, defaults={"expected": Decimal(10)}
    )
    return {"pk": made.pk}


def judged(case: Case) -> None:
    Outlier.objects.filter(**outlier(case)).update(
        handling=Handling.ACCEPTED, reason="Klopt.", handled_at=NOW, handled_by=case.user
    )


def file(case: Case) -> dict[str, Any]:
    upload = SimpleUploadedFile("cijfers.csv", CSV, "text/csv")
    return {"upload": upload, "rows": "whole", "known_at": "2020-11-01T10:00"}


def api_file(case: Case) -> dict[str, Any]:
    upload = SimpleUploadedFile("cijfers.csv", CSV, "text/csv")
    return {"upload": upload, "whole": "true", "known_at": "2020-11-01T10:00:00Z"}


def facts(case: Case) -> dict[str, Any]:
    named = {"name_nl": "Rioolwater", "name_en": "Sewage", "source": "RIVM"}
    return {
        **named,
        "unit_nl": "deeltjes",
        "unit_en": "particles",
        "per": 100_000,
        "basis": "report",
        "stale_after": 7,
    }


def changed(case: Case) -> dict[str, Any]:
    return {**facts(case), "version": 1}


def api_changed(case: Case) -> dict[str, Any]:
    return {**facts(case), "If-Match": 1}


def added(case: Case) -> dict[str, Any]:
    return {**facts(case), "code": "sewage"}


def judgement(case: Case) -> dict[str, Any]:
    return {"handling": "accepted", "reason": "Klopt.", "days": 14, "version": 1}


def api_judgement(case: Case) -> dict[str, Any]:
    sent = judgement(case)
    return {**{key: sent[key] for key in ("handling", "reason", "days")}, "If-Match": 1}


def reopened(case: Case) -> dict[str, Any]:
    return {"version": 1}


ROWS = {
    "regions:list": Row(),
    "regions:detail": Row(region),
    "regions:imports": Row(),
    "regions:import_new": Row(post=file),
    "regions:import": Row(importing, by_officials),
    "regions:import_progress": Row(importing, by_officials),
    "regions:indicators": Row(),
    "regions:indicator_new": Row(post=added),
    "regions:indicator_edit": Row(indicator, by_all, post=changed),
    "regions:outliers": Row(),
    "regions:outlier": Row(outlier, post=judgement, gate="regions.import"),
    "regions:outlier_reopen": Row(outlier, get=False, post=reopened, before=judged),
    "api:region-list list": Row(),
    "api:region-detail retrieve": Row(region),
    "api:indicator-list list": Row(),
    "api:indicator-list create": Row(post=added),
    "api:indicator-detail retrieve": Row(indicator, by_all),
    "api:indicator-detail partial_update": Row(indicator, by_all, post=api_changed),
    "api:observation-list list": Row(),
    "api:observation-import-list list": Row(),
    "api:observation-import-list create": Row(post=api_file),
    "api:observation-import-detail retrieve": Row(importing, by_officials),
    "api:outlier-list list": Row(),
    "api:outlier-detail retrieve": Row(outlier),
    "api:outlier-judge judge": Row(outlier, post=api_judgement),
    "api:outlier-reopen reopen": Row(outlier, post=lambda case: {"If-Match": 1}, before=judged),
}
