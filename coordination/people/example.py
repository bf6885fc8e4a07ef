"""Organisations, bodies and people of the example; people are named by their role.

Sources: abbreviations and the members of MLT3 "Perspectief voor kwetsbare groepen" from the
presentation and mail with "Verslag en actiepunten Werkgroep Kwetsbare groepen, 2 november 2020";
planning bureaus and VNG from the start memo of LT2; the control rooms from the invitation for
15 July 2021. Written-out names are general knowledge.
"""

from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password

from coordination.example.registry import Shift, example

from .models import (
    Body,
    BodyMember,
    Clearance,
    MemberRole,
    Organisation,
    OrganisationKind,
    OutcomeName,
    Post,
    ReportForm,
    Role,
    RoleGrant,
    User,
)

PASSWORD = "oefenen in november"  # noqa: S105  the example's, printed when it is loaded

KIND = OrganisationKind
ORGANISATIONS: tuple[tuple[str, OrganisationKind, str, str, list[str]], ...] = (
    ("AZ", KIND.MINISTRY, "Algemene Zaken", "General Affairs", []),
    ("BZ", KIND.MINISTRY, "Buitenlandse Zaken", "Foreign Affairs", ["BuZa"]),
    (
        "BZK",
        KIND.MINISTRY,
        "Binnenlandse Zaken en Koninkrijksrelaties",
        "Interior and Kingdom Relations",
        [],
    ),
    ("DEF", KIND.MINISTRY, "Defensie", "Defence", ["Defensie"]),
    (
        "EZK",
        KIND.MINISTRY,
        "Economische Zaken en Klimaat",
        "Economic Affairs and Climate Policy",
        ["EZ"],
    ),
    ("FIN", KIND.MINISTRY, "Financiën", "Finance", ["Financiën"]),
    (
        "IenW",
        KIND.MINISTRY,
        "Infrastructuur en Waterstaat",
        "Infrastructure and Water Management",
        ["I&W"],
    ),
    ("JenV", KIND.MINISTRY, "Justitie en Veiligheid", "Justice and Security", ["J&V"]),
    (
        "LNV",
        KIND.MINISTRY,
        "Landbouw, Natuur en Voedselkwaliteit",
        "Agriculture, Nature and Food Quality",
        [],
    ),
    (
        "OCW",
        KIND.MINISTRY,
        "Onderwijs, Cultuur en Wetenschap",
        "Education, Culture and Science",
        ["OC&W"],
    ),
    (
        "SZW",
        KIND.MINISTRY,
        "Sociale Zaken en Werkgelegenheid",
        "Social Affairs and Employment",
        [],
    ),
    (
        "VWS",
        KIND.MINISTRY,
        "Volksgezondheid, Welzijn en Sport",
        "Health, Welfare and Sport",
        [],
    ),
    (
        "CPB",
        KIND.PLANNING_BUREAU,
        "Centraal Planbureau",
        "Bureau for Economic Policy Analysis",
        [],
    ),
    (
        "PBL",
        KIND.PLANNING_BUREAU,
        "Planbureau voor de Leefomgeving",
        "Environmental Assessment Agency",
        [],
    ),
    (
        "SCP",
        KIND.PLANNING_BUREAU,
        "Sociaal en Cultureel Planbureau",
        "Institute for Social Research",
        [],
    ),
    (
        "RIVM",
        KIND.INSTITUTE,
        "Rijksinstituut voor Volksgezondheid en Milieu",
        "National Institute for Public Health and the Environment",
        [],
    ),
    (
        "VNG",
        KIND.ASSOCIATION,
        "Vereniging van Nederlandse Gemeenten",
        "Association of Netherlands Municipalities",
        [],
    ),
    (
        "NCTV",
        KIND.COORDINATOR,
        "Nationaal Coördinator Terrorismebestrijding en Veiligheid",
        "National Coordinator for Counterterrorism and Security",
        [],
    ),
    (
        "DGSC-19",
        KIND.PROGRAMME,
        "Programmadirectoraat-generaal Samenleving en Covid-19",
        "Programme Directorate-General Society and Covid-19",
        ["DSC-19", "DGSC19", "DGC-19"],
    ),
)

OUTCOME, FORM = OutcomeName, ReportForm
BODIES = (
    (
        "MLT3",
        "Werkgroep MLT3 Perspectief voor kwetsbare groepen",
        "Working group MLT3 Outlook for vulnerable groups",
        "DGSC-19",
        {"outcome_name": OUTCOME.AGREEMENT, "report_form": FORM.REPORT},
    ),
    (
        "ACC",
        "Ambtelijke Commissie COVID-19",
        "Committee of senior officials COVID-19",
        "NCTV",
        {"outcome_name": OUTCOME.ADVICE, "report_form": FORM.DECISION_LIST},
    ),
    (
        "MCC",
        "Ministeriële Commissie COVID-19",
        "Committee of ministers COVID-19",
        "NCTV",
        {"outcome_name": OUTCOME.DECISION, "report_form": FORM.DECISION_LIST},
    ),
    (
        "BWO",
        "Bewindspersonenoverleg",
        "Consultation of ministers",
        "VWS",
        {"outcome_name": OUTCOME.CONCLUSION, "report_form": FORM.REPORT},
    ),
    (
        "Catshuis",
        "Catshuisoverleg",
        "Catshuis consultation",
        "AZ",
        {"outcome_name": OUTCOME.CONCLUSION, "report_form": FORM.REPORT},
    ),
    (
        "VB",
        "Veiligheidsberaad",
        "Council of the safety regions",
        "NCTV",
        {"outcome_name": OUTCOME.CONCLUSION, "report_form": FORM.REPORT},
    ),
    (
        "Controlroom techniek",
        "Controlroom techniek (volgt)",
        "Control room technique (to come)",
        "VWS",
        {"report_form": FORM.ACTION_AND_DECISION_LIST, "bob": True, "active": False},
    ),
    (
        "Controlroom communicatie en beleid",
        "Controlroom communicatie en beleid (volgt)",
        "Control room communication and policy (to come)",
        "VWS",
        {"report_form": FORM.ACTION_AND_DECISION_LIST, "bob": True, "active": False},
    ),
)

PEOPLE = (
    ("beleidsmedewerker.vws", "Beleidsmedewerker VWS", "VWS", Role.POLICY_OFFICER),
    ("beleidsmedewerker.szw", "Beleidsmedewerker SZW", "SZW", Role.POLICY_OFFICER),
    ("beleidsmedewerker.bzk", "Beleidsmedewerker BZK", "BZK", Role.POLICY_OFFICER),
    ("secretaris.mlt3", "Secretaris MLT3", "DGSC-19", Role.POLICY_OFFICER),
    ("teamtrekker.mlt3", "Teamtrekker MLT3", "DGSC-19", Role.TEAM_LEAD),
    ("coordinator", "Coördinator DGSC-19", "DGSC-19", Role.COORDINATOR),
    ("piket", "Piketfunctionaris", "VWS", Role.DUTY_OFFICER),
    ("ketenpartner", "Ketenpartner VNG", "VNG", Role.PARTNER),
    ("auditor", "Auditor", "JenV", Role.AUDITOR),
    ("beheerder", "Beheerder", "DGSC-19", Role.ADMINISTRATOR),
    ("beheerder.twee", "Tweede beheerder", "DGSC-19", Role.ADMINISTRATOR),
)

POSTS = (
    ("trekker-mlt3", "teamtrekker MLT3", "lead MLT3", "DGSC-19", "teamtrekker.mlt3"),
    ("secretaris-mlt3", "secretaris MLT3", "secretary MLT3", "DGSC-19", "secretaris.mlt3"),
    ("minister-vws", "minister van VWS", "minister of VWS", "VWS", ""),
)

# organisation, role, post or person; neither: the organisation has named nobody yet
MLT3_MEMBERS = (
    ("DGSC-19", MemberRole.CHAIR, "trekker-mlt3", ""),
    ("DGSC-19", MemberRole.SECRETARY, "secretaris-mlt3", ""),
    ("SZW", MemberRole.MEMBER, "", "beleidsmedewerker.szw"),
    ("VWS", MemberRole.MEMBER, "", "beleidsmedewerker.vws"),
    ("BZK", MemberRole.MEMBER, "", "beleidsmedewerker.bzk"),
    ("OCW", MemberRole.MEMBER, "", ""),
    ("SCP", MemberRole.MEMBER, "", ""),
    ("JenV", MemberRole.MEMBER, "", ""),
)


def address(local: str) -> str:
    return f"{local}@example.gov"


def load(shift: Shift) -> None:
    """Add what is missing, by natural key; tell who can sign in."""
    _organisations()
    _bodies()
    _people(shift.now)
    _posts(shift.moment(2020, 10, 19, 9))
    _members(shift)
    shift.notes.extend(
        [
            "Example logins, all with the password: " + PASSWORD,
            *(f"  {address(local):<36} {role.value}" for local, _name, _code, role in PEOPLE),
        ]
    )


def _organisations() -> None:
    for code, kind, name_nl, name_en, aliases in ORGANISATIONS:
        mailbox = address(code.lower().replace("-", ""))
        Organisation.objects.get_or_create(
            code=code,
            defaults={
                "kind": kind,
                "name_nl": name_nl,
                "name_en": name_en,
                "also_known_as": aliases,
                "mailbox": mailbox,
            },
        )


def _bodies() -> None:
    for code, name_nl, name_en, organisation, more in BODIES:
        Body.objects.get_or_create(
            code=code,
            defaults={
                "name_nl": name_nl,
                "name_en": name_en,
                "organisation": Organisation.objects.get(code=organisation),
                **more,
            },
        )


def _people(now: datetime) -> None:
    sealed = make_password(PASSWORD)
    for local, name, code, role in PEOPLE:
        partner = role is Role.PARTNER
        user, made = User.objects.get_or_create(
            email=address(local),
            defaults={
                "name": name,
                "function": name.removesuffix(f" {code}"),
                "organisation": Organisation.objects.get(code=code),
                "password": sealed,
                "clearance": Clearance.DEPARTMENTAL
                if role in {Role.COORDINATOR, Role.DUTY_OFFICER}
                else Clearance.UNCLASSIFIED,
                "expires_on": (now + timedelta(days=90)).date() if partner else None,
                "sponsor": User.objects.get(email=address("coordinator")) if partner else None,
            },
        )
        if made:
            RoleGrant.objects.create(user=user, role=role, granted_at=now, confirmed_at=now)


def _posts(since: datetime) -> None:
    for code, name_nl, name_en, organisation, holder in POSTS:
        Post.objects.get_or_create(
            code=code,
            defaults={
                "name_nl": name_nl,
                "name_en": name_en,
                "organisation": Organisation.objects.get(code=organisation),
                "holder": User.objects.get(email=address(holder)) if holder else None,
                "held_since": since if holder else None,
            },
        )


def _members(shift: Shift) -> None:
    body = Body.objects.get(code="MLT3")
    if body.members.exists():
        return
    for organisation, role, post, person in MLT3_MEMBERS:
        BodyMember.objects.create(
            body=body,
            organisation=Organisation.objects.get(code=organisation),
            role=role,
            post=Post.objects.get(code=post) if post else None,
            person=User.objects.get(email=address(person)) if person else None,
            since=shift.day(2020, 10, 19),
        )


example.add("people", load, order=10)
