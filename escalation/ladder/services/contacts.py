"""Who was spoken to about a region, and that it knows its level before the country does."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from coordination.audit.deeds import deed, digest, record
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.people.models import User
from escalation.regions.models import Region

from ..models import Contact, Determination, StepKind
from ..permissions import can_propose
from .publishing import NoLongerOpen, keep, locked_all
from .rounds import said, write_step


@deed
def log_contact(
    *, region: Region, with_whom: str, spoken_at: datetime, text: str, by: User, at: datetime
) -> Contact:
    """A line in the log of the region. Refuses a talk yet to come and one with nobody."""
    if not can_propose(by, region):
        raise NotAllowed(_("Your role does not log contacts with regions."))
    made = _contact(region, None, with_whom, spoken_at, text, by=by, at=at)
    record(
        "ladder.contact_logged", made, by=by, at=at, dossier=region.pk, with_whom=made.with_whom,
        spoken_at=spoken_at, text=digest(made.text),
    )  # fmt: skip
    return made


@deed
def inform_regions(
    *,
    determinations: Sequence[Determination],
    with_whom: str,
    spoken_at: datetime,
    by: User,
    at: datetime,
    text: str = "",
) -> list[Determination]:
    """The regions as informed of their level, each with a line in its log: "chair called by".

    Refuses a level that was published or withdrawn; ticked twice it stays as it was.
    """
    others = _("Only a coordinator ticks that a region was informed.")
    rows = locked_all(determinations, by, others=others, refuse_closed=_refuse_told)
    fresh = [row for row in rows if row.informed_at is None]
    for row in fresh:
        made = _contact(row.region, row, with_whom, spoken_at, text, by=by, at=at)
        row.informed_at, row.informed_by = spoken_at, by
        keep(row, by=by, at=at)
        if row.round is not None:
            write_step(row.round, StepKind.INFORMED, by=by, at=spoken_at, with_whom=made.with_whom)
        record(
            "ladder.region_informed", row, by=by, at=at, dossier=row.region_id, part=True,
            with_whom=made.with_whom, spoken_at=spoken_at,
        )  # fmt: skip
    record(
        "ladder.regions_informed", None, by=by, at=at,
        regions=[row.region.code for row in fresh],
    )  # fmt: skip
    return rows


def _refuse_told(row: Determination) -> None:
    if row.published_at is not None or row.withdrawn_at is not None:
        sentence = _("The level of %(region)s is no longer waiting to be told.")
        raise NoLongerOpen(sentence % {"region": row.region})


def _contact(
    region: Region,
    determination: Determination | None,
    with_whom: str,
    spoken_at: datetime,
    text: str,
    *,
    by: User,
    at: datetime,
) -> Contact:
    if spoken_at > at:
        raise Refusal(_("A talk that is yet to come is not logged."), field="spoken_at")
    return Contact.objects.create(
        region=region,
        determination=determination,
        with_whom=said(with_whom, "with_whom", 100, needed=_("Say with whom.")),
        at=spoken_at,
        by=by,
        text=said(text, "text", 2000),
        recorded_at=at,
    )
