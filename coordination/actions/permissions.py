"""Who may do what with an action point: her role first, then her place around it."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper

from coordination.decisions.permissions import may_write
from coordination.dossiers.models import Dossier, DossierAccess
from coordination.kit import clock
from coordination.people.models import BodyMember, Recipient, Role

from .models import ActionPart, ActionPoint
from .models.visibility import led_by, managed_by
from .terms import Owner


def is_owner(user: Any, point: ActionPoint) -> bool:
    """Hers by name or by post; where nobody is named, anyone's of the owner organisation."""
    if point.owner_person_id is not None:
        return bool(point.owner_person_id == user.pk)
    if point.owner_post is not None:
        return bool(point.owner_post.holder_id == user.pk)
    return bool(point.owner_organisation_id == user.organisation_id)


def can_update(user: Any, point: ActionPoint) -> bool:
    """Report, tick and comment: the owner, and who may manage the point."""
    return user.may("actions.update") and (is_owner(user, point) or can_manage(user, point))


def can_manage(user: Any, point: ActionPoint) -> bool:
    """Move, hand over, split, drop: by her role, and by her place around the point."""
    if not user.may("actions.manage"):
        return False
    return ActionPoint.objects.filter(pk=point.pk).managed_by(user).exists()


def can_hand_over(user: Any, point: ActionPoint, to: Owner) -> bool:
    """Who manages the point to anyone; its owner within her own organisation."""
    within = to.organisation.pk == point.owner_organisation_id == user.organisation_id
    return can_manage(user, point) or (within and can_update(user, point))


def can_comment(user: Any, point: ActionPoint) -> bool:
    """Who may update it, and every writer in its dossier."""
    if not user.may("actions.update"):
        return False
    return can_update(user, point) or may_write(user, point.dossier)


def can_report_part(user: Any, part: ActionPart) -> bool:
    """Someone of the organisation that was asked, the owner, and who may manage the point."""
    if not user.may("actions.update"):
        return False
    asked = part.organisation_id == user.organisation_id
    return asked or is_owner(user, part.action_point) or can_manage(user, part.action_point)


def reports_for(recipient: Recipient, part: ActionPart) -> bool:
    """May report on the part from her mail: who may in the app, and who speaks for the asked.

    A mailbox speaks for its organisation, a contact without an account for the one she is of.
    """
    if recipient.user:
        return can_report_part(recipient.user, part)
    speaks = recipient.contact.organisation_id if recipient.contact else recipient.mailbox_id
    return bool(speaks == part.organisation_id)


def counted_among(points: Iterable[ActionPoint], user: Any) -> set[UUID]:
    """Those of `points` that were postponed and of which she is told how often: one query, or none.

    Never told by mail.
    """
    moved = [point for point in points if point.postponed]
    if Role.COORDINATOR in user.roles:
        return {point.pk for point in moved}
    return standing_among(moved, user)[1]


def standing_among(points: Iterable[ActionPoint], user: Any) -> tuple[set[UUID], set[UUID]]:
    """Those of `points` that she manages, and those of which she is told how often they moved.

    One query, or none. Her own points that never moved are left out: they are hers anyway.
    """
    listed = list(points)
    postponed = {point.pk for point in listed if point.postponed}
    told, manages = Role.COORDINATOR in user.roles, user.may("actions.manage")
    asked = {point.pk for point in listed if not is_owner(user, point)} if manages else set()
    asked |= set() if told else postponed
    if not asked:
        return set(), postponed
    leads = ExpressionWrapper(led_by(user), output_field=BooleanField())
    found = ActionPoint.objects.filter(managed_by(user), pk__in=asked).annotate(leads=leads)
    rows = dict(found.values_list("pk", "leads"))
    counted = postponed if told else {pk for pk in postponed if rows.get(pk)}
    return set(rows) if manages else set(), counted


def can_add(user: Any, dossier: Dossier) -> bool:
    return user.may("actions.add") and may_write(user, dossier)


def sees_classified(owner: Owner, dossier: Dossier) -> bool:
    """True where the owner has a part in the dossier: herself, the holder, the organisation."""
    person = owner.person or (owner.post.holder if owner.post else None)
    if person is not None:
        return Dossier.objects.visible_to(person).filter(pk=dossier.pk).exists()
    if dossier.owner_id == owner.organisation.pk:
        return True
    rows = DossierAccess.objects.live().filter(dossier=dossier)
    members = BodyMember.objects.present(clock.today()).filter(
        organisation=owner.organisation, body__in=rows.exclude(body=None).values("body")
    )
    return rows.filter(organisation=owner.organisation).exists() or members.exists()


def answers_for(recipient: Recipient, point: ActionPoint) -> bool:
    """May answer for the point from her mail: its owner, or her mailbox where nobody is named."""
    if recipient.user:
        return bool(recipient.user.may("actions.update") and is_owner(recipient.user, point))
    named = point.owner_person_id is not None or point.owner_post_id is not None
    ours = recipient.mailbox_id is not None and recipient.mailbox_id == point.owner_organisation_id
    return ours and not named
