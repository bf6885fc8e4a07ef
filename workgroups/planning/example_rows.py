"""LT2's action lines, steps, products and months, as its start memo has them."""

from dataclasses import dataclass
from datetime import date

NOV, DEC, JAN, FEB = date(2020, 11, 1), date(2020, 12, 1), date(2021, 1, 1), date(2021, 2, 1)


@dataclass(frozen=True)
class ExampleProduct:
    """`months` are the first and the last, joined by `join`; `begin` is its first ten days."""

    title: str
    months: tuple[date, date] | None = None
    text: str = ""
    interim: bool = False
    begin: bool = False
    join: str = "/"


SCENARIOS = (
    "Vertrekt vanuit uiteenlopende variabelen (breed).\n"
    "Om vervolgens te bezien wat de impact is op economie en samenleving (waar mogelijk "
    "doorberekenen van gevolgen).\n"
    "Waarbij we handelingsperspectieven formuleren (ook denken in meer creatieve oplossingen)."
)
FRAMEWORK = (
    "Contact met gebruikers zoals NCTV en VNG (wensen en uitgangspunten).\n"
    "Twee lijnen: checklist acute fase (lichte aanpassing bestaande checklist) en "
    "Referentiekader-2 (verdiept en verbreed).\n"
    "Vier dimensies: gevolgen virusverspreiding, maatschappelijke gevolgen, sociaal-economische "
    "gevolgen en gedragsaspecten.\n"
    "Input voorkant – reacties planbureaus en RIVM/trojka EZK, FIN en SZW gevolgen maatregelen.\n"
    "Inbreng expertise en deskundigheid departementen op onderscheiden domeinen.\n"
    "Betrekken gemeenten + veiligheidsregio's (i.v.m. regionale maatregelen).\n"
    "Modelling opportunity costs (de ongerealiseerde waarde van een niet gekozen alternatief) van "
    "de coronamaatregelen (departementen, planbureaus en/of extern).\n"
    "– Het gaat hierbij om de optelsom van maatregelen. Liefst kwantitatief, maar ook kwalitatief "
    "in kaart brengen van kosten van maatregelen. Denk aan: wat betekent het in termen van "
    "werkloosheid, schuldsanering, emotionele schade, onderwijsachterstanden en reguliere zorg?\n"
    "Planbureaus gericht uitvragen en tussenproducten voorleggen."
)
INITIATIVES = (
    "Inventariseren wat er is, verbindingen leggen, hierop voortbouwen en verbreden:\n"
    "– Aangescherpte publiekscommunicatie Covid-19 op basis van lessons learned (NKC, 28 oktober "
    "2020)\n"
    "– Omgevingsscan van stafbureau DG Samenleving en Covid-19\n"
    "– Reeds geïnventariseerde maatschappelijke en burgerinitiatieven\n"
    "– Contact met gemeenten (VNG/wethouders sociaal domein) met als doel gezamenlijk optrekken "
    "(bijv. doorbraakoverleggen)\n"
    "– Tijdelijke Werkgroep 'Sociale Impact van het Coronavirus' (commissie Halsema)\n"
    "– Oproep 15 burgemeesters voor ondersteuning om tweedeling tegen te gaan ('Kom op voor de "
    "meest kwetsbare gebieden')\n"
    "– Kabinetsreactie en vervolg en concretisering door commissie Depla (burgemeester Breda, "
    "voorzitter G40)\n"
    "– Betrekken sociale partners via SER\n"
    "Mogelijkheden tot stimulering en facilitering in kaart brengen en benutten; bijv.\n"
    "– Rondetafelgesprek met deskundigen op gebied van effectieve gedragsbeïnvloeding/nudging\n"
    "– Organisaties in middenveld activeren en stimuleren\n"
    "– Bestaande platforms benutten\n"
    "– Inzetten van rolmodellen en influencers\n"
    "– Uitwisseling goede praktijken / naming en faming\n"
    "– Versterken samenwerking tussen overheden en lokale coalities\n"
    "– Dialoogsessies van LT1-team met burgers, middenveld en wetenschap benutten"
)
DIVIDE = (
    "De coronacrisis en de genomen maatregelen vergroten de ongelijkheid (MEV, CPB) en maken de "
    "verschillen in leefsituatie tussen verschillende groepen groter (Sociale Staat van Nederland, "
    "SCP). Verder neemt de polarisatie over aanpak corona in de tijd toe.\n"
    "Eerste stappen:\n"
    "– Concretisering vraagstelling\n"
    "– Benutten bestaande inzichten: literatuur; uitkomsten MLT-team 3 'Perspectief voor kwetsbare "
    "groepen' en 4 'Perspectief voor jeugd in herfst en winter'; acties lokale overheden (zie "
    "actielijn 3 Halsema c.s. en vervolg Depla c.s.)"
)
LINES: tuple[tuple[str, str, tuple[ExampleProduct, ...]], ...] = (
    (
        "Scenario's",
        SCENARIOS,
        (
            ExampleProduct(
                "Vergelijken met/verbinden met scenario's bij NCTV, VWS en LOT-C",
                (NOV, NOV),
                begin=True,
            ),
            ExampleProduct(
                "Eerste scenario-analyse in de vorm van een beslisboom",
                (NOV, NOV),
                "Brainstormsessies ter inventarisatie van variabelen => keuze welke we meenemen.\n"
                "Beslisopties en gevolgen daarvan.",
            ),
            ExampleProduct("Uitwerking handelingsperspectieven", (DEC, DEC)),
            ExampleProduct(
                "Verdieping via scenarioplanning onder begeleiding van een bureau, zoals "
                "Futureconsult",
                (DEC, FEB),
                "Mogelijke vervolgstap.",
                join=" – ",
            ),
            ExampleProduct(
                "Doorrekening effecten scenario's",
                (JAN, FEB),
                "Mogelijke vervolgstap.",
                join=" – ",
            ),
        ),
    ),
    (
        "Referentiekader",
        FRAMEWORK,
        (
            ExampleProduct(
                "Eerste tussenproduct de “checklist voor acute fase” (werktitel)",
                (NOV, NOV),
                interim=True,
            ),
            ExampleProduct("Volgende tussenproduct “Referentiekader-2”", (NOV, DEC), interim=True),
            ExampleProduct(
                "Eindproduct een gemodificeerd referentiekader",
                (DEC, JAN),
                "Snel opstarten met bijv. FIN, EZK en SZW – met medewerking van planbureaus.",
            ),
            ExampleProduct(
                "Doorrekening opportunity costs",
                text="Waar nodig aangevuld met kwalitatief beeld (o.a. op basis van interviews).",
            ),
        ),
    ),
    (
        "Initiatieven samenleving",
        INITIATIVES,
        (
            ExampleProduct("Inventarisatie initiatieven + voorstel waarop aansluiten", (NOV, NOV)),
            ExampleProduct("Beleidsopties voor stimulering en ondersteuning", (DEC, JAN), join="-"),
        ),
    ),
    (
        "Tweedeling",
        DIVIDE,
        (
            ExampleProduct(
                "Voorstellen voor flankerende maatregelen",
                text="Wacht voor uitwerking van de aanpak op uitkomsten van MLT-team 3 "
                "'Perspectief voor kwetsbare groepen' en MLT-team 4 'Perspectief voor jeugd in "
                "herfst en winter'.",
            ),
        ),
    ),
)
