"""The teams of the example.

Sources: numbers, subjects, sponsoring ministers and ministries from the presentation that went with
the mail of 2 November 2020 ("Organisatie", with OCV read as OCW); who was known of LT2 by then and
who was not from its start memo, version 0.2; OCW in MLT3 was not yet known. Behavioural insight and
migrant workers were proposed as themes there. When a team starts and ends, who is proposed for the
two themes, and who sits for whom outside MLT3, is practice text or left open.
"""

from coordination.dossiers.models import Dossier
from coordination.example.registry import Shift, example
from coordination.people.models import Body, Organisation, User

from .models import Horizon, Team, TeamRole
from .services import Plan, Seat, propose_team

COORDINATOR = "coordinator@example.gov"
PROGRAMME = "DGSC-19"
LONG, MEDIUM = Horizon.LONG, Horizon.MEDIUM
BUREAUS = ("CPB", "PBL", "SCP")
ALL = ("AZ", "BZK", "BZ", "LNV", "EZK", "IenW", "JenV", "DEF", "OCW", "SZW", "VWS", "FIN")

# code, horizon, subject, sponsoring minister, who takes part
TEAMS: tuple[tuple[str, Horizon, str, str, tuple[str, ...]], ...] = (
    ("LT1", LONG, "Nederland na de crisis", "BZK", (*ALL, *BUREAUS)),
    ("LT2", LONG, "Voorbereid de crisis door", "FIN", (*ALL, "VNG", *BUREAUS, "RIVM")),
    (
        "LT3",
        LONG,
        "Nieuwe wetenschappelijke inzichten",
        "OCW",
        ("FIN", "AZ", "BZK", "BZ", "IenW", "EZK", *BUREAUS),
    ),
    ("MLT1", MEDIUM, "Kerst/jaarwisseling", "JenV", ("EZK", "BZK", "IenW", "OCW", "VWS")),
    ("MLT2", MEDIUM, "(Wintersport)vakanties", "IenW", ("EZK", "BZK", "JenV", "BZ", "DEF")),
    (
        "MLT3",
        MEDIUM,
        "Perspectief voor kwetsbare groepen",
        "VWS",
        ("SZW", "VWS", "OCW", "BZK", "SCP"),
    ),
    ("MLT4", MEDIUM, "Perspectief jeugd", "VWS", ("BZK", "VWS", "OCW", "JenV", "SCP")),
    (
        "MLT5",
        MEDIUM,
        "Continuïteit sectoren",
        "SZW",
        ("FIN", "VWS", "OCW", "EZK", "BZK", "SZW", "IenW"),
    ),
)


def load(shift: Shift) -> None:
    """The teams that are not there yet, by code."""
    for code, horizon, subject, sponsor, ministries in TEAMS:
        if not Team.objects.filter(code=code).exists():
            _propose(shift, code, horizon, subject, sponsor, ministries)


def _propose(
    shift: Shift,
    code: str,
    horizon: Horizon,
    subject: str,
    sponsor: str,
    ministries: tuple[str, ...],
) -> None:
    """Around the body and the dossier that stand already, where they do."""
    body = Body.objects.filter(code=code).first()
    sitting = set(body.members.values_list("organisation__code", flat=True)) if body else set()
    since = shift.day(2020, 10, 19)
    propose_team(
        plan=Plan(
            code=code,
            subject=subject,
            horizon=horizon,
            sponsor=Organisation.objects.get(code=sponsor),
            owner=Organisation.objects.get(code=PROGRAMME),
            starts_on=since,
            ends_on=shift.day(2021, 4, 30) if horizon is LONG else shift.day(2021, 1, 29),
            name_nl=f"Team {code} {subject}",
            name_en=f"Team {code} {subject}",
            dossier=Dossier.objects.filter(title=subject, kind="team").first(),
            body=body,
            seats=tuple(
                Seat(
                    Organisation.objects.get(code=ministry),
                    since,
                    TeamRole.KNOWLEDGE_PARTNER
                    if ministry in (*BUREAUS, "RIVM")
                    else TeamRole.MEMBER,
                )
                for ministry in ministries
                if ministry not in sitting
            ),
        ),
        by=User.objects.get(email=COORDINATOR),
        at=shift.moment(2020, 10, 19, 9),
    )


example.add("teams", load, order=86)
