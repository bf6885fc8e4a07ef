"""Pages and API of regions and figures: what they say, to whom, and in how many queries."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coordination.dossiers.models import Function
from coordination.dossiers.services import grant_access
from coordination.kit.work import WorkStatus
from coordination.people.models import User
from escalation.regions.models import (
    Indicator,
    Observation,
    ObservationImport,
    Origin,
    Outlier,
    Region,
)
from tests.cast import Cast

from .conftest import KNOWN, put

SignIn = Callable[[User], Client]
DAY = date(2020, 10, 30)


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_the_list_shows_the_newest_figure_and_says_that_it_is_old(
    cast: Cast, sign_in: SignIn, groningen: Region, tests_positive: Indicator
) -> None:
    put(groningen, tests_positive, DAY, 11, 12)
    put(groningen, tests_positive, date(2020, 10, 31), 13, known_at=KNOWN + timedelta(days=1))
    page = text(sign_in(cast.vws_officer), "/regios/")
    assert 'data-label="Positive_tests">13</td>' in page
    assert "ouder dan 3 dagen" in page
    assert "RIVM" in page
    assert 'href="/regios/inlezen/nieuw/"' not in page


def test_a_figure_of_today_is_not_old_and_one_made_up_says_so(
    cast: Cast, sign_in: SignIn, groningen: Region, tests_positive: Indicator
) -> None:
    put(groningen, tests_positive, timezone.localdate(), 7, origin=Origin.GENERATED)
    page = text(sign_in(cast.coordinator), f"{groningen.get_absolute_url()}?weken=12")
    assert "ouder dan" not in page
    assert "hier verzonnen" in page
    assert "RIVM" not in page


def test_the_page_of_a_region_has_a_drawing_and_the_same_as_a_table(
    cast: Cast, sign_in: SignIn, groningen: Region, tests_positive: Indicator
) -> None:
    put(groningen, tests_positive, DAY, *range(1, 8))
    page = text(sign_in(cast.vws_officer), f"{groningen.get_absolute_url()}?weken=4")
    assert page.count('class="chart-bar"') == 7
    assert page.count('class="chart-line"') == 0
    assert "28 in 7 dagen" in page
    assert "5,6 per 100.000 inwoners" in page
    assert page.count("ontbreekt") == 21


def test_a_partner_sees_her_region_and_no_other(
    cast: Cast, sign_in: SignIn, groningen: Region, zeeland: Region, tests_positive: Indicator
) -> None:
    put(groningen, tests_positive, DAY, 12)
    firm = cast.partner.organisation
    grant_access(dossier=groningen.dossier, to=firm, function=Function.READER, by=None, at=KNOWN)
    client = sign_in(cast.partner)
    page = text(client, "/regios/")
    assert ("Groningen" in page, "Zeeland" in page) == (True, False)
    assert client.get(zeeland.get_absolute_url()).status_code == 404
    found = client.get("/api/v1/observations").json()["results"]
    assert [one["region"] for one in found] == ["VR01"]


@pytest.mark.parametrize("address", ["/regios/", "/regios/inlezen/", "/regios/opvallend/"])
def test_lists_ask_as_much_for_one_row_as_for_three(
    cast: Cast,
    sign_in: SignIn,
    make_region: Callable[..., Region],
    tests_positive: Indicator,
    address: str,
) -> None:
    client = sign_in(cast.coordinator)
    counts = []
    for number in (1, 2, 3):
        region = make_region(f"VR{number:02}")
        [figure] = put(region, tests_positive, DAY, 200)
        Outlier.objects.create(observation=figure, expected=9)
        ObservationImport.objects.create(
            name=f"{number}.csv", sha256="0" * 64, size=1, created_at=KNOWN, status="done"
        )
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        counts.append(len(asked))
    assert counts == [counts[0]] * 3
    assert counts[0] <= 10


def test_a_file_is_given_on_the_page_and_its_progress_asks_again_until_it_is_over(
    cast: Cast, sign_in: SignIn, groningen: Region, tests_positive: Indicator
) -> None:
    client = sign_in(cast.coordinator)
    content = f"date,region,indicator,value\n{DAY},VR01,positive_tests,7\n".encode()
    sent: dict[str, Any] = {"rows": "valid", "known_at": "2020-11-01T10:00"}
    upload = SimpleUploadedFile("cijfers.csv", content)
    answer = client.post("/regios/inlezen/nieuw/", {**sent, "upload": upload})
    asked = ObservationImport.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, asked.get_absolute_url())
    assert (asked.status, asked.whole, asked.created_by) == ("waiting", False, cast.coordinator)
    progress = f"{asked.get_absolute_url()}voortgang/"
    ObservationImport.objects.update(status=WorkStatus.RUNNING, size=200, bytes_read=50)
    shown = text(client, progress)
    assert ('hx-trigger="every 1s"' in shown, 'value="25"' in shown) == (True, True)
    assert "Lezen: 25%" in shown
    listed = [{"line": 3, "reason": "region", "value": "VR99"}]
    ObservationImport.objects.update(status="refused", skipped=140, report=listed)
    shown = text(client, progress)
    assert "hx-trigger" not in shown
    assert "Geen regio heeft de code ‘VR99’." in shown
    assert "Er zijn er nog 139." in shown


def test_an_upload_that_is_no_table_stays_on_the_form_with_a_sentence(
    cast: Cast, sign_in: SignIn
) -> None:
    upload = SimpleUploadedFile("foto.csv", b"\x89PNG\r\n\x1a\n")
    answer = sign_in(cast.coordinator).post(
        "/regios/inlezen/nieuw/", {"rows": "whole", "upload": upload}
    )
    assert answer.status_code == 422
    assert "Dit is geen tekst in UTF-8" in answer.content.decode()
    assert not ObservationImport.objects.exists()


@pytest.mark.parametrize(
    ("bad", "whole", "said"), [(100, True, True), (99, True, False), (100, False, False)]
)
def test_a_full_list_of_problems_says_that_the_reading_stopped_there(
    cast: Cast, sign_in: SignIn, bad: int, whole: bool, said: bool
) -> None:
    one = ObservationImport.objects.create(
        name="cijfers.csv", size=9, whole=whole, skipped=bad, created_at=KNOWN,
        status=WorkStatus.REFUSED if whole else WorkStatus.DONE,
        report=[{"line": 2 + n, "reason": "number", "value": "veel"} for n in range(bad)],
    )  # fmt: skip
    page = text(sign_in(cast.coordinator), one.get_absolute_url())
    assert ("Het lezen hield bij deze regel op" in page) is said
    assert f">{'Wat niet klopt' if whole else '100 rijen overgeslagen'}</h2>" in page
    assert ">Regel</th>" in page


def test_the_api_gives_the_newest_known_figures_of_a_span_as_of_then_or_all_revisions(
    cast: Cast, sign_in: SignIn, groningen: Region, tests_positive: Indicator
) -> None:
    later = KNOWN + timedelta(days=1)
    put(groningen, tests_positive, DAY - timedelta(days=1), 5, 7)
    put(groningen, tests_positive, DAY, 8, known_at=later)
    client = sign_in(cast.vws_officer)

    def values(**asked: Any) -> list[str]:
        span = {"region": "VR01", "indicator": "positive_tests", "from": DAY, "to": DAY}
        answer = client.get("/api/v1/observations", {**span, **asked})
        return [one["value"] for one in answer.json()["results"]]

    assert values() == ["8.00"]
    assert values(known_at=KNOWN.isoformat()) == ["7.00"]
    assert values(revisions=True) == ["7.00", "8.00"]
    assert values(region="VR19") == []
    assert client.get("/api/v1/observations", {"from": "gisteren"}).status_code == 400
    first = client.get("/api/v1/observations", {"page_size": 1, "revisions": True}).json()
    rest = client.get(first["next"]).json()
    assert [one["value"] for one in first["results"] + rest["results"]] == ["5.00", "7.00"]
    assert Observation.objects.count() == 3
