"""The teams of the example.

Sources: numbers, subjects, sponsoring ministers and ministries from the presentation that went with
the mail of 2 November 2020 ("Organisatie", with OCV read as OCW), and its next steps ("vaststellen
in MCC 23 oktober"; behavioural insight and migrant workers as proposed themes); who was known of
LT2 by then and who was not from its start memo, version 0.2; OCW in MLT3 was not yet known; that a
dossier is its sponsoring ministry's, and of a proposed theme the programme's, with primacy nowhere,
from "Departementen zijn primair verantwoordelijk voor hun eigen dossiers" and "voorgesteld is om
ook het thema arbeidsmigranten bij het DG te beleggen", both in that presentation; the
three tracks and who is needed for them from the mail on pilots in sectors. Practice text: when a
team starts and ends, who draws the two themes, that the committee of ministers decided as planned,
and that the tracks are those of MLT5.
"""

from typing import Any

from coordination.decisions.models import Decision
from coordination.decisions.services import record_decision_outside_meeting
from coordination.dossiers.example import share_with_programme
from coordination.dossiers.models import Dossier, DossierKind
from coordination.dossiers.services import open_dossier
from coordination.example.registry import Shift, example
from coordination.people.models import Body, Organisation, Post, User

from .models import (
    Horizon,
    Team,
    TeamMember,
    TeamRole,
    TeamStatus,
    TeamTemplate,
    TemplateSeat,
    Track,
)
from .services import (
    Need,
    Plan,
    Seat,
    add_track,
    ask_people,
    change_member,
    propose_team,
    take_step,
)

COORDINATOR = "coordinator@example.gov"
DECIDER = "secretaris.mcc@example.gov"
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


# themes that were proposed: code, subject, ministry that would draw it (practice text)
THEMES = (
    ("GI", "Gedragsinzichten", "JenV"),
    ("AM", "Arbeidsmigranten", "SZW"),
)
ENGLISH = {
    "LT1": "The Netherlands after the crisis",
    "LT3": "New scientific insight",
    "MLT1": "Christmas and New Year",
    "MLT2": "(Winter sports) holidays",
    "MLT4": "Outlook for the young",
    "MLT5": "Continuity of sectors",
    "GI": "Behavioural insight",
    "AM": "Migrant workers",
}
# known by then, of LT2; their names are not, so each is a post (practice text)
KNOWN_IN_LT2 = ("BZK", "BZ", "DEF", "EZK", "LNV", "SZW", "VNG")
WITH_TRACKS = "MLT5"
TRACKS = (
    (
        "Techniek en backoffice",
        "Simulatie van de piekbelasting, requirements van betrokken partijen, fallback-scenario's.",
        "Oefentekst: een procesontwerper die backoffice en techniek kent",
        "VWS",
    ),
    (
        "Gedrag",
        "Hoe beïnvloed je het juiste gedrag bij ondernemers, organisaties en bezoekers?",
        "Oefentekst: marketeers, samen met RRT, gedragsunit en communicatie",
        "EZK",
    ),
    (
        "Pilots",
        (
            "Kan ergens een pilot op de intensivering die gaat plaatsvinden, en wat zijn voor- en "
            "nadelen?"
        ),
        "Oefentekst: een ontwerppartij, en eventueel onderzoekers",
        "OCW",
    ),
)
DECIDED = (
    "Oefentekst: de MCC stelt de opdrachten van de acht LT- en MLT-teams vast. Gedragsinzichten en "
    "arbeidsmigranten volgen in een later voorstel."
)


def load(shift: Shift) -> None:
    """The teams that are not there yet, by code; what they start from; their first steps."""
    for code, horizon, subject, sponsor, ministries in TEAMS:
        if not Team.objects.filter(code=code).exists():
            _propose(shift, code, horizon, subject, sponsor, ministries)
    for code, subject, sponsor in THEMES:
        if not Team.objects.filter(code=code).exists():
            _propose(shift, code, MEDIUM, subject, sponsor, ())
    _name_known(shift)
    _commission(shift)
    _ask(shift)
    _template()


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
            name_en=f"Team {code} {ENGLISH.get(code, subject)}",
            dossier=_dossier(subject, sponsor, shift) if ministries else None,
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


def _dossier(subject: str, sponsor: str, shift: Shift) -> Dossier:
    """The one that stands, or one of the sponsoring ministry in which the programme has part."""
    found: Dossier | None = Dossier.objects.filter(title=subject, kind=DossierKind.TEAM).first()
    if found is not None:
        return found
    ministry = Organisation.objects.get(code=sponsor)
    dossier = open_dossier(
        title=subject,
        owner=ministry,
        primacy=ministry,
        kind=DossierKind.TEAM,
        by=User.objects.get(email=COORDINATOR),
        at=shift.moment(2020, 10, 19, 9),
    )
    share_with_programme(dossier, shift)
    return dossier


def _name_known(shift: Shift) -> None:
    """Who was known of LT2, as a post of the organisation that nobody holds here yet."""
    deed: dict[str, Any] = {
        "by": User.objects.get(email=COORDINATOR),
        "at": shift.moment(2020, 11, 2, 9),
    }
    places = TeamMember.objects.filter(
        team__code="LT2", organisation__code__in=KNOWN_IN_LT2, person=None, post=None
    )
    for place in places.select_related("organisation", "team", "seat"):
        code = place.organisation.code
        post, _made = Post.objects.get_or_create(
            code=f"deelnemer-lt2-{code.lower()}",
            defaults={
                "name_nl": f"deelnemer LT2 {code} (oefentekst)",
                "name_en": f"member LT2 {code} (practice text)",
                "organisation": place.organisation,
            },
        )
        seat = Seat(place.organisation, place.since, TeamRole(place.role), post=post)
        change_member(member=place, version=place.version, seat=seat, **deed)


def _commission(shift: Shift) -> None:
    """The eight are commissioned as it was planned; MLT3, which met, is at work."""
    codes = [code for code, *_more in TEAMS]
    waiting = Team.objects.filter(code__in=codes, status=TeamStatus.PROPOSED).order_by("code")
    if not waiting:
        return
    decision = _decision(shift)
    coordinator = User.objects.get(email=COORDINATOR)
    deed: dict[str, Any] = {"decision": decision, "by": coordinator}
    for team in waiting:
        at = shift.moment(2020, 10, 23, 17)
        went = take_step(team=team, version=team.version, to=TeamStatus.COMMISSIONED, at=at, **deed)
        if team.code == "MLT3":
            at = shift.moment(2020, 11, 2, 9)
            take_step(team=went, version=went.version, to=TeamStatus.ACTIVE, at=at, **deed)


def _decision(shift: Shift) -> Decision:
    found = Decision.objects.filter(text=DECIDED).first()
    return found or record_decision_outside_meeting(
        taken_by=Body.objects.get(code="MCC"),
        taken_on=shift.day(2020, 10, 23),
        dossier=Dossier.objects.get(title="Besluitvormingscyclus COVID-19"),
        text=DECIDED,
        by=User.objects.get(email=DECIDER),
        at=shift.moment(2020, 10, 23, 17),
    )


def _ask(shift: Shift) -> None:
    team = Team.objects.get(code=WITH_TRACKS)
    if Track.objects.filter(team=team).exists():
        return
    deed: dict[str, Any] = {
        "by": User.objects.get(email=COORDINATOR),
        "at": shift.moment(2020, 11, 2, 9),
    }
    for name, about, profile, code in TRACKS:
        track = add_track(team=team, name=name, about=about, **deed)
        organisation = Organisation.objects.get(code=code)
        need = Need(organisation, profile, shift.day(2020, 11, 13), track=track)
        ask_people(team=team, need=need, **deed)


def _template() -> None:
    """What a team of the middle term may start from: three months, the tracks, these ministries."""
    template, made = TeamTemplate.objects.get_or_create(
        name="Invoering in sectoren",
        defaults={
            "horizon": MEDIUM,
            "weeks": 13,
            "tracks": "\n".join(name for name, *_more in TRACKS),
        },
    )
    if made:
        TemplateSeat.objects.bulk_create(
            TemplateSeat(template=template, organisation=one)
            for one in Organisation.objects.filter(code__in=["VWS", "JenV", "EZK", "OCW"])
        )


example.add("teams", load, order=86)
