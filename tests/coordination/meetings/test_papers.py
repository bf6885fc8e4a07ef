"""Meeting papers: a frozen set, what changed in the next, and one file per reader."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import typst
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coordination.audit.models import AuditEvent
from coordination.dossiers.models import Classification, Dossier, Function
from coordination.dossiers.services import grant_access
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.kit.work import ATTEMPTS, WorkStatus
from coordination.meetings.bundle import press
from coordination.meetings.bundle.layout import layout_of
from coordination.meetings.models import AgendaItem, Meeting, MeetingPapers, PapersFile
from coordination.meetings.queries.papers import set_for
from coordination.meetings.services import papers_files
from coordination.meetings.services.gathering import gather_papers
from coordination.meetings.services.meetings import cancel_meeting
from coordination.meetings.services.papers import detach_paper
from coordination.meetings.services.papers_files import (
    Outdated,
    ask_papers,
    fetch_papers,
    make_waiting,
    remove_old,
)
from coordination.papers.services import add_version, remove_paper
from coordination.people.models import User
from coordination.prints.codes import read_code
from coordination.prints.queries import printed_with
from tests.cast import MONDAY, Cast
from tests.coordination.papers.files import GOOD

from .papers_kit import locked_pdf, pdf_saying, put_paper

EARLY = MONDAY - timedelta(days=6)
NIGHT = MONDAY - timedelta(hours=16)


def gather(cast: Cast, meeting: Meeting, at: object = EARLY) -> MeetingPapers:
    return gather_papers(meeting=meeting, by=cast.secretary, at=at)  # type: ignore[arg-type]  # a moment


def made_for(user: User, papers: MeetingPapers, *, only_changes: bool = False) -> PapersFile:
    """Asked for and made, as a worker does."""
    file = ask_papers(papers=papers, by=user, at=NIGHT, only_changes=only_changes)
    make_waiting(clock=lambda: NIGHT, stop=lambda: False)
    return PapersFile.objects.get(pk=file.pk)


def content_of(file: PapersFile) -> bytes:
    with file.file.open("rb") as stored:
        return bytes(stored.read())


def secret_item(cast: Cast, meeting: Meeting, make_item: Callable[..., AgendaItem]) -> AgendaItem:
    grant_access(
        dossier=cast.secret_dossier,
        to=cast.secretary,
        function=Function.WRITER,
        by=None,
        at=EARLY,
    )
    return make_item(meeting, "Geheim punt", dossier=cast.secret_dossier)


def test_a_set_freezes_the_newest_versions_with_their_seal(
    cast: Cast, meeting: Meeting, item: AgendaItem
) -> None:
    attached = put_paper(cast, item, "Advies", at=EARLY)
    papers = gather(cast, meeting)
    add_version(
        paper=attached.paper,
        upload=SimpleUploadedFile("stuk.pdf", pdf_saying("Herzien")),
        by=cast.secretary,
        at=NIGHT,
    )
    (one,) = set_for(cast.vws_officer, papers).all_papers
    assert (one.label, one.version.number, one.change, one.late) == ("1.1", 1, "", False)
    assert re.fullmatch("[0-9a-f]{64}", papers.sha256)
    event = AuditEvent.objects.get(action="meetings.papers_gathered")
    assert f'"sha256": "{papers.sha256}"' in event.payload


def test_the_next_set_says_what_is_new_replaced_and_withdrawn(
    cast: Cast, meeting: Meeting, item: AgendaItem
) -> None:
    stays = put_paper(cast, item, "Blijft", at=EARLY)
    replaced = put_paper(cast, item, "Vervangen", at=EARLY)
    gone = put_paper(cast, item, "Weg", at=EARLY)
    gather(cast, meeting)
    upload = SimpleUploadedFile("stuk.pdf", pdf_saying("Tweede"))
    add_version(paper=replaced.paper, upload=upload, by=cast.secretary, at=NIGHT)
    detach_paper(attached=gone, by=cast.secretary, at=NIGHT)
    put_paper(cast, item, "Nazending", at=NIGHT)
    view = set_for(cast.vws_officer, gather(cast, meeting, NIGHT))
    assert [(one.paper.title, one.change, one.late) for one in view.all_papers] == [
        (stays.paper.title, "", False),
        ("Vervangen", "replaced", True),
        ("Nazending", "new", True),
    ]
    assert [version.paper.title for version in view.withdrawn] == ["Weg"]


def test_a_set_like_the_last_one_is_refused(cast: Cast, meeting: Meeting, item: AgendaItem) -> None:
    put_paper(cast, item, "Advies", at=EARLY)
    gather(cast, meeting)
    with pytest.raises(Refusal, match="set 1"):
        gather(cast, meeting)


def test_an_empty_agenda_is_refused(cast: Cast, meeting: Meeting) -> None:
    with pytest.raises(Refusal, match="agenda"):
        gather(cast, meeting)


def test_a_changed_question_makes_a_next_set(
    cast: Cast, meeting: Meeting, item: AgendaItem
) -> None:
    gather(cast, meeting)
    item.requested_decision = "Instemmen met de afbakening"
    item.save()
    papers = gather(cast, meeting)
    assert papers.number == 2
    (shown,) = set_for(cast.vws_officer, papers).items
    assert shown.requested_decision == "Instemmen met de afbakening"


def test_only_secretary_and_chair_put_papers_together(
    cast: Cast, meeting: Meeting, item: AgendaItem
) -> None:
    with pytest.raises(NotAllowed):
        gather_papers(meeting=meeting, by=cast.vws_officer, at=EARLY)


def test_a_cancelled_meeting_gets_no_new_set_and_its_old_one_says_so(
    cast: Cast, meeting: Meeting, item: AgendaItem, sign_in: Callable[[User], Client]
) -> None:
    put_paper(cast, item, "Advies", at=EARLY)
    papers = gather(cast, meeting)
    file = made_for(cast.vws_officer, papers)
    cancel_meeting(meeting=meeting, reason="Geen quorum", by=cast.secretary, at=NIGHT)
    with pytest.raises(Refusal, match="afgezegd"):
        gather(cast, meeting)
    file = papers_files.FILES.get(pk=file.pk)
    with pytest.raises(Outdated):
        fetch_papers(file=file, by=cast.vws_officer, at=NIGHT)
    client = sign_in(cast.vws_officer)
    assert "Geen quorum" in client.get(reverse("meetings:papers", args=[meeting.pk])).text


def test_papers_that_are_pdf_become_one_pdf_with_cover_and_agenda(
    cast: Cast, meeting: Meeting, item: AgendaItem
) -> None:
    put_paper(cast, item, "Advies", at=EARLY)
    put_paper(cast, item, "Bijlage", at=EARLY)
    file = made_for(cast.vws_officer, gather(cast, meeting))
    assert (file.status, file.share) == (WorkStatus.DONE, 100)
    assert file.name == "stukken-MLT3-2020-11-02-set-1.pdf"
    content = content_of(file)
    assert press.said_pages(content) == 1 + 2 + 2
    assert len(content) == file.size


def test_a_set_with_another_kind_of_file_becomes_a_zip_with_a_cover(
    cast: Cast, meeting: Meeting, item: AgendaItem
) -> None:
    put_paper(cast, item, "Advies / versie 2", at=EARLY)
    put_paper(cast, item, "Cijfers", at=EARLY, content=b"regio;aantal\n", name="cijfers.csv")
    file = made_for(cast.vws_officer, gather(cast, meeting))
    with zipfile.ZipFile(io.BytesIO(content_of(file))) as archive:
        assert archive.namelist() == ["00.pdf", "1.1 Advies - versie 2.pdf", "1.2 Cijfers.csv"]
        assert archive.read("1.2 Cijfers.csv") == b"regio;aantal\n"
        assert archive.read("00.pdf").startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("stuk.pdf", b"%PDF-1.7\nkapot"),
        ("stuk.pdf", locked_pdf()),
        ("stuk.docx", GOOD["docx"]),
        ("stuk.png", GOOD["png"]),
    ],
    ids=["broken", "locked", "docx", "image"],
)
def test_a_paper_that_cannot_be_bound_comes_in_a_zip_as_it_was_supplied(
    cast: Cast, meeting: Meeting, item: AgendaItem, name: str, content: bytes
) -> None:
    put_paper(cast, item, "Stuk", at=EARLY, content=content, name=name)
    put_paper(cast, item, "Advies", at=EARLY)
    file = made_for(cast.vws_officer, gather(cast, meeting))
    assert (file.status, file.is_bound) == (WorkStatus.DONE, False)
    with zipfile.ZipFile(io.BytesIO(content_of(file))) as archive:
        extension = name.rpartition(".")[2]
        assert archive.namelist() == ["00.pdf", f"1.1 Stuk.{extension}", "1.2 Advies.pdf"]
        assert archive.read(f"1.1 Stuk.{extension}") == content


def test_the_cover_says_by_its_code_whether_the_set_is_the_latest(
    cast: Cast, meeting: Meeting, item: AgendaItem
) -> None:
    attached = put_paper(cast, item, "Advies", at=EARLY)
    frozen = NIGHT - timedelta(hours=2)
    papers = gather(cast, meeting, frozen)
    layout = layout_of(
        set_for(cast.vws_officer, papers), reader=cast.vws_officer, report=None,
        only_changes=False, at=NIGHT,
    )  # fmt: skip
    code = read_code(layout.document["printed"]["code"])
    assert code.at == frozen

    def told() -> list[str]:
        (found,) = printed_with(code, cast.vws_officer, at=NIGHT)
        return [one.partition(": ")[2] for one in found.changes if "Advies" in one]

    assert told() == []
    add_version(paper=attached.paper, upload=again(), by=cast.secretary, at=NIGHT)
    assert told() == ["“Advies” is vervangen door versie 2 van zo 1 nov 2020, 23.00."]


def again() -> SimpleUploadedFile:
    return SimpleUploadedFile("stuk.pdf", pdf_saying("Anders"))


def test_what_changed_is_a_file_of_its_own(cast: Cast, meeting: Meeting, item: AgendaItem) -> None:
    put_paper(cast, item, "Blijft", at=EARLY, content=b"oud", name="oud.txt")
    with pytest.raises(Refusal):
        ask_papers(papers=gather(cast, meeting), by=cast.lead, at=EARLY, only_changes=True)
    put_paper(cast, item, "Nazending", at=NIGHT)
    file = made_for(cast.vws_officer, gather(cast, meeting, NIGHT), only_changes=True)
    assert file.name == "gewijzigde-stukken-MLT3-2020-11-02-set-2.pdf"
    assert press.said_pages(content_of(file)) == 1 + 2


def test_each_reader_gets_what_she_may_read(
    cast: Cast, meeting: Meeting, item: AgendaItem, make_item: Callable[..., AgendaItem]
) -> None:
    secret = secret_item(cast, meeting, make_item)
    User.objects.filter(pk=cast.secretary.pk).update(clearance=1)
    by = User.objects.get(pk=cast.secretary.pk)
    put_paper(cast, item, "Open stuk", at=EARLY)
    cast = Cast(**{**vars(cast), "secretary": by})
    put_paper(cast, secret, "Dicht stuk", at=EARLY)
    papers = gather(cast, meeting)
    assert [one.paper.title for one in set_for(cast.vws_officer, papers).all_papers] == [
        "Open stuk"
    ]
    mine = made_for(by, papers)
    other = made_for(cast.vws_officer, papers)
    assert press.said_pages(content_of(mine)) == 1 + 2 + 2
    assert press.said_pages(content_of(other)) == 1 + 2
    assert not PapersFile.objects.visible_to(cast.vws_officer).filter(pk=mine.pk).exists()


def test_a_file_is_not_handed_out_once_its_reader_may_read_less(
    cast: Cast, meeting: Meeting, item: AgendaItem, sign_in: Callable[[User], Client]
) -> None:
    attached = put_paper(cast, item, "Advies", at=EARLY)
    file = made_for(cast.vws_officer, gather(cast, meeting))
    client = sign_in(cast.vws_officer)
    address = reverse("meetings:papers_file", args=[file.pk])
    answer = client.get(address)
    assert (answer.status_code, b"".join(answer)[:5]) == (200, b"%PDF-")
    assert answer["Cache-Control"] == "private, no-store"
    remove_paper(paper=attached.paper, by=cast.secretary, at=NIGHT)
    answer = client.get(address)
    assert answer.status_code == 409
    assert b"%PDF" not in answer.content


def test_embargo_keeps_a_partner_out_until_it_has_passed(
    cast: Cast, meeting: Meeting, item: AgendaItem
) -> None:
    put_paper(cast, item, "Advies", at=EARLY)
    papers = gather(cast, meeting)
    grant_access(dossier=cast.dossier, to=cast.partner, function=Function.READER, by=None, at=EARLY)
    partner = User.objects.get(pk=cast.partner.pk)
    assert len(set_for(partner, papers).all_papers) == 1
    later = timezone.now() + timedelta(days=1)
    Dossier.objects.filter(pk=cast.dossier.pk).update(embargo_until=later)
    assert set_for(partner, papers).items == []


def test_fetching_what_is_classified_is_noted(
    cast: Cast, meeting: Meeting, item: AgendaItem, sign_in: Callable[[User], Client]
) -> None:
    put_paper(cast, item, "Advies", at=EARLY)
    Dossier.objects.filter(pk=cast.dossier.pk).update(
        classification=Classification.DEPARTMENTAL, restricted=True
    )
    User.objects.filter(pk=cast.secretary.pk).update(clearance=1)
    by = User.objects.get(pk=cast.secretary.pk)
    file = made_for(by, MeetingPapers.objects.get(pk=gather(cast, meeting).pk))
    client = sign_in(by)
    answer = client.get(reverse("meetings:papers_file", args=[file.pk]))
    assert b"".join(answer)[:5] == b"%PDF-"
    reads = AuditEvent.objects.filter(action="dossiers.read", actor=f"user:{by.pk}")
    assert reads.filter(object_type="papers.paperversion").count() == 1
    assert AuditEvent.objects.filter(action="meetings.papers_fetched", stream="reads").exists()


def test_a_broken_attempt_is_followed_by_another_and_leaves_nothing(
    cast: Cast, meeting: Meeting, item: AgendaItem, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_paper(cast, item, "Advies", at=EARLY)
    papers = gather(cast, meeting)
    file = ask_papers(papers=papers, by=cast.vws_officer, at=NIGHT)

    class Killed(BaseException):
        pass

    def dies(*_given: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(papers_files, "make", dies)
        with pytest.raises(Killed):
            make_waiting(clock=lambda: NIGHT, stop=lambda: False)
    # nobody takes it while its worker may live
    soon, later = NIGHT + timedelta(seconds=30), NIGHT + timedelta(seconds=61)
    assert make_waiting(clock=lambda: soon, stop=lambda: False) == 0
    assert make_waiting(clock=lambda: later, stop=lambda: False) == 1
    file.refresh_from_db()
    assert (file.status, file.attempt) == (WorkStatus.DONE, 2)
    assert make_waiting(clock=lambda: later, stop=lambda: False) == 0


def test_a_file_that_fails_each_time_is_given_up_with_a_sentence(
    cast: Cast, meeting: Meeting, item: AgendaItem
) -> None:
    file = ask_papers(papers=gather(cast, meeting), by=cast.vws_officer, at=NIGHT)
    PapersFile.objects.filter(pk=file.pk).update(attempt=ATTEMPTS)
    make_waiting(clock=lambda: NIGHT, stop=lambda: False)
    file.refresh_from_db()
    assert file.status == WorkStatus.REFUSED
    assert "één voor één" in file.sentence
    again = ask_papers(papers=file.papers, by=cast.vws_officer, at=NIGHT)
    make_waiting(clock=lambda: NIGHT, stop=lambda: False)
    assert PapersFile.objects.get(pk=again.pk).status == WorkStatus.DONE


def test_bytes_that_are_not_what_was_supplied_are_refused(
    cast: Cast, meeting: Meeting, item: AgendaItem
) -> None:
    attached = put_paper(cast, item, "Advies", at=EARLY)
    papers = gather(cast, meeting)
    version = attached.paper.versions.get()
    with open(version.file.path, "ab") as stored:
        stored.write(b" ")
    file = made_for(cast.vws_officer, papers)
    assert file.status == WorkStatus.REFUSED
    assert "Advies" in file.sentence


def test_asking_twice_makes_one_file(cast: Cast, meeting: Meeting, item: AgendaItem) -> None:
    papers = gather(cast, meeting)
    once = ask_papers(papers=papers, by=cast.vws_officer, at=NIGHT)
    twice = ask_papers(papers=papers, by=cast.vws_officer, at=NIGHT)
    assert once.pk == twice.pk
    assert make_waiting(clock=lambda: NIGHT, stop=lambda: False) == 1


def test_old_files_go_and_can_be_made_again(cast: Cast, meeting: Meeting, item: AgendaItem) -> None:
    file = made_for(cast.vws_officer, gather(cast, meeting))
    assert remove_old(at=NIGHT + timedelta(days=2)) == 0
    assert remove_old(at=NIGHT + timedelta(days=4)) == 1
    assert made_for(cast.vws_officer, file.papers).status == WorkStatus.DONE


def test_the_page_shows_the_set_and_how_far_the_file_is(
    cast: Cast, meeting: Meeting, item: AgendaItem, sign_in: Callable[[User], Client]
) -> None:
    address = reverse("meetings:papers", args=[meeting.pk])
    client = sign_in(cast.secretary)
    assert "De stukken van deze vergadering zijn nog niet samengesteld." in client.get(address).text
    put_paper(cast, item, "Advies", at=EARLY)
    client.post(reverse("meetings:gather_papers", args=[meeting.pk]))
    papers = MeetingPapers.objects.get()
    answer = client.post(reverse("meetings:ask_papers", args=[papers.pk]), follow=True)
    assert 'hx-trigger="every 1s"' in answer.text
    make_waiting(clock=lambda: NIGHT, stop=lambda: False)
    file = PapersFile.objects.get()
    fragment = client.get(reverse("meetings:papers_progress", args=[file.pk])).text
    assert "every 1s" not in fragment
    assert reverse("meetings:papers_file", args=[file.pk]) in fragment


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_for_one_paper_and_for_three(
    cast: Cast,
    meeting: Meeting,
    make_item: Callable[..., AgendaItem],
    sign_in: Callable[[User], Client],
    number: int,
    django_assert_num_queries: Callable[..., object],
) -> None:
    for place in range(number):
        put_paper(cast, make_item(meeting, f"Punt {place}"), f"Stuk {place}", at=EARLY)
    gather(cast, meeting)
    client = sign_in(cast.secretary)
    address = reverse("meetings:papers", args=[meeting.pk])
    client.get(address)
    with django_assert_num_queries(12):  # type: ignore[attr-defined]  # a context manager
        client.get(address)


def test_pages_are_counted_also_where_the_file_says_otherwise(tmp_path: Path) -> None:
    fonts = typst.Fonts(include_system_fonts=False)
    path = tmp_path / "5.pdf"
    path.write_bytes(pdf_saying(*"abcde"))
    assert press.pages_in(path, fonts) == 5
    path.write_bytes(pdf_saying(*"abcde") + b"\n% /Type /Pages /Count 9")
    assert press.pages_in(path, fonts) == 5
    path.write_bytes(b"%PDF-1.7\n")
    with pytest.raises(press.Unreadable):
        press.pages_in(path, fonts)


def test_the_zip_is_not_confused_by_titles_alike(
    cast: Cast, meeting: Meeting, item: AgendaItem
) -> None:
    for _twice in range(2):
        put_paper(cast, item, "Zelfde", at=EARLY, content=f"{_twice}".encode(), name="a.txt")
    file = made_for(cast.vws_officer, gather(cast, meeting))
    with zipfile.ZipFile(io.BytesIO(content_of(file))) as archive:
        assert archive.namelist() == ["00.pdf", "1.1 Zelfde.txt", "1.2 Zelfde.txt"]
