"""The example without made-up figures: every page says so, and real ones come in without asking."""

from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client

from coordination.example.services import load_example
from coordination.people.models import User
from escalation.regions.models import Observation, Region
from tests.example import NOW
from tests.kept import kept

MISSING = "Cijfers ontbreken"
TODAY = date(2020, 11, 4)


@kept
def bare() -> None:
    load_example(at=NOW, today=TODAY, on=date(2020, 11, 2), figures=False)


@pytest.fixture
def browser(bare: None, client: Client) -> Client:
    who = User.objects.get(email="coordinator@example.gov")
    client.force_login(who, backend="coordination.people.backends.EmailBackend")
    return client


def text(browser: Client, url: str) -> str:
    answer = browser.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode().split("<main")[1]


@time_machine.travel(NOW, tick=False)
def test_without_figures_every_page_says_that_they_are_missing(browser: Client) -> None:
    assert not Observation.objects.exists()
    region = Region.objects.get(code="VR15").get_absolute_url()
    country = text(browser, "/ladder/")
    # beside every figure, and as the next step but where a proposal lies
    assert country.count(MISSING) == 25 + 23
    found = browser.get("/ladder/").context["found"]
    assert {place.unknown for place in found.places} == {"missing"}
    assert (found.figures_to, found.known_at, found.reconstructed) == (None, None, False)
    assert "geen cijfers" in country
    page = text(browser, region)
    assert "Nog te gaan: inschaling" in " ".join(page.split())
    assert "Verloop over de drempels" not in page
    assert MISSING in text(browser, f"{region}?meer")
    assert text(browser, "/ladder/vaststellen/").count("onbekend</span>") == 25
    for url in ("/ladder/verloop/", "/regios/"):
        text(browser, url)
    assert browser.get("/ladder/ladder.pdf").content.startswith(b"%PDF")


@time_machine.travel(NOW, tick=False)
def test_the_api_says_unknown_with_the_reason(browser: Client) -> None:
    sent = {"on": str(TODAY)}
    said = browser.post("/api/v1/assessments", sent, content_type="application/json").json()
    regions = [one for one in said if one["region"] != "NL"]
    assert [(one["level"], bool(one["reason"])) for one in regions] == [(None, True)] * 25
    kept_now = browser.get(f"/api/v1/assessments?on={TODAY}").json()["results"]
    assert {(one["level"], one["unknown"]) for one in kept_now} == {(None, "missing")}


@time_machine.travel(NOW, tick=False)
def test_real_figures_come_in_after_it_and_give_a_level(browser: Client, tmp_path: Path) -> None:
    days = [TODAY - timedelta(days=back) for back in range(1, 15)]
    rows = [f"{day},VR15,positive_tests,400" for day in days]
    file = tmp_path / "cijfers.csv"
    file.write_text("\n".join(["date,region,indicator,value", *rows]) + "\n")
    call_command("import_observations", str(file), "--known-at", "2020-11-04", stdout=StringIO())
    places = browser.get("/ladder/").context["found"].places
    ruled = {place.region.code: place.ruled for place in places}
    assert (ruled["VR15"], ruled["VR01"]) == (4, None)
