"""The rows of the example.

Sources: abbreviations and the members of MLT3 "Perspectief voor kwetsbare groepen" from the
presentation and mail with "Verslag en actiepunten Werkgroep Kwetsbare groepen, 2 november 2020";
planning bureaus, VNG and the seven who are known to take part from the start memo of LT2; the
control rooms from the invitation for 15 July 2021. Written-out names are general knowledge.
"""

from ..models import MemberRole, OrganisationKind, OutcomeName, ReportForm, Role

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
        "LT2",
        "Team LT2 Voorbereid de crisis door",
        "Team LT2 Prepared through the crisis",
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
        {"outcome_name": OUTCOME.DECISION, "report_form": FORM.DECISION_LIST, "of_ministers": True},
    ),
    (
        "BWO",
        "Bewindspersonenoverleg",
        "Consultation of ministers",
        "VWS",
        {"outcome_name": OUTCOME.CONCLUSION, "report_form": FORM.REPORT, "of_ministers": True},
    ),
    (
        "Catshuis",
        "Catshuisoverleg",
        "Catshuis consultation",
        "AZ",
        {"outcome_name": OUTCOME.CONCLUSION, "report_form": FORM.REPORT, "of_ministers": True},
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
    ("secretaris.mcc", "Secretaris ACC en MCC", "NCTV", Role.POLICY_OFFICER),
    ("secretaris.catshuis", "Secretaris Catshuis", "AZ", Role.POLICY_OFFICER),
    ("coordinator", "Coördinator DGSC-19", "DGSC-19", Role.COORDINATOR),
    ("coordinator.twee", "Tweede coördinator DGSC-19", "DGSC-19", Role.COORDINATOR),
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
)

# known by then, of LT2; who speaks for them is not
LT2_MEMBERS = ("BZK", "BZ", "DEF", "EZK", "LNV", "SZW", "VNG")
