"""The 25 safety regions, the country, and what is counted in them.

Inhabitants on 1 January 2020: CBS. Rates count on the boundaries that RIVM's open data were
redrawn to (`rate_population`), which differ in four regions. The tiles are a layout of our own:
row and column from 0 at the upper left, each region beside its neighbours where that can be.
"""

from .generating import ADMITTED, CARE, CASES, REPORTED
from .models import Basis

KEEPER = "DGSC-19"
RESPONSIBLE = "VWS"
"""Its minister leads the fight against the disease (Wpg, article 7), and sets the levels."""
COUNTRY = ("NL", "Nederland", 17_407_585)

# code, name, inhabitants, inhabitants that rates count on, row and column of its tile
REGIONS = (
    ("VR01", "Groningen", 585_866, 585_866, (0, 5)),
    ("VR02", "Fryslân", 649_957, 649_957, (1, 4)),
    ("VR03", "Drenthe", 493_682, 493_682, (1, 5)),
    ("VR04", "IJsselland", 531_342, 531_342, (2, 4)),
    ("VR05", "Twente", 631_064, 631_064, (2, 5)),
    ("VR06", "Noord- en Oost-Gelderland", 827_731, 827_731, (3, 4)),
    ("VR07", "Gelderland-Midden", 696_625, 696_625, (4, 3)),
    ("VR08", "Gelderland-Zuid", 561_596, 561_596, (5, 2)),
    ("VR09", "Utrecht", 1_354_834, 1_354_834, (4, 2)),
    ("VR10", "Noord-Holland Noord", 662_748, 662_748, (1, 2)),
    ("VR11", "Zaanstreek-Waterland", 339_182, 339_182, (2, 2)),
    ("VR12", "Kennemerland", 549_947, 549_947, (3, 1)),
    ("VR13", "Amsterdam-Amstelland", 1_070_575, 1_090_313, (3, 2)),
    ("VR14", "Gooi en Vechtstreek", 257_075, 237_337, (3, 3)),
    ("VR15", "Haaglanden", 1_117_031, 1_117_031, (4, 0)),
    ("VR16", "Hollands Midden", 808_860, 808_860, (4, 1)),
    ("VR17", "Rotterdam-Rijnmond", 1_323_434, 1_323_434, (5, 0)),
    ("VR18", "Zuid-Holland Zuid", 459_371, 459_371, (5, 1)),
    ("VR19", "Zeeland", 383_488, 383_488, (6, 0)),
    ("VR20", "Midden- en West-Brabant", 1_119_087, 1_126_272, (6, 1)),
    ("VR21", "Brabant-Noord", 663_257, 656_072, (6, 2)),
    ("VR22", "Brabant-Zuidoost", 780_611, 780_611, (7, 2)),
    ("VR23", "Limburg-Noord", 520_017, 520_017, (6, 3)),
    ("VR24", "Zuid-Limburg", 597_184, 597_184, (7, 3)),
    ("VR25", "Flevoland", 423_021, 423_021, (2, 3)),
)

# code, names and units in Dutch and English, per how many inhabitants, counted on, published by
INDICATORS = (
    (
        "positive_tests",
        ("Positieve testen", "Positive tests"),
        ("meldingen", "reports"),
        100_000,
        Basis.REPORT,
        "RIVM, COVID-19_aantallen_gemeente_per_dag",
    ),
    (
        "hospital_admissions_reported",
        ("Ziekenhuisopnames (meldingsdatum)", "Hospital admissions (day of report)"),
        ("opnames", "admissions"),
        1_000_000,
        Basis.REPORT,
        "RIVM en NICE, COVID-19_ziekenhuisopnames",
    ),
    (
        "hospital_admissions",
        ("Ziekenhuisopnames (opnamedatum)", "Hospital admissions (day of admission)"),
        ("opnames", "admissions"),
        1_000_000,
        Basis.EVENT,
        "RIVM en NICE, COVID-19_ziekenhuisopnames",
    ),
    (
        "ic_admissions",
        ("IC-opnames", "Intensive care admissions"),
        ("opnames", "admissions"),
        1_000_000,
        Basis.REPORT,
        "LCPS",
    ),
)

# made-up figures, until real ones are read in: fourteen weeks of them
SEED, DAYS = 2020, 98
KINDS = {
    "positive_tests": CASES,
    "hospital_admissions_reported": REPORTED,
    "hospital_admissions": ADMITTED,
    "ic_admissions": CARE,
}
