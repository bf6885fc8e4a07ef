"""Pages of papers."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from coordination.audit.models import AuditEvent
from coordination.dossiers.models import Dossier, Function
from coordination.dossiers.services import grant_access
from coordination.papers.models import Paper
from coordination.people.models import User
from tests.cast import MONDAY, Cast
from tests.coordination.papers.files import GOOD, upload
from tests.coordination.papers.test_services import storage, supply

SignIn = Callable[[User], Client]
__all__ = ["storage"]


def form(cast: Cast, **more: Any) -> dict[str, Any]:
    return {
        "title": "Oplegnotitie",
        "kind": "cover_note",
        "supplied_by": cast.vws.pk,
        "classification": 0,
        "upload": upload(),
        **more,
    }


def test_supplying_fetching_replacing(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.vws_officer)
    new = reverse("papers:new", args=[cast.dossier.pk])
    assert "Stg." in client.get(new).content.decode()
    assert client.post(new, form(cast)).status_code == 302
    paper = Paper.objects.get()
    version = {"upload": upload("b.txt", b"b"), "final": "on"}
    address = reverse("papers:next_version", args=[paper.pk])
    assert client.post(address, version).status_code == 302
    page = client.get(paper.get_absolute_url())
    assert [v.number for v in page.context["versions"]] == [2, 1]


def test_a_file_is_fetched_as_an_attachment_that_runs_nowhere(cast: Cast, sign_in: SignIn) -> None:
    version = supply(cast, cast.vws_officer, upload=upload('na"am.pdf')).versions.get()
    answer = sign_in(cast.stranger).get(version.get_absolute_url())
    assert b"".join(answer.streaming_content) == GOOD["pdf"]  # type: ignore[attr-defined]  # a file is streamed
    assert answer["Content-Disposition"] == 'attachment; filename="na_am.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert AuditEvent.objects.filter(stream="reads").count() == 0


def test_fetching_a_classified_paper_is_recorded(cast: Cast, sign_in: SignIn) -> None:
    cast.lead.clearance = 1
    cast.lead.save()
    version = supply(cast, cast.lead, classification=1).versions.get()
    assert sign_in(cast.stranger).get(version.get_absolute_url()).status_code == 404
    answer = sign_in(cast.lead).get(version.get_absolute_url())
    assert b"".join(answer.streaming_content) == GOOD["pdf"]  # type: ignore[attr-defined]  # a file is streamed
    event = AuditEvent.objects.get(stream="reads")
    assert (event.object_type, event.object_id) == ("papers.paperversion", str(version.pk))


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "x" * 500},
        {"kind": "memo"},
        {"supplied_by": "x"},
        {"classification": 9},
        {"classification": 1},
        {"upload": ""},
        {"upload": upload("a.exe", b"MZ")},
        {"upload": upload("leeg.pdf", b"")},
    ],
)
def test_a_wrong_form_is_a_sentence_and_changes_nothing(
    cast: Cast, sign_in: SignIn, wrong: dict[str, Any]
) -> None:
    client = sign_in(cast.vws_officer)
    answer = client.post(reverse("papers:new", args=[cast.dossier.pk]), form(cast) | wrong)
    assert (answer.status_code, Paper.objects.count()) == (422, 0)
    assert answer.context["form"].errors != {}


def test_an_upload_over_the_limit_is_refused_before_it_is_read(
    cast: Cast, sign_in: SignIn, settings: Any
) -> None:
    settings.PAPER_MAX_BYTES = 1000
    big = form(cast, upload=upload("a.txt", b"x" * 100_000))
    answer = sign_in(cast.vws_officer).post(reverse("papers:new", args=[cast.dossier.pk]), big)
    assert (answer.status_code, Paper.objects.count()) == (413, 0)


def test_removing_offers_to_undo(cast: Cast, sign_in: SignIn) -> None:
    paper = supply(cast, cast.vws_officer)
    client = sign_in(cast.szw_officer)
    client.post(reverse("papers:remove", args=[paper.pk]))
    assert client.get(reverse("papers:list")).context["page"].rows == []
    client.post(reverse("papers:restore", args=[paper.pk]))
    assert client.get(reverse("papers:list")).context["page"].rows == [paper]


def test_another_dossiers_paper_does_not_exist(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.stranger)
    assert client.get(reverse("papers:new", args=[cast.secret_dossier.pk])).status_code == 404
    answer = client.post(reverse("papers:new", args=[cast.dossier.pk]), form(cast))
    assert (answer.status_code, Paper.objects.count()) == (403, 0)


def test_the_dossier_shows_its_papers(cast: Cast, sign_in: SignIn) -> None:
    supply(cast, cast.vws_officer)
    page = sign_in(cast.stranger).get(cast.dossier.get_absolute_url())
    assert "Oplegnotitie" in page.content.decode()


def test_the_list_asks_the_same_questions_for_one_row_and_for_three(
    cast: Cast, sign_in: SignIn
) -> None:
    client = sign_in(cast.stranger)
    counts = []
    for number in range(3):
        supply(cast, cast.vws_officer, title=f"Stuk {number}")
        with CaptureQueriesContext(connection) as asked:
            assert len(client.get(reverse("papers:list")).context["page"].rows) == number + 1
        counts.append(len(asked))
    assert counts == [6, 6, 6]


def test_a_paper_under_embargo_is_no_partners(cast: Cast, sign_in: SignIn) -> None:
    grant_access(
        dossier=cast.dossier, to=cast.partner, function=Function.READER, by=cast.lead, at=MONDAY
    )
    version = supply(cast, cast.vws_officer).versions.get()
    page = version.paper.get_absolute_url()
    partner = sign_in(cast.partner)
    assert partner.get(page).status_code == 200
    until = timezone.now() + timedelta(days=2)
    Dossier.objects.filter(pk=cast.dossier.pk).update(embargo_until=until)
    gone = [partner.get(address) for address in (page, version.get_absolute_url())]
    assert [answer.status_code for answer in gone] == [404, 404]
    assert sign_in(cast.stranger).get(page).status_code == 200
