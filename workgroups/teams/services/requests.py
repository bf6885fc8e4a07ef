"""People that a team asks an organisation for, and what it answers."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination.actions.terms import Owner
from coordination.audit.deeds import deed, record
from coordination.kit.history import save_as
from coordination.kit.locking import locked, refuse_stale
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.people.models import Organisation, User

from ..models import RequestStatus, ResourceRequest, Team, Track
from ..permissions import can_answer
from .members import Capacity
from .saving import checked, lock_team


class AnsweredAlready(Refusal):
    """It was granted, refused or withdrawn."""

    status = 409


@dataclass(frozen=True)
class Need:
    """Which profile is needed, of whom it is asked, and by when the answer is there."""

    organisation: Organisation
    profile: str
    answer_by: date
    capacity: Capacity | None = None
    track: Track | None = None


@deed
def ask_people(*, team: Team, need: Need, by: User, at: datetime) -> ResourceRequest:
    """A request of the team to an organisation; refuses a day that is past, and another's track."""
    team = lock_team(team, by=by)
    if need.answer_by < timezone.localdate(at):
        raise Refusal(_("This day is past; choose a day to come."), field="answer_by")
    if not need.organisation.active:
        sentence = _("This organisation is no longer there; choose another.")
        raise Refusal(sentence, field="organisation")
    if need.track is not None and need.track.team_id != team.pk:
        raise Refusal(_("This track is that of another team."), field="track")
    request = ResourceRequest(
        team=team,
        track=need.track,
        organisation=need.organisation,
        profile=checked(need.profile, "profile", longest=300),
        capacity=need.capacity.number if need.capacity else None,
        capacity_unit=need.capacity.unit if need.capacity else "",
        answer_by=need.answer_by,
        asked_at=at,
        asked_by=by,
    )
    if request.capacity is not None and request.capacity <= 0:
        raise Refusal(_("Ask for more than nothing, or leave it open."), field="capacity")
    save_as(request, by=by, at=at)
    record(
        "teams.people_asked",
        request,
        by=by,
        at=at,
        dossier=team.pk,
        organisation=need.organisation.pk,
        profile=request.profile,
        answer_by=need.answer_by,
    )
    return request


@deed
def answer_request(
    *, request: ResourceRequest, version: int, granted: bool, answer: str, by: User, at: datetime
) -> ResourceRequest:
    """What the organisation says: somebody comes, or nobody and why not."""
    request = _lock(request, version, by)
    if not granted and not answer.strip():
        raise Refusal(_("Say why not, so that the team can ask elsewhere."), field="answer")
    status = RequestStatus.GRANTED if granted else RequestStatus.REFUSED
    return settle(request, status, answer, by=by, at=at, part=False)


@deed
def withdraw_request(
    *, request: ResourceRequest, version: int, by: User, at: datetime
) -> ResourceRequest:
    """It is needed no longer."""
    lock_team(request.team, by=by)
    request = locked(request)
    _refuse_answered(request)
    refuse_stale(request, version)
    return settle(request, RequestStatus.WITHDRAWN, "", by=by, at=at, part=False)


@deed
def reopen_request(
    *, request: ResourceRequest, version: int, by: User, at: datetime
) -> ResourceRequest:
    """The answer taken back by who may give one: the inverse of settling it."""
    request = locked(request)
    if not can_answer(by, request):
        raise NotAllowed(_("Only the organisation that was asked, or the team, answers this."))
    refuse_stale(request, version)
    if request.is_open:
        raise Refusal(_("This request is open already."))
    if not request.team.stands:
        raise Refusal(_("This team was wound up; nothing in it changes any more."))
    old, request.status = request.status, RequestStatus.ASKED
    request.answer, request.answered_at, request.answered_by = "", None, None
    request.version += 1
    save_as(request, by=by, at=at)
    record("teams.request_reopened", request, by=by, at=at, dossier=request.team_id, old=old)
    return request


def withdraw_open(*, team: Team, to: Owner, by: User, at: datetime) -> int:
    """The requests that nobody answered, withdrawn with the team; none of them goes to `to`."""
    for request in ResourceRequest.objects.filter(team=team).open().order_by("asked_at", "pk"):
        settle(request, RequestStatus.WITHDRAWN, "", by=by, at=at)
    return 0


def settle(
    request: ResourceRequest,
    status: RequestStatus,
    answer: str,
    *,
    by: User,
    at: datetime,
    part: bool = True,
) -> ResourceRequest:
    """The end of a request, as the deed itself or as a part of one over many."""
    request.status = status
    request.answer = checked(answer, "answer", longest=300, needed=False)
    request.answered_at, request.answered_by = at, by
    request.version += 1
    save_as(request, by=by, at=at)
    record(
        "teams.request_settled",
        request,
        by=by,
        at=at,
        dossier=request.team_id,
        part=part,
        status=status,
    )
    return request


def _lock(request: ResourceRequest, version: int, by: User) -> ResourceRequest:
    request = locked(request)
    if not can_answer(by, request):
        raise NotAllowed(_("Only the organisation that was asked, or the team, answers this."))
    _refuse_answered(request)
    refuse_stale(request, version)
    return request


def _refuse_answered(request: ResourceRequest) -> None:
    if not request.is_open:
        raise AnsweredAlready(_("This request was answered or withdrawn already."))
