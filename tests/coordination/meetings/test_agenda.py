from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from coordination.audit.models import AuditEvent
from coordination.decisions.models import Decision, Result
from coordination.dossiers.models import Function
from coordination.dossiers.services import grant_access
from coordination.kit.refusals import NotAllowed, Refusal, Stale
from coordination.meetings.models import AgendaItem, Meeting, MeetingStatus, Purpose, Submission
from coordination.meetings.queries.agenda import agenda_for
from coordination.meetings.services.agenda import (
    ItemFacts,
    accept_item,
    edit_item,
    remove_item,
    restore_item,
    resubmit_item,
    return_item,
    set_result,
    submit_item,
)
from coordination.meetings.services.differences import (
    add_point_of_difference,
    remove_point_of_difference,
)
from coordination.meetings.services.ordering import move_item, reorder_items
from coordination.meetings.services.papers import (
    attach_paper,
    detach_paper,
    freeze_papers,
    is_late,
)
from coordination.papers.models import Paper, PaperVersion
from coordination.people.models import Body, User
from tests.cast import MONDAY, Cast
from tests.kept import kept

from .test_meetings import THURSDAY, planned


def submitted(cast: Cast, meeting: Meeting, title: str, by: User, **more: Any) -> AgendaItem:
    facts = replace(ItemFacts(title, cast.dossier), **more)
    return submit_item(meeting=meeting, facts=facts, by=by, at=MONDAY)


def paper(cast: Cast, title: str = "Oplegnotitie", **more: Any) -> Paper:
    values = {"dossier": cast.dossier, "supplied_by": cast.vws, **more}
    found = Paper.objects.create(title=title, **values)
    for number in (1, 2):
        PaperVersion.objects.create(
            paper=found,
            number=number,
            name="nota.pdf",
            size=1,
            content_type="application/pdf",
            sha256="0" * 64,
            supplied_at=MONDAY,
        )
    return found


def test_a_member_submits_and_the_secretary_accepts(cast: Cast) -> None:
    meeting = planned(cast)
    item = submitted(cast, meeting, "Stap 3", cast.vws_officer)
    assert (item.submission, item.submitted_by) == (Submission.SUBMITTED, cast.vws)
    assert [row.item for row in agenda_for(cast.szw_officer, meeting).items] == []

    accept_item(item=item, by=cast.secretary, at=MONDAY)

    assert [row.item for row in agenda_for(cast.szw_officer, meeting).items] == [item]


def test_the_secretarys_own_item_stands_at_once(cast: Cast) -> None:
    item = submitted(cast, planned(cast), "Opening", cast.secretary)

    assert (item.submission, item.position) == (Submission.ACCEPTED, 1)


def test_a_returned_item_is_submitted_again(cast: Cast) -> None:
    item = submitted(cast, planned(cast), "Stap 3", cast.vws_officer)
    returned = return_item(item=item, because="no agreement yet", by=cast.secretary, at=MONDAY)
    assert (returned.submission, returned.returned_because) == (
        Submission.RETURNED,
        "no agreement yet",
    )

    again = resubmit_item(item=item, by=cast.vws_officer, at=MONDAY)

    assert (again.submission, again.returned_because) == (Submission.RESUBMITTED, "")


def test_a_member_does_not_accept(cast: Cast) -> None:
    item = submitted(cast, planned(cast), "Stap 3", cast.vws_officer)

    with pytest.raises(NotAllowed):
        accept_item(item=item, by=cast.vws_officer, at=MONDAY)


def test_a_stranger_does_not_submit(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        submitted(cast, planned(cast), "Stap 3", cast.stranger)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": "  "}, "title"),
        ({"title": "a\0b"}, "title"),
        ({"title": "\u202eabc"}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"purpose": Purpose.DECIDE}, "requested_decision"),
        ({"minutes_planned": 0}, "minutes_planned"),
        ({"requested_decision": "x" * 5000}, "requested_decision"),
    ],
)
def test_what_may_not_be_kept_is_refused(cast: Cast, change: Any, field: str) -> None:
    with pytest.raises(Refusal) as refusal:
        submitted(cast, planned(cast), **{"title": "Stap 3", "by": cast.secretary, **change})

    assert refusal.value.field == field
    assert AgendaItem.objects.count() == 0


def test_a_dossier_she_may_not_see_is_refused(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        submitted(cast, planned(cast), "Stap 3", cast.secretary, dossier=cast.secret_dossier)


def test_an_old_version_is_refused_with_what_stands_there(cast: Cast) -> None:
    item = submitted(cast, planned(cast), "Stap 3", cast.secretary)
    facts = ItemFacts("Stap 3 en 4", cast.dossier)
    edit_item(item=item, facts=facts, version=1, by=cast.lead, at=MONDAY)

    with pytest.raises(Stale) as stale:
        edit_item(item=item, facts=facts, version=1, by=cast.secretary, at=MONDAY)

    assert stale.value.current.title == "Stap 3 en 4"


def test_editing_notes_old_and_new(cast: Cast) -> None:
    item = submitted(cast, planned(cast), "Stap 3", cast.secretary)

    edit_item(
        item=item,
        facts=ItemFacts("Stap 4", cast.dossier, minutes_planned=20),
        version=1,
        by=cast.secretary,
        at=MONDAY,
    )

    event = AuditEvent.objects.get(action="agenda.item_edited")
    assert '"title": {"new": "Stap 4", "old": "Stap 3"}' in event.payload
    assert [row.title for row in item.history.order_by("version")] == ["Stap 3", "Stap 4"]


def test_numbers_do_not_reveal_an_item_of_a_secret_dossier(cast: Cast) -> None:
    meeting = planned(cast)
    first = submitted(cast, meeting, "Opening", cast.secretary)
    secret = submitted(cast, meeting, "Gesloten", cast.secretary)
    last = submitted(cast, meeting, "Rondvraag", cast.secretary)
    AgendaItem.objects.filter(pk=secret.pk).update(dossier=cast.secret_dossier)

    rows = agenda_for(cast.vws_officer, meeting).items

    assert [(row.number, row.item) for row in rows] == [(1, first), (2, last)]


def test_moving_up_passes_the_item_she_does_not_see(cast: Cast) -> None:
    meeting = planned(cast)
    first = submitted(cast, meeting, "Opening", cast.secretary)
    secret = submitted(cast, meeting, "Gesloten", cast.secretary)
    last = submitted(cast, meeting, "Rondvraag", cast.secretary)
    AgendaItem.objects.filter(pk=secret.pk).update(dossier=cast.secret_dossier)

    move_item(item=last, step=-1, by=cast.secretary, at=MONDAY)

    assert list(meeting.items.order_by("position")) == [last, first, secret]


def test_the_first_item_does_not_move_up(cast: Cast) -> None:
    item = submitted(cast, planned(cast), "Opening", cast.secretary)

    with pytest.raises(Refusal, match="eind van de agenda"):
        move_item(item=item, step=-1, by=cast.secretary, at=MONDAY)


def test_reordering_keeps_the_place_of_what_is_not_named(cast: Cast) -> None:
    meeting = planned(cast)
    one, two, three = (submitted(cast, meeting, name, cast.secretary) for name in "abc")

    reorder_items(meeting=meeting, items=[three, one], by=cast.secretary, at=MONDAY)

    assert list(meeting.items.order_by("position")) == [three, two, one]


def test_a_removed_item_comes_back_in_its_place(cast: Cast) -> None:
    meeting = planned(cast)
    one, two = (submitted(cast, meeting, name, cast.secretary) for name in "ab")
    remove_item(item=one, by=cast.secretary, at=MONDAY)
    assert [row.item for row in agenda_for(cast.secretary, meeting).items] == [two]

    restore_item(item=one, by=cast.secretary, at=MONDAY)

    assert [row.item for row in agenda_for(cast.secretary, meeting).items] == [one, two]


def test_the_agenda_of_a_circulated_meeting_stands(cast: Cast) -> None:
    meeting = planned(cast)
    Meeting.objects.filter(pk=meeting.pk).update(
        status=MeetingStatus.CIRCULATED, circulated_at=MONDAY, circulated_by=cast.lead
    )

    with pytest.raises(Refusal, match="de agenda staat vast"):
        submitted(cast, meeting, "Te laat", cast.secretary)


def test_a_result_drafts_the_decision_from_what_was_asked(cast: Cast) -> None:
    item = submitted(
        cast,
        planned(cast),
        "Opdracht",
        cast.secretary,
        purpose=Purpose.DECIDE,
        requested_decision="De werkgroep stemt in met de opdracht.",
    )

    set_result(item=item, result=Result.ADOPTED, by=cast.secretary, at=THURSDAY)

    decision = Decision.objects.get()
    assert (decision.text, decision.result) == (
        "De werkgroep stemt in met de opdracht.",
        Result.ADOPTED,
    )
    item.refresh_from_db()
    assert item.result == Result.ADOPTED


def test_a_result_taken_back_takes_its_line_back(cast: Cast) -> None:
    item = submitted(cast, planned(cast), "Opdracht", cast.secretary, requested_decision="Stem in.")
    set_result(item=item, result=Result.ADOPTED, by=cast.secretary, at=THURSDAY)

    set_result(item=item, result="", by=cast.secretary, at=THURSDAY)

    item.refresh_from_db()
    assert (item.result, item.entries.present().count()) == ("", 0)


def test_referring_needs_a_body(cast: Cast) -> None:
    item = submitted(cast, planned(cast), "Opdracht", cast.secretary)
    acc = Body.objects.create(code="ACC", name_nl="ACC", name_en="ACC", organisation=cast.jenv)

    with pytest.raises(Refusal, match="naar welk gremium"):
        set_result(item=item, result=Result.REFERRED, by=cast.secretary, at=THURSDAY)
    set_result(item=item, result=Result.REFERRED, referred_to=acc, by=cast.secretary, at=THURSDAY)

    item.refresh_from_db()
    assert (item.result, item.referred_to) == (Result.REFERRED, acc)


def test_a_member_notes_no_result(cast: Cast) -> None:
    item = submitted(cast, planned(cast), "Opdracht", cast.secretary)

    with pytest.raises(NotAllowed):
        set_result(item=item, result=Result.NOTED, by=cast.vws_officer, at=THURSDAY)


def test_a_paper_is_frozen_at_its_newest_version(cast: Cast) -> None:
    meeting = planned(cast)
    item = submitted(cast, meeting, "Opdracht", cast.secretary)
    attached = attach_paper(item=item, paper=paper(cast), by=cast.secretary, at=MONDAY)

    assert freeze_papers(meeting) == 1

    attached.refresh_from_db()
    assert attached.version is not None
    assert (attached.version.number, attached.late) == (2, False)


@pytest.mark.parametrize(
    ("before", "late"),
    [
        (timedelta(hours=25), False),
        (timedelta(hours=23), True),
        (timedelta(hours=-1), True),
    ],
)
def test_a_paper_is_late_within_a_day_of_the_start(
    cast: Cast, before: timedelta, late: bool
) -> None:
    meeting = planned(cast)

    assert is_late(meeting, meeting.starts_at - before) is late


def test_a_weekend_is_no_working_day_for_a_paper(cast: Cast) -> None:
    meeting = planned(cast, MONDAY + timedelta(days=7))

    friday = meeting.starts_at - timedelta(days=3)

    assert is_late(meeting, friday - timedelta(minutes=1)) is False
    assert is_late(meeting, friday + timedelta(minutes=1)) is True


def test_a_holiday_is_no_working_day_for_a_paper(cast: Cast) -> None:
    meeting = planned(cast, datetime(2020, 12, 28, 14, tzinfo=UTC))  # the Monday after Christmas

    thursday = meeting.starts_at - timedelta(days=4)

    assert is_late(meeting, thursday - timedelta(minutes=1)) is False
    assert is_late(meeting, thursday + timedelta(minutes=1)) is True


def test_a_paper_she_may_not_see_is_neither_attached_nor_shown(cast: Cast) -> None:
    meeting = planned(cast)
    item = submitted(cast, meeting, "Opdracht", cast.secretary)
    secret = paper(cast, "Geheim", dossier=cast.secret_dossier)
    with pytest.raises(NotAllowed):
        attach_paper(item=item, paper=secret, by=cast.secretary, at=MONDAY)

    item.papers.create(paper=secret)

    assert list(agenda_for(cast.secretary, meeting).items[0].item.papers.all()) == []


def test_a_paper_taken_off_can_be_attached_again(cast: Cast) -> None:
    item = submitted(cast, planned(cast), "Opdracht", cast.secretary)
    note = paper(cast)
    attached = attach_paper(item=item, paper=note, by=cast.secretary, at=MONDAY)
    with pytest.raises(Refusal, match="hangt al"):
        attach_paper(item=item, paper=note, by=cast.secretary, at=MONDAY)

    detach_paper(attached=attached, by=cast.secretary, at=MONDAY)

    assert attach_paper(item=item, paper=note, by=cast.secretary, at=MONDAY).paper == note


def test_a_member_speaks_for_her_own_organisation_only(cast: Cast) -> None:
    item = submitted(cast, planned(cast), "Opdracht", cast.secretary)
    values: dict[str, Any] = {
        "item": item,
        "position": "Eerst overleg",
        "by": cast.vws_officer,
        "at": MONDAY,
    }
    with pytest.raises(NotAllowed):
        add_point_of_difference(organisation=cast.szw, **values)

    point = add_point_of_difference(organisation=cast.vws, **values)
    assert [p.organisation for p in item.points_of_difference.all()] == [cast.vws]

    remove_point_of_difference(point=point, by=cast.vws_officer, at=MONDAY)
    assert item.points_of_difference.count() == 0


# pages


@kept
def meeting(cast: Cast) -> Meeting:
    return planned(cast)


def test_the_agenda_asks_the_same_number_of_questions_for_one_and_three_items(
    cast: Cast, meeting: Meeting, sign_in: Any, django_assert_num_queries: Any
) -> None:
    client = sign_in(cast.secretary)
    for count in (1, 3):
        while meeting.items.count() < count:
            item = submitted(cast, meeting, "Punt", cast.secretary, requested_decision="Stem in.")
            attach_paper(item=item, paper=paper(cast), by=cast.secretary, at=MONDAY)
            add_point_of_difference(
                item=item, organisation=cast.vws, position="Nee", by=cast.lead, at=MONDAY
            )
        with django_assert_num_queries(11):
            response = client.get(reverse("meetings:agenda", args=[meeting.pk]))
        assert response.status_code == 200


def test_a_member_submits_by_form(cast: Cast, meeting: Meeting, sign_in: Any) -> None:
    client: Client = sign_in(cast.vws_officer)

    response = client.post(
        reverse("meetings:submit_item", args=[meeting.pk]),
        {
            "title": "Stap 3",
            "purpose": "discuss",
            "treatment": "discussion",
            "line": "",
            "dossier": cast.dossier.pk,
        },
    )

    item = meeting.items.get()
    assert response.status_code == 302
    assert (item.title, item.submission) == ("Stap 3", Submission.SUBMITTED)


def test_a_stale_form_shows_both_texts(cast: Cast, meeting: Meeting, sign_in: Any) -> None:
    item = submitted(cast, meeting, "Stap 3", cast.secretary)
    edit_item(
        item=item,
        facts=ItemFacts("Stap 3 van de ander", cast.dossier),
        version=1,
        by=cast.lead,
        at=MONDAY,
    )
    client: Client = sign_in(cast.secretary)

    response = client.post(
        reverse("meetings:edit_item", args=[item.pk]),
        {
            "title": "Stap 3 van mij",
            "purpose": "discuss",
            "treatment": "discussion",
            "dossier": cast.dossier.pk,
            "version": 1,
        },
    )

    page = response.content.decode()
    assert response.status_code == 409
    assert "Stap 3 van de ander" in page
    assert 'value="Stap 3 van mij"' in page
    assert 'name="version" value="2"' in page


def test_a_waiting_item_does_not_exist_for_other_members(
    cast: Cast, meeting: Meeting, sign_in: Any
) -> None:
    item = submitted(cast, meeting, "Stap 3", cast.vws_officer)

    response = sign_in(cast.szw_officer).get(reverse("meetings:edit_item", args=[item.pk]))

    assert response.status_code == 404


def test_an_item_of_a_secret_dossier_does_not_exist(
    cast: Cast, meeting: Meeting, sign_in: Any
) -> None:
    item = submitted(cast, meeting, "Gesloten", cast.secretary)
    AgendaItem.objects.filter(pk=item.pk).update(dossier=cast.secret_dossier)
    client = sign_in(cast.secretary)

    for name in ("edit_item", "item_papers", "difference", "refer", "return_item"):
        assert client.get(reverse(f"meetings:{name}", args=[item.pk])).status_code == 404


def test_a_file_becomes_a_paper_with_the_item(cast: Cast, meeting: Meeting, sign_in: Any) -> None:
    item = submitted(cast, meeting, "Opdracht", cast.secretary)
    upload = SimpleUploadedFile("nota.txt", b"De aanpak in het kort.", "text/plain")

    response = sign_in(cast.secretary).post(
        reverse("meetings:supply_paper", args=[item.pk]),
        {"title": "Oplegnotitie", "kind": "cover_note", "upload": upload},
    )

    attached = item.papers.get()
    assert response.status_code == 302
    assert (attached.paper.title, attached.paper.versions.count()) == ("Oplegnotitie", 1)
    assert AuditEvent.objects.filter(root=True, action="agenda.paper_supplied").count() == 1


def test_a_file_that_is_not_what_it_says_keeps_the_form(
    cast: Cast, meeting: Meeting, sign_in: Any
) -> None:
    item = submitted(cast, meeting, "Opdracht", cast.secretary)
    upload = SimpleUploadedFile("nota.pdf", b"MZ not a pdf", "application/pdf")

    response = sign_in(cast.secretary).post(
        reverse("meetings:supply_paper", args=[item.pk]),
        {"title": "Oplegnotitie", "kind": "cover_note", "upload": upload},
    )

    assert response.status_code == 422
    assert 'value="Oplegnotitie"' in response.content.decode()
    assert item.papers.count() == 0


def test_the_secretary_orders_by_form(cast: Cast, meeting: Meeting, sign_in: Any) -> None:
    one, two = (submitted(cast, meeting, name, cast.secretary) for name in "ab")

    sign_in(cast.secretary).post(reverse("meetings:move_item", args=[two.pk, "omhoog"]))

    assert list(meeting.items.order_by("position")) == [two, one]


def test_the_writer_of_another_organisation_reads_but_does_not_order(
    cast: Cast, meeting: Meeting, sign_in: Any
) -> None:
    grant_access(
        dossier=cast.dossier, to=cast.stranger, function=Function.WRITER, by=cast.lead, at=MONDAY
    )
    one, two = (submitted(cast, meeting, name, cast.secretary) for name in "ab")

    response = sign_in(cast.stranger).post(reverse("meetings:move_item", args=[two.pk, "omhoog"]))

    assert response.status_code == 403
    assert list(meeting.items.order_by("position")) == [one, two]
