"""Meetings on the API: every verb, every status, by the same rights as on the pages."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from coordination.audit.models import AuditEvent
from coordination.dossiers.models import Dossier
from coordination.meetings.models import (
    AgendaItem,
    Attendance,
    Entry,
    Meeting,
    Presence,
)
from coordination.meetings.services.agenda import ItemFacts, submit_item
from coordination.meetings.services.circulation import circulate_minutes
from coordination.meetings.services.entries import write_line
from coordination.meetings.services.meetings import plan_meeting
from coordination.people.models import User
from tests.cast import MONDAY, Cast
from tests.kept import kept

PROBLEM = "application/problem+json"


class Api:
    """Says JSON to /api/v1/ as one person."""

    def __init__(self, client: Client, user: User) -> None:
        self.client = client
        client.force_login(user, backend="coordination.people.backends.EmailBackend")

    def __call__(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        sent = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.client.generic(
            method,
            f"/api/v1/{path}",
            b"" if body is None else sent,
            content_type="application/json",
            headers={name.replace("_", "-"): value for name, value in headers.items()},
        )


@pytest.fixture
def api() -> Callable[[User], Api]:
    return lambda user: Api(Client(raise_request_exception=False), user)


@pytest.fixture
def coming(cast: Cast) -> Meeting:
    """A meeting a week from now, planned by the secretary."""
    now = timezone.now()
    return plan_meeting(
        body=cast.body,
        dossier=cast.dossier,
        starts_at=now + timedelta(days=7),
        ends_at=now + timedelta(days=7, hours=1),
        by=cast.secretary,
        at=now,
    )


@kept
def line(cast: Cast, item: AgendaItem) -> Entry:
    return write_line(
        item=item,
        typed="Voorbeeldsheet delen @VWS uiterlijk wo 4 nov",
        by=cast.secretary,
        at=MONDAY,
    )


@pytest.fixture
def circulated(cast: Cast, line: Entry) -> Meeting:
    meeting = Meeting.objects.get(pk=line.meeting_id)
    return circulate_minutes(
        meeting=meeting, version=meeting.version, by=cast.secretary, at=timezone.now()
    )


def test_meetings_are_listed_by_start_and_filtered(
    cast: Cast, meeting: Meeting, coming: Meeting, api: Callable[[User], Api]
) -> None:
    ask = api(cast.vws_officer)

    def ids(query: str = "") -> list[str]:
        answer = ask("GET", f"meetings{query}")
        assert answer.status_code == 200
        return [row["id"] for row in answer.json()["results"]]

    both = [str(meeting.pk), str(coming.pk)]
    assert ids() == both
    assert ids("?starts_after=2020-11-03T00:00:00Z") == both[1:]
    assert ids("?starts_before=2020-11-03T00:00:00Z") == both[:1]
    assert ids(f"?body={cast.body.pk}&dossier={cast.dossier.pk}&status=planned") == both
    assert ids("?status=open") == []


@pytest.mark.parametrize(
    "query",
    ["body=x", "status=later", "starts_after=gisteren", "starts_after=0001-01-01T00:00:00",
     "starts_before=9999-12-31T23:59:59Z", "starts_after=2020-02-30T00:00:00", "dossier=%00"],
)  # fmt: skip
def test_a_filter_that_means_nothing_is_refused_with_its_name(
    query: str, cast: Cast, meeting: Meeting, api: Callable[[User], Api]
) -> None:
    answer = api(cast.secretary)("GET", f"meetings?{query}")
    assert (answer.status_code, answer["Content-Type"]) == (400, PROBLEM)
    assert answer.json()["errors"][0]["pointer"].startswith("/" + query.partition("=")[0])


def test_a_meeting_is_planned_moved_and_cancelled(cast: Cast, api: Callable[[User], Api]) -> None:
    ask, now = api(cast.secretary), timezone.now().replace(microsecond=0)
    made = ask(
        "POST",
        "meetings",
        {
            "body": str(cast.body.pk),
            "dossier": str(cast.dossier.pk),
            "starts_at": (now + timedelta(days=3)).isoformat(),
            "ends_at": (now + timedelta(days=3, hours=1)).isoformat(),
            "place": "Webex",
        },
    )
    assert (made.status_code, made["ETag"]) == (201, '"1"')
    address = f"meetings/{made.json()['id']}"
    moved = ask(
        "POST",
        f"{address}/move",
        {
            "starts_at": (now + timedelta(days=4)).isoformat(),
            "ends_at": (now + timedelta(days=4, hours=1)).isoformat(),
        },
        If_Match=made["ETag"],
    )
    assert (moved.status_code, moved["ETag"], moved.json()["place"]) == (200, '"2"', "Webex")
    gone = ask("POST", f"{address}/cancel", {"reason": "Geen quorum"})
    assert (gone.status_code, gone.json()["status"]) == (200, "cancelled")
    assert gone.json()["cancelled_because"] == "Geen quorum"


def test_a_meeting_is_opened_closed_circulated_and_adopted(
    cast: Cast, meeting: Meeting, make_item: Callable[..., AgendaItem], api: Callable[[User], Api]
) -> None:
    ask, address = api(cast.secretary), f"meetings/{meeting.pk}"
    opened = ask("POST", f"{address}/open")
    assert (opened.status_code, opened.json()["status"]) == (200, "open")
    item = make_item(meeting)
    assert ask("POST", "entries", {"item": str(item.pk), "text": "Besproken."}).status_code == 201
    version = ask("GET", address)["ETag"]
    for verb, status in (("close", "closed"), ("circulate", "circulated"), ("adopt", "adopted")):
        done = ask("POST", f"{address}/{verb}", {}, If_Match=version)
        assert (done.status_code, done.json()["status"]) == (200, status)
        version = done["ETag"]


def test_a_cancelled_meeting_is_restored(
    cast: Cast, coming: Meeting, api: Callable[[User], Api]
) -> None:
    ask, address = api(cast.secretary), f"meetings/{coming.pk}"
    assert ask("POST", f"{address}/restore").status_code == 422
    ask("POST", f"{address}/cancel", {"reason": "Geen quorum"})
    assert api(cast.vws_officer)("POST", f"{address}/restore").status_code == 403
    back = ask("POST", f"{address}/restore")
    assert (back.status_code, back.json()["status"], back["ETag"]) == (200, "planned", '"3"')


def test_a_closed_meeting_is_opened_again_and_a_circulation_taken_back(
    cast: Cast, line: Entry, api: Callable[[User], Api]
) -> None:
    ask, address = api(cast.secretary), f"meetings/{line.meeting_id}"
    version = ask("GET", address)["ETag"]
    for verb, status in (
        ("close", "closed"),
        ("reopen", "open"),
        ("circulate", "circulated"),
        ("take-back", "closed"),
        ("reopen", "open"),
    ):
        done = ask("POST", f"{address}/{verb}", {}, If_Match=version)
        assert (done.status_code, done.json()["status"]) == (200, status)
        version = done["ETag"]
    stale = ask("POST", f"{address}/close", {}, If_Match='"1"')
    assert (stale.status_code, stale["Content-Type"]) == (412, PROBLEM)


def test_only_the_chair_agrees_and_then_it_goes_round(
    cast: Cast, line: Entry, api: Callable[[User], Api]
) -> None:
    cast.body.chair_approves = True
    cast.body.save()
    secretary, chair = api(cast.secretary), api(cast.lead)
    address = f"meetings/{line.meeting_id}"
    closed = secretary("POST", f"{address}/close", {}, If_Match=secretary("GET", address)["ETag"])
    refused = secretary("POST", f"{address}/agree", {}, If_Match=closed["ETag"])
    assert refused.status_code == 403
    agreed = chair("POST", f"{address}/agree", {}, If_Match=closed["ETag"])
    assert (agreed.status_code, agreed.json()["agreed_at"] is None) == (200, False)
    round_ = secretary("POST", f"{address}/circulate", {}, If_Match=agreed["ETag"])
    assert round_.json()["status"] == "circulated"


def test_the_picture_of_an_organisation_is_noted(
    cast: Cast, line: Entry, api: Callable[[User], Api]
) -> None:
    row = line.meeting.attendances.get(organisation=cast.vws)
    ask, address = api(cast.secretary), f"attendances/{row.pk}/picture"
    assert ask("POST", address, {"picture": "given"}).status_code == 422
    cast.body.bob = True
    cast.body.save()
    assert api(cast.vws_officer)("POST", address, {"picture": "given"}).status_code == 403
    for picture in ("given", "nothing_to_add", ""):
        said = ask("POST", address, {"picture": picture})
        assert (said.status_code, said.json()["picture"]) == (200, picture)
    wrong = ask("POST", address, {"picture": "seen"})
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (400, "/picture")


def test_each_deed_leaves_one_root_event(
    cast: Cast, item: AgendaItem, api: Callable[[User], Api]
) -> None:
    before = AuditEvent.objects.filter(root=True).count()
    api(cast.secretary)("POST", "entries", {"item": str(item.pk), "text": "! Zo doen we het."})
    assert AuditEvent.objects.filter(root=True).count() == before + 1


def test_items_are_submitted_returned_submitted_again_accepted_and_changed(
    cast: Cast, coming: Meeting, api: Callable[[User], Api]
) -> None:
    officer, secretary = api(cast.vws_officer), api(cast.secretary)
    sent = {"meeting": str(coming.pk), "dossier": str(cast.dossier.pk), "title": "Cijfers"}
    made = officer("POST", "agenda-items", sent)
    assert (made.status_code, made.json()["submission"]) == (201, "submitted")
    address = f"agenda-items/{made.json()['id']}"
    back = secretary("POST", f"{address}/return", {"because": "Welke cijfers?"})
    assert (back.json()["submission"], back.json()["returned_because"]) == (
        "returned",
        "Welke cijfers?",
    )
    again = officer("POST", f"{address}/resubmit")
    changed = officer("PATCH", address, {"title": "Cijfers RIVM"}, If_Match=again["ETag"])
    assert (changed.status_code, changed.json()["title"]) == (200, "Cijfers RIVM")
    taken = secretary("POST", f"{address}/accept")
    assert taken.json()["submission"] == "accepted"
    late = officer("PATCH", address, {"title": "Anders"}, If_Match=taken["ETag"])
    assert late.status_code == 403
    listed = secretary("GET", f"agenda-items?meeting={coming.pk}").json()["results"]
    assert [row["title"] for row in listed] == ["Cijfers RIVM"]


def test_an_item_that_waits_is_seen_by_who_it_waits_for_and_who_submitted_it(
    cast: Cast, coming: Meeting, api: Callable[[User], Api]
) -> None:
    submit_item(
        meeting=coming,
        facts=ItemFacts(title="Cijfers", dossier=cast.dossier),
        by=cast.vws_officer,
        at=timezone.now(),
    )
    seen = {
        user.name: len(api(user)("GET", "agenda-items").json()["results"])
        for user in (cast.secretary, cast.vws_officer, cast.szw_officer, cast.stranger)
    }
    assert list(seen.values()) == [1, 1, 0, 0]


def test_the_result_of_an_item_is_noted(
    cast: Cast, item: AgendaItem, api: Callable[[User], Api]
) -> None:
    done = api(cast.secretary)("POST", f"agenda-items/{item.pk}/result", {"result": "noted"})
    assert (done.status_code, done.json()["result"]) == (200, "noted")


def test_a_typed_line_becomes_an_action_point(
    cast: Cast, item: AgendaItem, api: Callable[[User], Api]
) -> None:
    made = api(cast.secretary)(
        "POST", "entries", {"item": str(item.pk), "text": "Sheet delen @VWS uiterlijk wo 4 nov"}
    )
    assert (made.status_code, made["ETag"]) == (201, '"1"')
    said = made.json()
    assert (said["kind"], said["text"]) == ("action", "Sheet delen")
    assert said["action_point"] is not None


def test_lines_that_changed_since_a_sequence_come_with_those_removed(
    cast: Cast, line: Entry, api: Callable[[User], Api]
) -> None:
    ask = api(cast.secretary)
    more = ask("POST", "entries", {"item": str(line.item_id), "text": "Nog een regel"})
    ask("DELETE", f"entries/{line.pk}", If_Match=f'"{line.version}"')
    all_now = ask("GET", f"entries?meeting={line.meeting_id}").json()["results"]
    assert [row["id"] for row in all_now] == [more.json()["id"]]
    address = f"entries?meeting={line.meeting_id}&after={line.sequence}"
    changed = ask("GET", address).json()["results"]
    assert [(row["id"], row["removed"]) for row in changed] == [
        (more.json()["id"], False),
        (str(line.pk), True),
    ]


def test_a_line_is_rewritten_split_moved_removed_and_put_back(
    cast: Cast, line: Entry, api: Callable[[User], Api]
) -> None:
    ask, address = api(cast.secretary), f"entries/{line.pk}"
    new = ask("PATCH", address, {"text": "Een. Twee."}, If_Match=f'"{line.version}"')
    assert (new.status_code, new.json()["text"]) == (200, "Een. Twee.")
    cut = ask("POST", f"{address}/split", {"texts": ["Een.", "Twee."]}, If_Match=new["ETag"])
    assert [row["text"] for row in cut.json()] == ["Een.", "Twee."]
    first, second = cut.json()
    moved = ask(
        "POST", f"{address}/move", {"after": second["id"]}, If_Match=f'"{first["version"]}"'
    )
    assert moved.status_code == 200
    listed = ask("GET", f"entries?meeting={line.meeting_id}").json()["results"]
    assert [row["text"] for row in listed] == ["Twee.", "Een."]
    gone = ask("DELETE", address, If_Match=moved["ETag"])
    assert gone.status_code == 204
    assert ask("GET", address).status_code == 404
    back = ask("POST", f"{address}/undo", If_Match=gone["ETag"])
    assert (back.status_code, back.json()["removed"]) == (200, False)


def test_an_old_version_answers_412_with_what_stands_there_now(
    cast: Cast, line: Entry, api: Callable[[User], Api]
) -> None:
    ask, address, old = api(cast.secretary), f"entries/{line.pk}", f'"{line.version}"'
    ask("PATCH", address, {"text": "De eerste was sneller"}, If_Match=old)
    late = ask("PATCH", address, {"text": "De tweede"}, If_Match=old)
    assert (late.status_code, late["Content-Type"]) == (412, PROBLEM)
    assert late.json()["current"]["text"] == "De eerste was sneller"
    assert late["ETag"] == ask("GET", address)["ETag"]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PATCH", "entries/{line}"),
        ("DELETE", "entries/{line}"),
        ("POST", "entries/{line}/undo"),
        ("POST", "entries/{line}/split"),
        ("POST", "entries/{line}/move"),
        ("PATCH", "agenda-items/{item}"),
        ("POST", "meetings/{meeting}/move"),
        ("POST", "meetings/{meeting}/close"),
        ("POST", "meetings/{meeting}/circulate"),
        ("POST", "meetings/{meeting}/adopt"),
    ],
)
def test_a_change_without_a_version_is_refused_with_428(
    method: str, path: str, cast: Cast, line: Entry, api: Callable[[User], Api]
) -> None:
    where = path.format(line=line.pk, item=line.item_id, meeting=line.meeting_id)
    answer = api(cast.secretary)(method, where, {})
    assert (answer.status_code, answer["Content-Type"]) == (428, PROBLEM)
    garbled = api(cast.secretary)(method, where, {}, If_Match='"zoveel"')
    assert garbled.status_code == 412
    line.refresh_from_db()
    assert (line.version, line.removed_at) == (Entry.objects.get(pk=line.pk).version, None)


def test_additions_are_proposed_accepted_and_declined(
    cast: Cast, circulated: Meeting, line: Entry, api: Callable[[User], Api]
) -> None:
    reader, secretary = api(cast.szw_officer), api(cast.secretary)
    ids = []
    for text in ("Ook de arbeidsmarkt.", "En de musea."):
        made = reader("POST", "additions", {"item": str(line.item_id), "text": text})
        assert (made.status_code, made.json()["status"]) == (201, "proposed")
        ids.append(made.json()["id"])
    assert secretary("POST", f"additions/{ids[0]}/accept").json()["status"] == "accepted"
    refused = secretary("POST", f"additions/{ids[1]}/decline", {"because": ""})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/because")
    declined = secretary("POST", f"additions/{ids[1]}/decline", {"because": "Niet besproken"})
    assert declined.json()["status"] == "declined"
    listed = reader("GET", f"additions?meeting={circulated.pk}").json()["results"]
    assert [row["status"] for row in listed] == ["accepted", "declined"]


def test_attendance_is_noted_and_a_guest_comes_and_goes(
    cast: Cast, meeting: Meeting, api: Callable[[User], Api]
) -> None:
    ask = api(cast.secretary)
    row = meeting.attendances.get(organisation=cast.vws)
    noted = ask("PATCH", f"attendances/{row.pk}", {"presence": "present"})
    assert (noted.status_code, noted.json()["presence"]) == (200, Presence.PRESENT)
    sent = {"meeting": str(meeting.pk), "organisation": str(cast.jenv.pk)}
    guest = ask("POST", "attendances", sent)
    assert (guest.status_code, guest.json()["role"]) == (201, "")
    listed = ask("GET", f"attendances?meeting={meeting.pk}").json()["results"]
    assert len(listed) == meeting.attendances.count() == 5
    stands_in = ask("PATCH", f"attendances/{row.pk}", {"named": "Hoofd crisis"}).json()
    assert (stands_in["person"], stands_in["named"]) == (None, "Hoofd crisis")
    assert ask("DELETE", f"attendances/{guest.json()['id']}").status_code == 204
    assert ask("DELETE", f"attendances/{row.pk}").status_code == 422
    assert Attendance.objects.filter(meeting=meeting).count() == 4


def test_the_same_key_with_the_same_body_is_done_once(
    cast: Cast, item: AgendaItem, api: Callable[[User], Api]
) -> None:
    ask, sent = api(cast.secretary), {"item": str(item.pk), "text": "Een keer"}
    first = ask("POST", "entries", sent, Idempotency_Key="sleutel-1")
    again = ask("POST", "entries", sent, Idempotency_Key="sleutel-1")
    assert (again.status_code, again["ETag"]) == (201, first["ETag"])
    assert again.json() == first.json()
    assert Entry.objects.count() == 1
    other = ask("POST", "entries", sent | {"text": "Anders"}, Idempotency_Key="sleutel-1")
    assert (other.status_code, other["Content-Type"]) == (422, PROBLEM)
    assert Entry.objects.count() == 1


WRITES = [
    ("POST", "meetings", {}),
    ("POST", "meetings/{meeting}/cancel", {"reason": "Zomaar"}),
    ("POST", "meetings/{meeting}/open", {}),
    ("POST", "meetings/{meeting}/close", {}),
    ("POST", "agenda-items/{item}/accept", {}),
    ("POST", "agenda-items/{item}/return", {"because": "Nee"}),
    ("POST", "agenda-items/{item}/result", {"result": "noted"}),
    ("POST", "entries", {"item": "{item}", "text": "Erbij"}),
    ("PATCH", "entries/{line}", {"text": "Anders"}),
    ("DELETE", "entries/{line}", {}),
    ("POST", "entries/{line}/undo", {}),
    ("PATCH", "attendances/{row}", {"presence": "present"}),
]


def _ask_all(ask: Api, line: Entry) -> list[int]:
    names = {
        "line": line.pk,
        "item": line.item_id,
        "meeting": line.meeting_id,
        "row": line.meeting.attendances.order_by("pk")[0].pk,
    }
    answers, meeting = [], Meeting.objects.get(pk=line.meeting_id)
    for method, path, body in WRITES:
        sent = {key: value.format(**names) for key, value in body.items()}
        version = (meeting if path.startswith("meetings") else line).version
        answer = ask(method, path.format(**names), sent, If_Match=f'"{version}"')
        assert answer["Content-Type"] == PROBLEM
        answers.append(answer.status_code)
    return answers


def _state() -> tuple[Any, ...]:
    return (
        list(Meeting.objects.order_by("pk").values()),
        list(AgendaItem.objects.order_by("pk").values()),
        list(Entry.objects.order_by("pk").values()),
        list(Attendance.objects.order_by("pk").values()),
        AuditEvent.objects.count(),
    )


def test_an_auditor_reads_and_every_write_is_refused(
    cast: Cast, line: Entry, api: Callable[[User], Api]
) -> None:
    ask, before = api(cast.auditor), _state()
    assert ask("GET", f"entries/{line.pk}").status_code == 200
    assert set(_ask_all(ask, line)) == {403}
    assert _state() == before


def test_a_colleague_without_a_part_reads_and_every_write_is_refused(
    cast: Cast, line: Entry, api: Callable[[User], Api]
) -> None:
    ask, before = api(cast.stranger), _state()
    assert ask("GET", f"entries/{line.pk}").status_code == 200
    # an empty plan is not valid, whoever asks
    assert _ask_all(ask, line) == [400, *[403] * (len(WRITES) - 1)]
    assert _state() == before


@pytest.mark.parametrize("who", ["stranger", "partner", "administrator"])
def test_a_closed_dossier_is_not_there_for_who_has_no_part(
    who: str, cast: Cast, line: Entry, api: Callable[[User], Api]
) -> None:
    Dossier.objects.filter(pk=cast.dossier.pk).update(restricted=True)
    ask, before = api(getattr(cast, who)), _state()
    right = 403 if who == "administrator" else 404
    for path in (
        f"meetings/{line.meeting_id}",
        f"agenda-items/{line.item_id}",
        f"entries/{line.pk}",
        f"attendances/{line.meeting.attendances.order_by('pk')[0].pk}",
    ):
        answer = ask("GET", path)
        assert (answer.status_code, answer["Content-Type"]) == (right, PROBLEM)
    for path in ("meetings", "agenda-items", "entries", "additions", "attendances"):
        answer = ask("GET", path)
        assert answer.status_code == 403 if right == 403 else answer.json()["results"] == []
    assert not {200, 201, 204, 500} & set(_ask_all(ask, line))
    assert _state() == before


def test_nobody_is_let_in_without_signing_in(line: Entry) -> None:
    answer = Client().get(f"/api/v1/entries/{line.pk}")
    assert (answer.status_code, answer["Content-Type"]) == (401, PROBLEM)


@pytest.mark.parametrize("path", ["meetings", "agenda-items", "entries", "attendances"])
def test_a_list_costs_as_many_queries_with_three_rows_as_with_one(
    path: str,
    cast: Cast,
    line: Entry,
    api: Callable[[User], Api],
    make_item: Callable[..., AgendaItem],
    django_assert_num_queries: Any,
) -> None:
    ask = api(cast.secretary)
    ask("GET", path)
    queries = {"meetings": 6, "agenda-items": 5, "entries": 5, "attendances": 5}[path]
    with django_assert_num_queries(queries):
        ask("GET", path)
    for title in ("Twee", "Drie"):
        item = make_item(line.meeting, title)
        write_line(item=item, typed="Regel", by=cast.secretary, at=MONDAY)
        plan_meeting(
            body=cast.body,
            dossier=cast.dossier,
            starts_at=MONDAY + timedelta(days=7),
            ends_at=MONDAY + timedelta(days=7, hours=1),
            by=cast.secretary,
            at=MONDAY,
        )
    with django_assert_num_queries(queries):
        ask("GET", path)
