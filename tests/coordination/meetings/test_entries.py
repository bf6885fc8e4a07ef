from collections.abc import Callable
from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from coordination.actions.models import ActionPoint, ActionStatus, Assent
from coordination.audit.models import AuditEvent
from coordination.decisions.models import Decision, DecisionStatus
from coordination.kit.refusals import NotAllowed, Refusal, Stale
from coordination.meetings.models import AgendaItem, Entry, Meeting, MeetingStatus, Presence
from coordination.meetings.services.entries import (
    move_line,
    paste_lines,
    remove_line,
    rewrite_line,
    split_line,
    undo_line,
    write_line,
)
from coordination.people.models import BodyMember, OutcomeName
from tests.cast import MONDAY, Cast

Write = Callable[..., Entry]


@pytest.fixture
def write(cast: Cast, item: AgendaItem) -> Write:
    def write(typed: str, **more: object) -> Entry:
        values: dict[str, object] = {"item": item, "by": cast.secretary, "at": MONDAY, **more}
        return write_line(typed=typed, **values)  # type: ignore[arg-type]  # the values of the case are right

    return write


def test_a_plain_line_is_a_note(write: Write) -> None:
    entry = write("De presentatie is vooraf gedeeld.")
    assert (entry.kind, entry.text, entry.version) == (
        "note",
        "De presentatie is vooraf gedeeld.",
        1,
    )


def test_the_first_line_opens_the_meeting(write: Write, meeting: Meeting) -> None:
    write("Welkom.")
    meeting.refresh_from_db()
    assert meeting.status == MeetingStatus.OPEN


def test_a_line_with_an_owner_and_a_date_is_an_action_point_at_once(
    cast: Cast, write: Write
) -> None:
    entry = write("Voorbeeldsheet delen @VWS uiterlijk wo 4 nov 17u")
    point = ActionPoint.objects.get(entry=entry)
    assert (point.text, point.owner_organisation, point.owner_person) == (
        "Voorbeeldsheet delen",
        cast.vws,
        cast.vws_officer,
    )
    assert (point.due_on, point.due_time, point.status) == (
        date(2020, 11, 4),
        time(17, 0),
        ActionStatus.DRAFT,
    )
    assert point.dossier == cast.dossier
    assert point.body == cast.body


def test_a_point_is_on_nobodys_list_before_circulation(cast: Cast, write: Write) -> None:
    write("Voorbeeldsheet delen @VWS uiterlijk wo 4 nov")
    assert ActionPoint.objects.visible_to(cast.vws_officer).count() == 0


def test_asking_everyone_of_a_body_without_members_is_flagged(cast: Cast, write: Write) -> None:
    said = "Deze groep heeft geen andere leden om te vragen. Typ @ en wie het doet."
    assert write("Sheets invullen @allen vrijdag").reading["flags"] == []
    BodyMember.objects.filter(body=cast.body).exclude(organisation=cast.dgsc).delete()
    assert write("Sheets invullen @allen vrijdag").reading["flags"] == [said]


def test_everyone_is_asked_in_one_point_with_a_part_per_member(cast: Cast, write: Write) -> None:
    entry = write("Sheets stap 3 en stap 4 invullen @allen uiterlijk woensdag eind van de dag")
    point = ActionPoint.objects.get(entry=entry)
    assert point.owner_organisation == cast.dgsc
    codes = point.parts.order_by("organisation__code").values_list("organisation__code", flat=True)
    assert list(codes) == ["SZW", "VWS"]


def test_a_line_is_kept_whatever_it_lacks_and_says_what(write: Write) -> None:
    entry = write("Actie: cijfers opvragen @XYZ")
    assert entry.kind == "action"
    assert entry.action_point is None
    assert entry.reading["flags"] != []


def test_a_missing_date_added_later_makes_the_point(cast: Cast, write: Write) -> None:
    entry = write("Actie: cijfers opvragen @SZW")
    changed = rewrite_line(
        entry=entry,
        typed="Actie: cijfers opvragen @SZW uiterlijk vrijdag",
        version=1,
        by=cast.secretary,
        at=MONDAY,
    )
    assert changed.action_point is not None
    assert changed.action_point.due_on == date(2020, 11, 6)


def test_a_decision_carries_the_bodys_name_of_outcome(cast: Cast, write: Write) -> None:
    entry = write("! De werkgroep houdt de afbakening uit de opdracht aan.")
    decision = Decision.objects.get(entry=entry)
    assert (decision.outcome_name, decision.body, decision.status, decision.taken_on) == (
        OutcomeName.AGREEMENT,
        cast.body,
        DecisionStatus.DRAFT,
        date(2020, 11, 2),
    )


def test_changing_an_action_into_a_note_takes_the_point_back(cast: Cast, write: Write) -> None:
    entry = write("Sheet delen @VWS uiterlijk vrijdag")
    changed = rewrite_line(
        entry=entry, typed="Feit: de sheet is gedeeld", version=1, by=cast.secretary, at=MONDAY
    )
    assert changed.action_point is None
    assert ActionPoint.objects.count() == 0


def test_an_absent_owner_must_still_confirm(cast: Cast, write: Write, meeting: Meeting) -> None:
    meeting.attendances.filter(organisation=cast.szw).update(presence=Presence.EXCUSED)
    entry = write("Cijfers opvragen @SZW uiterlijk vrijdag")
    assert entry.action_point is not None
    assert entry.action_point.assent == Assent.AWAITED


def test_the_text_of_a_line_is_the_text_of_what_it_became(cast: Cast, write: Write) -> None:
    entry = write("Sheet delen @VWS uiterlijk vrijdag")
    rewrite_line(
        entry=entry,
        typed="Sheet en toelichting delen @VWS uiterlijk vrijdag",
        version=1,
        by=cast.secretary,
        at=MONDAY,
    )
    assert ActionPoint.objects.get().text == "Sheet en toelichting delen"


def test_an_old_version_is_refused_with_what_stands_there_now(cast: Cast, write: Write) -> None:
    entry = write("Eerste tekst")
    rewrite_line(entry=entry, typed="Tweede tekst", version=1, by=cast.lead, at=MONDAY)
    with pytest.raises(Stale) as refused:
        rewrite_line(entry=entry, typed="Derde tekst", version=1, by=cast.secretary, at=MONDAY)
    assert refused.value.current.text == "Tweede tekst"
    assert Entry.objects.get(pk=entry.pk).text == "Tweede tekst"


@pytest.mark.parametrize("who", ["vws_officer", "stranger", "auditor", "coordinator"])
def test_only_secretary_chair_and_note_takers_type(cast: Cast, write: Write, who: str) -> None:
    with pytest.raises(NotAllowed):
        write("Ik typ mee", by=getattr(cast, who))
    assert Entry.objects.count() == 0


def test_a_note_taker_types(cast: Cast, write: Write, meeting: Meeting) -> None:
    meeting.note_takers.add(cast.vws_officer)
    assert write("Ik typ mee", by=cast.vws_officer).created_by == cast.vws_officer


@pytest.mark.parametrize("typed", ["", "   ", "a\x00b", "a\u202eb", "x" * 4001, "a\ud800b"])
def test_unsafe_lines_are_refused_and_change_nothing(
    write: Write, meeting: Meeting, typed: str
) -> None:
    with pytest.raises(Refusal):
        write(typed)
    meeting.refresh_from_db()
    assert (Entry.objects.count(), meeting.sequence) == (0, 0)


def test_a_line_removed_takes_its_point_along_and_undo_brings_both_back(
    cast: Cast, write: Write
) -> None:
    entry = write("Sheet delen @VWS uiterlijk vrijdag")
    gone = remove_line(entry=entry, version=1, by=cast.secretary, at=MONDAY)
    assert ActionPoint.objects.count() == 0
    back = undo_line(entry=gone, version=2, by=cast.secretary, at=MONDAY)
    assert back.removed_at is None
    assert ActionPoint.objects.get().text == "Sheet delen"


def test_undo_puts_the_old_text_back(cast: Cast, write: Write) -> None:
    entry = write("Eerste tekst")
    changed = rewrite_line(entry=entry, typed="Tweede", version=1, by=cast.secretary, at=MONDAY)
    assert undo_line(entry=changed, version=2, by=cast.secretary, at=MONDAY).text == "Eerste tekst"


def test_undo_after_somebody_elses_change_is_refused(cast: Cast, write: Write) -> None:
    entry = write("Eerste tekst")
    changed = rewrite_line(entry=entry, typed="Tweede", version=1, by=cast.secretary, at=MONDAY)
    rewrite_line(entry=changed, typed="Derde", version=2, by=cast.lead, at=MONDAY)
    with pytest.raises(Stale):
        undo_line(entry=changed, version=2, by=cast.secretary, at=MONDAY)


def order(item: AgendaItem) -> list[str]:
    return list(item.entries.present().order_by("position").values_list("text", flat=True))


def test_lines_keep_the_order_in_which_they_were_typed(write: Write, item: AgendaItem) -> None:
    for text in ("een", "twee", "drie"):
        write(text)
    assert order(item) == ["een", "twee", "drie"]


def test_a_line_moves_between_two_others(cast: Cast, write: Write, item: AgendaItem) -> None:
    first, _second, third = write("een"), write("twee"), write("drie")
    move_line(entry=third, after=first, version=1, by=cast.secretary, at=MONDAY)
    assert order(item) == ["een", "drie", "twee"]


def test_moving_forty_times_to_one_place_keeps_the_order(
    cast: Cast, write: Write, item: AgendaItem
) -> None:
    first, last = write("een"), write("slot")
    for number in range(40):
        write(f"regel {number}", after=first)
    assert order(item) == ["een", *(f"regel {n}" for n in reversed(range(40))), "slot"]
    assert last.pk


def test_splitting_keeps_what_the_first_part_became(
    cast: Cast, write: Write, item: AgendaItem
) -> None:
    entry = write("Sheet delen @VWS uiterlijk vrijdag en verder gesproken over vakanties")
    split_line(
        entry=entry,
        typed=["Sheet delen @VWS uiterlijk vrijdag", "Verder gesproken over vakanties"],
        version=1,
        by=cast.secretary,
        at=MONDAY,
    )
    assert order(item) == ["Sheet delen", "Verder gesproken over vakanties"]
    assert ActionPoint.objects.get().entry == entry


def test_a_pasted_block_is_one_deed(cast: Cast, item: AgendaItem) -> None:
    lines = ["Besluit: door", "Cijfers @SZW uiterlijk vrijdag", "Verder niets"]
    made = paste_lines(item=item, lines=lines, by=cast.secretary, at=MONDAY)
    assert [entry.kind for entry in made] == ["decision", "action", "note"]
    events = AuditEvent.objects.filter(action__in=["entries.pasted", "entries.written"])
    assert sorted(events.values_list("action", "root")) == [
        ("entries.pasted", True),
        *[("entries.written", False)] * 3,
    ]


def test_one_bad_line_in_a_block_keeps_all_out(cast: Cast, item: AgendaItem) -> None:
    with pytest.raises(Refusal):
        paste_lines(item=item, lines=["goed", "fout\x00"], by=cast.secretary, at=MONDAY)
    assert Entry.objects.count() == 0


def test_no_history_is_kept_before_circulation(cast: Cast, write: Write) -> None:
    entry = write("Sheet delen @VWS uiterlijk vrijdag")
    rewrite_line(entry=entry, typed="Anders", version=1, by=cast.secretary, at=MONDAY)
    assert (Entry.history.count(), ActionPoint.history.count()) == (0, 0)


def test_the_record_holds_the_hash_of_what_was_typed_and_not_the_text(write: Write) -> None:
    write("Vertrouwelijke tekst van het overleg")
    payload = AuditEvent.objects.get(action="entries.written").payload
    assert "Vertrouwelijke" not in payload
    assert "sha256" in payload


def test_the_next_meeting_is_a_term(cast: Cast, write: Write, meeting: Meeting) -> None:
    start = MONDAY + timedelta(days=3)
    Meeting.objects.create(
        body=cast.body,
        dossier=cast.dossier,
        starts_at=start,
        ends_at=start + timedelta(hours=1),
        created_at=MONDAY,
    )
    entry = write("Voorstel uitwerken @VWS volgend overleg")
    assert entry.action_point is not None
    assert entry.action_point.due_on == timezone.localtime(start).date()
