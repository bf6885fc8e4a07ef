"""The index stays in step and finds the same on both databases."""

from uuid import UUID

import pytest
from django.db import connection

from coordination.dossiers.models import Dossier
from coordination.dossiers.services import open_dossier
from coordination.papers.models import Paper
from coordination.people.models import User
from coordination.search import fulltext
from coordination.search.models import SearchRow
from coordination.search.queries import rows
from coordination.search.services import forget_object, index_object
from tests.cast import MONDAY, Cast, add_organisation, add_user
from tests.kept import kept

TEXTS = {
    "MLT3-2020-13 Sheets": "Vul de sheets van stap 3 en stap 4 in en stuur ze terug.",
    "Coördinatie": "Financiële steun voor kwetsbare groepen, via J&V en de GGD'en.",
    "Brood": "Vergaderingen over de voedselbank; zie MLT3-2020-13.",
}


@kept
def indexed(cast: Cast) -> User:
    """Three rows in MLT3's dossier, and somebody who may see it."""
    for number, (title, text) in enumerate(TEXTS.items()):
        row_of(cast.dossier, title, text, number)
    return cast.stranger


def row_of(dossier: Dossier, title: str, text: str, number: int = 9) -> Paper:
    noun = Paper(pk=UUID(int=number))
    index_object(noun, dossier=dossier, title=title, text=text, url="/x/", at=MONDAY)
    return noun


def found(user: User, text: str) -> list[str]:
    return [row.title for row in rows(user, text)]


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ("sheets", ["MLT3-2020-13 Sheets"]),
        ("SHEET stap", ["MLT3-2020-13 Sheets"]),
        ("coordinatie", ["Coördinatie"]),
        ("coördinatie", ["Coördinatie"]),
        ("kwetsb", ["Coördinatie"]),
        ("kwetsbare groep", ["Coördinatie"]),
        ("j&v", ["Coördinatie"]),
        ("brood", ["Brood"]),
        ("vergadering", ["Brood"]),
        ("mlt3-2020-13", ["MLT3-2020-13 Sheets", "Brood"]),
        ("mlt3-2020-1", ["Brood", "MLT3-2020-13 Sheets"]),
        ("sheets brood", []),
        ("NOT sheets", []),
        ("sheets OR brood", []),
        ("", []),
        ("...", []),
    ],
)
def test_what_is_asked_is_found(indexed: User, asked: str, titles: list[str]) -> None:
    assert found(indexed, asked) == titles


@pytest.mark.parametrize(
    "asked",
    [
        "\0",
        "'",
        '"',
        '""*',
        "a:* & !b | (c",
        "NEAR(a b, 3)",
        "stems:sheets",
        "^sheets",
        "-- ; DROP TABLE",
        "%_\\",
        "\u202esheets",
        "\ud800",
        "²½Ⓐ",
        "𞤀𞤁",
        "한국어 العربية",
        "x" * 10_000,
        "a-1 " * 3_000,
        "'; &&& :* ''",
        "{}[]()^$.|?*+\\",
    ],
)
def test_nonsense_finds_nothing_and_never_breaks(indexed: User, asked: str) -> None:
    assert found(indexed, asked) in ([], ["MLT3-2020-13 Sheets"])


def test_a_renewed_row_is_found_by_its_new_words_only(cast: Cast, indexed: User) -> None:
    row_of(cast.dossier, "Brood", "Museum", 2)
    assert (found(indexed, "museum"), found(indexed, "voedselbank")) == (["Brood"], [])


def test_a_forgotten_row_is_not_found(cast: Cast, indexed: User) -> None:
    forget_object(Paper(pk=UUID(int=2)))
    assert found(indexed, "brood") == []


def test_a_row_above_her_clearance_or_of_a_closed_dossier_is_not_found(
    cast: Cast, indexed: User
) -> None:
    row_of(cast.secret_dossier, "Museum", "")
    index_object(
        Paper(pk=UUID(int=10)),
        dossier=cast.dossier,
        title="Museumnacht",
        text="",
        url="/x/",
        at=MONDAY,
        classification=1,
    )
    assert found(indexed, "museum") == []
    assert found(cast.coordinator, "museum") == ["Museumnacht"]


def test_a_very_long_text_is_indexed(cast: Cast) -> None:
    row_of(cast.dossier, "Lang", " ".join(f"woord{n}" for n in range(200_000)) + "y" * 5_000)
    assert found(cast.stranger, "woord77") == ["Lang"]


def test_the_index_can_be_taken_away_and_built_again(db: None) -> None:
    """On rows of its own: an index of SQLite that goes may not stand under a savepoint."""
    organisation = add_organisation("DGSC-19")
    dossier = open_dossier(title="Kwetsbare groepen", owner=organisation, by=None, at=MONDAY)
    for number, (title, text) in enumerate(TEXTS.items()):
        row_of(dossier, title, text, number)
    reader = add_user("reader", organisation)
    connection.check_constraints()
    fulltext.remove(connection)
    fulltext.install(connection)
    fulltext.install(connection)
    assert found(reader, "brood") == ["Brood"]
    assert SearchRow.objects.count() == 3


def test_the_database_can_use_the_index(indexed: User) -> None:
    used = "VIRTUAL TABLE INDEX"
    if connection.vendor == "postgresql":
        used = fulltext.INDEX
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
    assert used in fulltext.having(SearchRow.objects.all(), ["brod"]).explain()
