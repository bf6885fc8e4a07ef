"""What is due in coordination: points, parts of points asked of all, reviews, deadlines."""

import datetime as dt
from typing import Any

from django.db.models import Exists, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from coordination.actions.models import ActionPart, ActionPoint, ActionStatus, PartStatus
from coordination.decisions.models import Decision, DecisionStatus
from coordination.dossiers.asof import as_of
from coordination.meetings.models import Meeting, MeetingStatus

from .due import DueSource, due_items
from .models import Deadline, DeadlineKind
from .models.deadlines import HANGS, LAPSED
from .stood import Stood, read, the_one

POST = {"post_nl": "post__name_nl", "post_en": "post__name_en", "holder": "post__holder"}
PERSON = {"person": "person", "person_function": "person__function", "person_name": "person__name"}
NUMBER = {"series": "series", "year": "year", "serial": "serial"}
ORGANISATION = {"organisation": "organisation", "organisation_code": "organisation__code"}


def _owned(prefix: str, columns: dict[str, str]) -> dict[str, str]:
    return {name: f"{prefix}{path}" for name, path in columns.items()}


STANDING = [ActionStatus.OPEN, ActionStatus.DONE]
POINTS = DueSource(
    label=_("action point"),
    model=ActionPoint,
    rows=Q(status__in=STANDING, for_everyone=False),
    open=Q(status=ActionStatus.OPEN),
    columns={
        "what": "text",
        "due": "due_on",
        "due_time": "due_time",
        "version": "due_version",
        "body": "body",
        **NUMBER,
        **_owned("owner_", {**PERSON, **POST, **ORGANISATION}),
    },
    url_name="actions:detail",
    then=lambda at: Stood(Q(status__in=STANDING, for_everyone=False), Q(status=ActionStatus.OPEN)),
)


def _parts_then(at: dt.datetime) -> Stood:
    """With the words and the term that its point had then."""
    point = the_one(ActionPoint, at, "action_point_id")
    names = {"what": "text", "due": "due_on", "due_time": "due_time", "version": "due_version"}
    asked = Q(Exists(point.filter(status=ActionStatus.OPEN)))
    return Stood(
        rows=Q(Exists(point.filter(status__in=STANDING))),
        open=Q(status=PartStatus.OPEN) & asked,
        extra={f"point_{path}": read(point, path) for path in names.values()},
        columns={name: f"point_{path}" for name, path in names.items()},
    )


PARTS = DueSource(
    label=_("request to all"),
    model=ActionPart,
    rows=Q(action_point__status__in=STANDING),
    open=Q(status=PartStatus.OPEN, action_point__status=ActionStatus.OPEN),
    columns={
        **_owned(
            "action_point__",
            {
                "what": "text",
                "due": "due_on",
                "due_time": "due_time",
                "version": "due_version",
                "body": "body",
                "page": "pk",
                **NUMBER,
            },
        ),
        **ORGANISATION,
    },
    url_name="actions:detail",
    dossier="action_point__dossier",
    then=_parts_then,
)
REVIEWS = DueSource(
    label=_("review of a decision"),
    model=Decision,
    rows=Q(review_on__isnull=False) & ~Q(status=DecisionStatus.DRAFT),
    open=Q(replaced_by=None),
    columns={
        "what": "text",
        "due": "review_on",
        "body": "body",
        "organisation": "body__organisation",
        "organisation_code": "body__organisation__code",
        "other_organisation": "post__organisation",
        "other_organisation_code": "post__organisation__code",
        **NUMBER,
        **POST,
    },
    url_name="decisions:detail",
    then=lambda at: Stood(
        Q(review_on__isnull=False) & ~Q(status=DecisionStatus.DRAFT),
        ~Q(id__in=as_of(Decision, at).exclude(replaces=None).values("replaces")),
    ),
)


def _lapsed_then(at: dt.datetime) -> Q:
    """Those of a meeting that was cancelled by then."""
    cancelled = as_of(Meeting, at).filter(status=MeetingStatus.CANCELLED).values("id")
    return Q(meeting__in=cancelled) & HANGS


def _deadlines(label: object, kind: DeadlineKind, **more: Any) -> DueSource:
    return DueSource(
        label=label,  # type: ignore[arg-type]  # a lazy text
        model=Deadline,
        rows=Q(kind=kind) & ~LAPSED,
        open=Q(met_at=None),
        columns={
            "what": "what",
            "kind": "kind",
            "due": "due_at",
            "body": "meeting__body",
            "meeting_at": "meeting__starts_at",
            "organisation": "owed_to_organisation",
            "organisation_code": "owed_to_code",
            **PERSON,
            **POST,
        },
        url_name="cycle:deadline",
        by_day=False,
        then=lambda at: Stood(Q(kind=kind) & ~_lapsed_then(at), Q(met_at=None)),
        kinds={DeadlineKind.PAPERS: "cycle.papers", DeadlineKind.FREE: "cycle.deadline"},
        **more,
        extra={
            "owed_to_organisation": Coalesce(
                "organisation", "person__organisation", "post__organisation"
            ),
            "owed_to_code": Coalesce(
                "organisation__code",
                "person__organisation__code",
                "post__organisation__code",
                Value(""),
            ),
        },
    )


due_items.add("actions.point", POINTS, order=10)
due_items.add("actions.part", PARTS, order=20)
due_items.add("decisions.review", REVIEWS, order=30)
due_items.add("cycle.papers", _deadlines(_("papers"), DeadlineKind.PAPERS, whole=~LAPSED), order=40)
due_items.add(
    "cycle.deadline",
    _deadlines(_("deadline"), DeadlineKind.FREE, covered_by="cycle.papers"),
    order=50,
)
