"""What is done to a line, its stops, their papers and the routes on the pages, by the API."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from coordination.cycle.models import Cadence, Slot
from coordination.dossiers.models import Dossier
from coordination.meetings.models import AgendaItem, Meeting
from coordination.meetings.services.meetings import cancel_meeting
from coordination.papers.models import Paper, PaperKind
from coordination.papers.services import add_paper
from tests.cast import MONDAY, Cast
from tests.sweep.registry.papers import pdf
from tests.workgroups.sending import send
from workgroups.advice.models import AdviceRequest, RouteTemplate, Stop, StopPurpose

Ask = Callable[..., AdviceRequest]
SignIn = Callable[..., Client]


@pytest.fixture
def hers(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.coordinator)


@pytest.fixture
def paper(cast: Cast) -> Paper:
    made: Paper = add_paper(
        dossier=cast.dossier,
        title="Nota",
        kind=PaperKind.COVER_NOTE,
        upload=pdf(),
        supplied_by=cast.vws,
        by=cast.secretary,
        at=MONDAY,
    )
    return made


def slot_of(cadence: Cadence, body: str, day: int) -> Slot:
    found: Slot = cadence.slots.get(body__code=body, day_offset=day - 1, line="B")
    return found


def test_a_route_is_kept_changed_and_removed(cast: Cast, hers: Client, cadence: Cadence) -> None:
    acc, mcc = slot_of(cadence, "ACC", 4), slot_of(cadence, "MCC", 9)
    steps = [
        {"slot": str(acc.pk), "purpose": "direction"},
        {"slot": str(mcc.pk), "purpose": "outcome", "answers": True},
    ]
    body = {
        "cadence": str(cadence.pk),
        "name_nl": "Kort",
        "name_en": "Short",
        "kind": "question",
        "steps": steps,
    }
    made = send(hers, "advice-routes", body)
    assert made.status_code == 201, made.content
    key, said = made.json()["id"], made.json()
    assert [(one["purpose"], one["answers"]) for one in said["steps"]] == [
        ("direction", False),
        ("outcome", True),
    ]
    changed = send(hers, f"advice-routes/{key}", {"name_nl": "Korter"}, version=1, verb="patch")
    assert (changed.json()["name_nl"], len(changed.json()["steps"])) == ("Korter", 2)
    stale = send(hers, f"advice-routes/{key}", {"name_nl": "Anders"}, version=1, verb="patch")
    assert stale.status_code == 412
    back = send(hers, f"advice-routes/{key}", {"steps": steps[::-1]}, version=2, verb="patch")
    assert (back.status_code, RouteTemplate.objects.get(pk=key).steps.count()) == (422, 2)
    assert send(hers, f"advice-routes/{key}/remove", version=2).status_code == 200
    assert hers.get(f"/api/v1/advice-routes/{key}").status_code == 404


def test_nine_steps_are_refused_because_the_page_shows_eight(
    cast: Cast, hers: Client, cadence: Cadence
) -> None:
    step = {"slot": str(slot_of(cadence, "ACC", 4).pk), "purpose": "direction"}
    names = {"name_nl": "Lang", "name_en": "Long", "kind": "question", "cadence": str(cadence.pk)}
    found = send(hers, "advice-routes", {**names, "steps": [step] * 9})
    assert (found.status_code, RouteTemplate.objects.filter(name_nl="Lang").count()) == (422, 0)


def test_only_who_keeps_the_rhythm_keeps_routes(
    cast: Cast, sign_in: SignIn, cadence: Cadence, route: RouteTemplate
) -> None:
    client = sign_in(cast.secretary)
    assert send(client, f"advice-routes/{route.pk}/remove", version=1).status_code == 403
    route.refresh_from_db()
    assert route.removed_at is None


def test_papers_wait_with_a_stop_and_go_along(
    cast: Cast, hers: Client, ask: Ask, paper: Paper, sign_in: SignIn
) -> None:
    stop: Stop = ask().stops.get(purpose=StopPurpose.DIRECTION, body__code="ACC")
    path = f"advice-stops/{stop.pk}/papers"
    assert send(hers, path, {"paper": str(paper.pk)}).status_code == 201
    assert send(hers, path, {"paper": str(paper.pk)}).status_code == 422
    (shown,) = hers.get(f"/api/v1/{path}").json()
    assert shown["paper"] == str(paper.pk)
    assert (
        send(hers, f"advice-stops/{stop.pk}/remove-paper", {"paper": str(paper.pk)}).status_code
        == 204
    )
    assert hers.get(f"/api/v1/{path}").json() == []
    send(hers, path, {"paper": str(paper.pk)})
    placed = send(hers, f"advice-stops/{stop.pk}/agenda", version=1)
    assert placed.status_code == 200, placed.content
    item = Stop.objects.get(pk=stop.pk).item
    assert item is not None
    assert [one.paper for one in item.papers.all()] == [paper]
    partner = sign_in(cast.partner)
    assert send(partner, path, {"paper": str(paper.pk)}).status_code in {403, 404}


def test_a_line_goes_from_asked_to_withdrawn_and_back(cast: Cast, hers: Client, ask: Ask) -> None:
    body = {
        "question": "Wat kan er wel?",
        "team": str(cast.dossier.pk),
        "asked_on": date(2020, 11, 2).isoformat(),
    }
    ask()
    made = send(hers, "advice-requests", body)
    assert made.status_code == 201, made.content
    path = f"advice-requests/{made.json()['id']}"
    assert send(hers, f"{path}/withdraw", {"because": "Vervalt"}, version=1).status_code == 200
    assert send(hers, f"{path}/answer", {"text": "Toch"}, version=2).status_code == 409
    assert send(hers, f"{path}/resume", version=2).status_code == 200
    assert send(hers, f"{path}/answer", {"text": "Klein vieren"}, version=3).status_code == 200
    back = send(hers, f"{path}/take-back-answer", version=4).json()
    assert (back["answer"], back["answered_at"]) == ("", None)


def test_a_step_that_is_sent_in_a_change_is_a_whole_step(
    hers: Client, route: RouteTemplate
) -> None:
    slot = str(route.steps.order_by("position")[0].slot_id)
    for step in ({}, {"slot": slot}, {"purpose": "asked"}):
        path = f"advice-routes/{route.pk}"
        said = send(hers, path, {"steps": [step]}, version=route.version, verb="patch")
        assert said.status_code == 400, step


def test_a_stop_of_a_cancelled_meeting_stands_where_its_page_shows_it(
    cast: Cast, hers: Client, ask: Ask, meeting_of: Callable[..., Meeting]
) -> None:
    line = ask()
    stop = line.stops.get(answers=True)
    path, own = f"/api/v1/advice-requests/{line.pk}", f"/api/v1/advice-stops/{stop.pk}"

    def said() -> set[str | None]:
        rows = hers.get(f"/api/v1/advice-stops?request={line.pk}").json()["results"]
        found = [*hers.get(path).json()["stops"], hers.get(own).json(), *rows]
        return {one["stands_in"] for one in found if one["id"] == str(stop.pk)}

    first, second = (meeting_of("MCC", date(2020, 11, day)) for day in (17, 24))
    assert said() == {str(first.pk)}
    cancel_meeting(meeting=first, reason="Reces", by=cast.coordinator, at=MONDAY)
    assert said() == {str(second.pk)}
    moved = send(hers, f"advice-stops/{stop.pk}", {"purpose": "interim"}, version=1, verb="patch")
    assert (moved.status_code, moved.json()["stands_in"]) == (200, str(second.pk))
    later = Meeting.objects.filter(body=first.body, starts_at__gt=first.starts_at)
    for one in later:
        cancel_meeting(meeting=one, reason="Reces", by=cast.coordinator, at=MONDAY)
    assert said() == {None}


def test_what_she_may_not_see_of_a_stop_is_null(
    cast: Cast,
    hers: Client,
    sign_in: SignIn,
    ask: Ask,
    question_item: AgendaItem,
    rhythm_dossier: Dossier,
) -> None:
    line = ask(item=question_item, asked_on=None)
    stop: Stop = line.stops.get(purpose=StopPurpose.DIRECTION, body__code="ACC")
    assert send(hers, f"advice-stops/{stop.pk}/agenda", version=1).status_code == 200
    Dossier.objects.filter(pk=rhythm_dossier.pk).update(restricted=True)
    path = f"/api/v1/advice-requests/{line.pk}"
    keys = ("stands_in", "meeting", "item")
    seen = hers.get(path).json()
    (hers_then,) = [one for one in seen["stops"] if one["id"] == str(stop.pk)]
    assert None not in [seen["asked_item"], *(hers_then[key] for key in keys)]
    other = sign_in(cast.stranger)
    said = other.get(path).json()
    stops = [*said["stops"], other.get(f"/api/v1/advice-stops/{stop.pk}").json()]
    stops += other.get("/api/v1/advice-stops").json()["results"]
    assert said["asked_item"] is None
    assert {one[key] for one in stops for key in keys} == {None}
