"""A lesson is written down, offered where something like it is planned, applied, and travels."""

import json
from collections.abc import Callable
from datetime import time, timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from coordination.cycle.services.cadences import CadenceFacts, add_cadence
from coordination.cycle.services.slots import SlotFacts, add_slot
from coordination.dossiers.models import Classification, Dossier, Function
from coordination.dossiers.services import grant_access, open_dossier
from coordination.kit.history import save_as
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.lessons.models import Application, Lesson, LessonStatus
from coordination.lessons.queries import Filters, lessons_here, lessons_of, list_lessons
from coordination.lessons.services.applying import apply_lesson, take_back
from coordination.lessons.services.keeping import (
    LessonFacts,
    add_lesson,
    change_lesson,
    reopen_lesson,
    settle_lesson,
)
from coordination.meetings.models import Meeting
from coordination.meetings.services.meetings import plan_meeting
from coordination.people.models import User
from tests.cast import MONDAY, Cast

Learn = Callable[..., Lesson]


@pytest.fixture
def learn(cast: Cast) -> Learn:
    def make(learnt: str, dossier: Dossier | None = None, **more: Any) -> Lesson:
        facts = LessonFacts(
            dossier=dossier or cast.dossier, learnt=learnt, organisation=cast.dgsc, **more
        )
        return add_lesson(facts=facts, by=None, at=MONDAY)

    return make


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    return plan_meeting(
        body=cast.body,
        dossier=cast.dossier,
        starts_at=MONDAY + timedelta(days=3),
        ends_at=MONDAY + timedelta(days=3, hours=1),
        subject="Opvang van kwetsbare ouderen",
        by=cast.secretary,
        at=MONDAY,
    )


def test_what_is_like_a_planned_meeting_is_offered_there(
    cast: Cast, learn: Learn, meeting: Meeting
) -> None:
    of_body = learn("Stukken eerder rondsturen", body=cast.body)
    of_words = learn("De opvang voor oudere mensen raakte vol, de kwetsbaren wachtten")
    learn("De dijk werd te laat bekeken")
    dropped = learn("Kwetsbare ouderen in de opvang tellen")
    settle_lesson(
        lesson=dropped, status=LessonStatus.DROPPED, version=1, by=cast.secretary, at=MONDAY
    )

    offered = lessons_here(meeting, cast.secretary).offered
    assert {one.pk for one in offered} <= {of_body.pk, of_words.pk}
    assert offered[0] == of_body


def test_an_applied_lesson_is_offered_no_more_and_can_be_taken_back(
    cast: Cast, learn: Learn, meeting: Meeting
) -> None:
    lesson = learn("Stukken eerder rondsturen", body=cast.body)
    made = apply_lesson(lesson=lesson, to=meeting, by=cast.secretary, at=MONDAY)
    here = lessons_here(meeting, cast.secretary)
    assert (here.offered, here.applied) == ([], [made])
    with pytest.raises(Refusal, match="al toegepast"):
        apply_lesson(lesson=lesson, to=meeting, by=cast.secretary, at=MONDAY)

    take_back(application=made, by=cast.secretary, at=MONDAY)
    assert lessons_here(meeting, cast.secretary).offered == [lesson]


def test_a_body_shows_what_is_for_it_and_what_its_meetings_taught(
    cast: Cast, learn: Learn, meeting: Meeting
) -> None:
    of_body = learn("Stukken eerder rondsturen", body=cast.body)
    of_meeting = learn("De zaal was te klein", meeting=meeting)
    learn("De dijk werd te laat bekeken")
    dropped = learn("Nooit op maandag", body=cast.body)
    status = LessonStatus.DROPPED
    settle_lesson(lesson=dropped, status=status, version=1, by=cast.secretary, at=MONDAY)
    assert set(lessons_of({cast.body.pk}, cast.vws_officer)) == {of_body, of_meeting}
    Dossier.objects.filter(pk=cast.dossier.pk).update(
        classification=Classification.DEPARTMENTAL, restricted=True
    )
    assert lessons_of({cast.body.pk}, cast.vws_officer) == []


def test_the_api_applies_takes_back_and_takes_in(
    cast: Cast, learn: Learn, meeting: Meeting, sign_in: Callable[[User], Client]
) -> None:
    lesson = learn("Stukken eerder rondsturen", body=cast.body)
    client, place = sign_in(cast.secretary), f"/api/v1/lessons/{lesson.pk}"

    def send(path: str, **body: object) -> Any:
        return client.post(path, body, content_type="application/json")

    made = send(f"{place}/apply", meeting=str(meeting.pk))
    assert made.status_code == 201
    both = send(f"{place}/apply", meeting=str(meeting.pk), dossier=str(cast.dossier.pk))
    assert both.status_code == 400
    other = learn("Iets anders")
    application = json.loads(made.content)["id"]
    wrong = send(f"/api/v1/lessons/{other.pk}/take-back", application=application)
    assert wrong.status_code == 422
    assert send(f"{place}/take-back", application=application).status_code == 200
    assert not lesson.applications.exists()
    row = {"origin": str(uuid4()), "learnt": "Eerder bellen"}
    twice = [send("/api/v1/lessons/import", dossier=str(cast.dossier.pk), lessons=[row])
             for _time in range(2)]  # fmt: skip
    assert [answer.status_code for answer in twice] == [201, 422]
    assert Lesson.objects.filter(learnt="Eerder bellen").count() == 1


def test_nobody_is_offered_a_lesson_of_a_dossier_she_may_not_see(
    cast: Cast, learn: Learn, meeting: Meeting
) -> None:
    secret = open_dossier(
        title="Vertrouwelijk",
        owner=cast.dgsc,
        classification=Classification.DEPARTMENTAL,
        by=None,
        at=MONDAY,
    )
    learn("Stukken eerder rondsturen", dossier=secret, body=cast.body)
    assert lessons_here(meeting, cast.vws_officer).offered == []
    assert list(list_lessons(cast.vws_officer, Filters(text="stukken"))) == []


def test_it_is_settled_and_opened_again_by_who_writes_in_its_dossier(
    cast: Cast, learn: Learn
) -> None:
    lesson = learn("Eerst bellen")
    adopted = LessonStatus.ADOPTED
    with pytest.raises(NotAllowed):
        settle_lesson(lesson=lesson, status=adopted, version=1, by=cast.stranger, at=MONDAY)
    settled = settle_lesson(lesson=lesson, status=adopted, version=1, by=cast.secretary, at=MONDAY)
    assert (settled.status, settled.settled_by) == (adopted, cast.secretary)
    opened = reopen_lesson(lesson=lesson, version=2, by=cast.secretary, at=MONDAY)
    assert (opened.status, opened.settled_at) == (LessonStatus.OPEN, None)


def test_two_who_change_it_at_once_both_see_both_texts(
    cast: Cast, learn: Learn, client: Client
) -> None:
    lesson = learn("Eerst bellen")
    facts = LessonFacts(dossier=cast.dossier, learnt="Eerst mailen", organisation=cast.dgsc)
    change_lesson(lesson=lesson, facts=facts, version=1, by=cast.secretary, at=MONDAY)

    client.force_login(cast.secretary)
    sent = {
        "learnt": "Eerst schrijven",
        "dossier": str(cast.dossier.pk),
        "source_kind": "work",
        "organisation": str(cast.dgsc.pk),
        "version": "1",
    }
    page = client.post(lesson.get_absolute_url(), sent)
    assert page.status_code == 409
    assert "Eerst mailen" in page.content.decode()
    assert "Eerst schrijven" in page.content.decode()
    assert lesson.history.count() == 2


@pytest.mark.parametrize("kind", ["json", "xlsx"])
def test_lessons_of_an_exercise_come_into_a_real_instance_once(
    kind: str, cast: Cast, learn: Learn, client: Client, settings: Any
) -> None:
    grant_access(
        dossier=cast.dossier, to=cast.coordinator, function=Function.LEAD, by=None, at=MONDAY
    )
    client.force_login(cast.coordinator)
    learn("Eerst bellen,\ndan publiceren", otherwise="=bellen()", body=cast.body)
    settings.EXERCISE = True
    exported = client.get(f"/lessen/lessen.{kind}")
    assert "OEFENING-lessen-" in exported["Content-Disposition"]
    settings.EXERCISE = False
    Lesson.objects.all().delete()

    def read_in() -> Any:
        upload = SimpleUploadedFile(f"lessen.{kind}", exported.content)
        asked = {"dossier": str(cast.dossier.pk), "upload": upload}
        return client.post("/lessen/inlezen/", asked)

    shown = read_in()
    assert Lesson.objects.count() == 0
    content = {"dossier": str(cast.dossier.pk), "content": shown.context["content"]}
    assert client.post("/lessen/inlezen/", content).status_code == 302
    [lesson] = Lesson.objects.all()
    assert (lesson.learnt, lesson.otherwise) == ("Eerst bellen,\ndan publiceren", "=bellen()")
    assert (lesson.status, lesson.body, lesson.created_by) == (
        LessonStatus.OPEN,
        cast.body,
        cast.coordinator,
    )

    assert "staat er al" in read_in().content.decode()
    assert client.post("/lessen/inlezen/", content).status_code == 422
    # and back to the exercise it is still the lesson that was written there
    exported = client.get(f"/lessen/lessen.{kind}")
    assert "staat er al" in read_in().content.decode()
    assert Lesson.objects.count() == 1


@pytest.mark.parametrize("content", [b"{", b'{"lessons": 3}', b"[[1]]", b"PK\x03\x04 no book"])
def test_a_file_that_is_no_list_gets_a_sentence(content: bytes, cast: Cast, client: Client) -> None:
    client.force_login(cast.secretary)
    upload = SimpleUploadedFile("lessen.json", content)
    page = client.post("/lessen/inlezen/", {"dossier": str(cast.dossier.pk), "upload": upload})
    assert page.status_code == 422
    assert Lesson.objects.count() == 0


def test_a_row_that_is_not_right_takes_the_whole_list_back(cast: Cast, client: Client) -> None:
    client.force_login(cast.secretary)
    listed = [{"learnt": "Zonder sleutel"}, {"origin": "x", "learnt": "Kromme sleutel"}]
    asked = {"dossier": str(cast.dossier.pk), "content": json.dumps(listed)}
    page = client.post("/lessen/inlezen/", asked)
    assert page.content.decode().count("De sleutel van deze les ontbreekt") == 2
    assert Lesson.objects.count() == 0


def test_the_list_and_the_panels_cost_the_same_with_one_and_three_lessons(
    cast: Cast,
    learn: Learn,
    meeting: Meeting,
    client: Client,
    django_assert_num_queries: Any,
) -> None:
    def counted() -> None:
        with django_assert_num_queries(6):
            client.get("/lessen/")
        with django_assert_num_queries(3):
            here = lessons_here(meeting, cast.secretary)
        assert here.applied
        [str(one.owned_by) for one in here.offered]

    client.force_login(cast.secretary)
    apply_lesson(
        lesson=learn("Eerst bellen", body=cast.body), to=meeting, by=cast.secretary, at=MONDAY
    )
    client.get("/lessen/")
    counted()
    for learnt in ("Eerder sturen", "Later lezen"):
        learn(learnt, body=cast.body)
    counted()
    assert Application.objects.count() == 1


def test_the_sheet_holds_a_row_per_lesson(cast: Cast, learn: Learn, client: Client) -> None:
    grant_access(
        dossier=cast.dossier, to=cast.coordinator, function=Function.LEAD, by=None, at=MONDAY
    )
    lesson = learn("Eerst bellen")
    client.force_login(cast.coordinator)
    book = load_workbook(BytesIO(client.get("/lessen/lessen.xlsx").content))
    [head, row] = book.active.values  # type: ignore[union-attr]  # a book has a sheet
    assert dict(zip(head, row, strict=True))["sleutel"] == str(lesson.origin)


def test_a_lesson_reads_back_as_it_stood_and_says_what_differs(
    cast: Cast, learn: Learn, sign_in: Callable[[User], Client]
) -> None:
    lesson = learn("Stukken kwamen te laat")
    facts = LessonFacts(
        dossier=cast.dossier, learnt="Stukken kwamen een dag te laat", organisation=cast.dgsc
    )
    change_lesson(
        lesson=lesson, facts=facts, version=lesson.version, by=cast.secretary,
        at=MONDAY + timedelta(hours=2),
    )  # fmt: skip
    client = sign_in(cast.secretary)

    def page(at: Any) -> str:
        answer = client.get(lesson.get_absolute_url(), {"op": at.isoformat()})
        assert answer.status_code == 200
        return str(answer.content.decode())

    then = page(MONDAY + timedelta(hours=1))
    assert "Stukken kwamen te laat" in then
    assert "Leest nu anders: wat is geleerd." in then
    assert "Leest nu anders" not in page(MONDAY + timedelta(hours=3))
    assert "nog niet opgeschreven" in page(MONDAY - timedelta(hours=1))
    asked = {"as_of": (MONDAY + timedelta(hours=1)).isoformat()}
    said = client.get(f"/api/v1/lessons/{lesson.pk}", asked).json()
    assert said["learnt"] == "Stukken kwamen te laat"


def test_lessons_stood_in_a_closed_dossier_are_not_read_back(
    cast: Cast, learn: Learn, sign_in: Callable[[User], Client]
) -> None:
    lesson = learn("Achter de deur geleerd", cast.secret_dossier)
    lesson.dossier, lesson.version = cast.dossier, 2
    save_as(lesson, by=cast.lead, at=MONDAY + timedelta(hours=2))
    client = sign_in(cast.secretary)
    asked = {"as_of": (MONDAY + timedelta(hours=1)).isoformat()}
    assert client.get(f"/api/v1/lessons/{lesson.pk}", asked).status_code == 404
    back = client.get(lesson.get_absolute_url(), {"op": asked["as_of"]}).content.decode()
    assert "nog niet opgeschreven" in back


def test_the_cycle_shows_what_its_bodies_learnt(
    cast: Cast, learn: Learn, sign_in: Callable[[User], Client]
) -> None:
    mine = learn("Stem de nota eerder af", body=cast.body)
    learn("Van een ander")
    facts = CadenceFacts(
        name_nl="Cyclus", name_en="Cycle", dossier=cast.dossier, length=14, anchor=MONDAY.date()
    )
    grant_access(
        dossier=cast.dossier, to=cast.coordinator, function=Function.LEAD, by=None, at=MONDAY
    )
    cadence = add_cadence(facts=facts, by=cast.coordinator, at=MONDAY)
    slot = SlotFacts(1, time(10), body=cast.body)
    add_slot(cadence=cadence, facts=slot, by=cast.coordinator, at=MONDAY)
    client = sign_in(cast.secretary)
    page = client.get("/cyclus/", {"dag": "2020-11-03"}).content.decode()
    assert mine.title in page
    assert "Van een ander" not in page
