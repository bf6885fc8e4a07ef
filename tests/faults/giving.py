"""A file of figures that waits for a worker, as the page leaves it."""

from datetime import datetime
from pathlib import Path

from django.core.files.base import ContentFile

from coordination.dossiers.models import DossierKind
from coordination.dossiers.services import open_dossier
from coordination.people.models import Organisation, User
from escalation.regions.models import Indicator, Region
from escalation.regions.services import UploadFacts, ask_import

from .names import OPERATOR

CODES = ("VR01", "VR02", "VR03", "VR04")


def give_file(path: Path, *, at: datetime) -> None:
    """Regions and an indicator the first time, then the file, known now."""
    owner = Organisation.objects.get(code="HOME")
    for code in CODES:
        if not Region.objects.filter(code=code).exists():
            dossier = open_dossier(title=code, owner=owner, kind=DossierKind.REGION, by=None, at=at)
            people = {"population": 500_000, "rate_population": 500_000}
            Region.objects.create(dossier=dossier, code=code, name=code, **people)
    names = {"name_nl": "Testen", "name_en": "Tests", "source": "RIVM"}
    Indicator.objects.get_or_create(code="positive_tests", defaults=names)
    ask_import(
        upload=ContentFile(path.read_bytes(), name=path.name),
        facts=UploadFacts(known_at=at),
        by=User.objects.get(email=OPERATOR),
        at=at,
    )
