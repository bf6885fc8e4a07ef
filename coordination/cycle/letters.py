"""What a reminder and a morning's digest say, as things stand when they leave."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext, pgettext

from coordination.mail.answers import offered
from coordination.mail.delivery.composing import told
from coordination.mail.kinds import Notice, Rendered, mail_kinds, part_in
from coordination.mail.links import absolute
from coordination.mail.models import Message, Status
from coordination.mail.queries import kept_for
from coordination.people.models import Recipient, User

from .due import DueItem, due_items
from .missed import OVERTAKEN, is_overtaken, said_by
from .models import Cycle, PutOff, Reminder
from .queries.due import find_items
from .services.reminders.withdrawing import reasons_of
from .wording import filled, moment_of

NOTHING_LEFT = gettext_noop("Nothing was left to say.")
NOT_HERS = gettext_noop("The recipient may not see the dossier any more.")
LEFT = (Status.SENDING, Status.SENT, Status.UNCERTAIN)
MOST = 50
TWO_WEEKS = dt.timedelta(days=13)


def reminder_still_due(message: Message) -> str | None:
    """Why an urgent reminder is not sent any more: met, moved, put off or out of her sight."""
    rows = list(Reminder.objects.filter(message=message))
    if not rows:
        return NOTHING_LEFT
    reason = reasons_of(rows, on=timezone.localdate(message.not_before))[rows[0].pk]
    return reason or (None if _seen(message.recipient, rows) else NOT_HERS)


def render_reminder(message: Message) -> Rendered:
    """The words of its rule for the item; of a classified dossier number, moment and link."""
    row = Reminder.objects.select_related("rule").get(message=message)
    item = _seen(message.recipient, [row])[0]
    links = _links(message.recipient, [item], at=message.not_before)
    return reminder_of(item, row, links.get(item.pk, ()))


def reminder_of(item: DueItem, row: Reminder, links: Iterable[str] = ()) -> Rendered:
    rule = row.rule
    subject = filled(rule.subject, item) if rule else _("Reminder: %(what)s") % {"what": item.what}
    text = filled(rule.text, item) if rule else _("You put this off until today.")
    return rendered(item, subject, text, links)


def rendered(item: DueItem, subject: str, text: str, links: Iterable[str] = ()) -> Rendered:
    """`subject` and `text` with the facts of the item below; nothing of a classified dossier."""
    notice = Notice(item.number or item.dossier_number, item.due_at, item.url)
    if item.classified:
        return Rendered(_("Something is waiting for you in Baken"), told(notice), notice)
    facts = [f"{item.number} {item.what}".strip(), f"{moment_of(item)} · {item.owner_label}"]
    where = "\n".join([*links, absolute(item.url)])
    return Rendered(subject, "\n\n".join([text, "\n".join(facts), where]), notice)


def digest_still_due(message: Message) -> str | None:
    """Why there is nothing to say to her this morning, if so."""
    if is_overtaken(message):
        return OVERTAKEN
    return None if digest_of(message).reminded else NOTHING_LEFT


def render_digest(message: Message) -> Rendered:
    """What is late, due this week, due this cycle, and what she waits for, by dossier."""
    digest = digest_of(message)
    digest.links = _links(message.recipient, digest.reminded, at=message.not_before)
    path = f"{reverse('due:list')}?van={'mij' if message.recipient.user_id else 'ons'}"
    late = len(digest.late)
    subject = ngettext("%(count)d thing is due", "%(count)d things are due", digest.count)
    subject %= {"count": digest.count}
    if late:
        subject += " · " + ngettext("%(count)d late", "%(count)d late", late) % {"count": late}
    kept = kept_in_the_app(message.recipient, at=message.not_before)
    text = "\n\n".join([*digest.paragraphs(), absolute(path), *kept])
    return Rendered(subject, text, Notice("", message.not_before, path))


def kept_in_the_app(recipient: Recipient, *, at: dt.datetime) -> list[str]:
    """What she was not mailed, as a paragraph: its kind and where it is read."""
    rows = kept_for(recipient, at=at)
    lines = [f"- {mail_kinds[row.kind].label}: {absolute(row.get_absolute_url())}" for row in rows]
    return ["\n".join([_("For you in Baken, not mailed:"), *lines])] if lines else []


@dataclass
class Digest:
    """A morning's mail of one recipient. `reminded` are the items of which rules fell.

    `links` are the lines by which she answers for those that are hers. `unseen` are dossiers in
    which something is hers that she may not see: a number, and never a title.
    """

    at: dt.datetime
    week_ends: dt.date
    reminded: dict[DueItem, str] = field(default_factory=dict)
    own: list[DueItem] = field(default_factory=list)
    links: dict[UUID, list[str]] = field(default_factory=dict)
    unseen: set[UUID] = field(default_factory=set)

    @property
    def waiting(self) -> list[DueItem]:
        hers = {item.pk for item in self.own}
        return [item for item in self.reminded if item.pk not in hers]

    @property
    def late(self) -> list[DueItem]:
        return [item for item in self.own if item.is_late(self.at)]

    @property
    def count(self) -> int:
        return len(self.own) + len(self.waiting)

    def paragraphs(self) -> list[str]:
        everything = sorted([*self.own, *self.waiting], key=lambda item: item.due_at)
        dossiers = dict.fromkeys(item.dossier for item in everything)
        return [
            "\n".join(self._dossier([item for item in everything if item.dossier == dossier]))
            for dossier in dossiers
        ]

    def _dossier(self, items: list[DueItem]) -> list[str]:
        first = items[0]
        hidden = first.classified or first.dossier in self.unseen
        title = "" if hidden else f" {first.dossier_title}"
        lines = [_("Dossier") + f" {first.dossier_number}{title}"]
        waiting = {item.pk for item in self.waiting}
        mine = [item for item in items if item.pk not in waiting]
        late = [item for item in mine if item.is_late(self.at)]
        week = [item for item in mine if item not in late and item.day <= self.week_ends]
        cycle = [item for item in mine if item not in late and item not in week]
        lines += self._part(pgettext("digest", "Late"), late)
        lines += self._part(_("Due this week"), week)
        lines += self._part(_("Due this cycle"), cycle)
        lines += self._part(_("Waiting for others"), [one for one in items if one.pk in waiting])
        return lines

    def _part(self, heading: str, items: list[DueItem]) -> list[str]:
        return ["", f"{heading}:", *(self._line(item) for item in items)] if items else []

    def _line(self, item: DueItem) -> str:
        if item.classified:
            named = item.number or item.dossier_number
            return f"- {named} · {moment_of(item)} · {absolute(item.url)}"
        named = f"{item.number} {item.what[:200]}".strip()
        line = f"- {named} · {moment_of(item)} · {item.owner_label}\n  {absolute(item.url)}"
        text = self.reminded.get(item, "")
        return "\n  ".join([line, *text.splitlines(), *self.links.get(item.pk, ())])


def digest_of(message: Message) -> Digest:
    """What stands in her digest now: the reminders of that morning that still hold, and all
    else that she owes until the end of the cycle and was not told at once."""
    recipient, at = message.recipient, message.not_before
    today = timezone.localdate(at)
    digest = Digest(at, week_ends=today + dt.timedelta(days=6 - today.weekday()))
    rows = list(Reminder.objects.filter(message__in=said_by(message)).select_related("rule"))
    reasons = reasons_of(rows, on=today)
    rows = [row for row in rows if not reasons[row.pk]]
    seen = {item.pk: item for item in _seen(recipient, rows)}
    for row in rows:
        if item := seen.get(row.item):
            digest.reminded[item] = filled(row.rule.text, item) if row.rule else ""
    digest.own = _owed(recipient, until=cycle_ends(today), at=at) if digest.reminded else []
    dossiers = {item.dossier for item in (*digest.own, *digest.reminded)}
    digest.unseen = {one for one in dossiers if not part_in(one, recipient).visible}
    return digest


def cycle_ends(day: dt.date) -> dt.date:
    """The last day of the cycle in which `day` falls; of two weeks where there is none."""
    cycles = Cycle.objects.filter(cadence__outside=False, starts_on__lte=day)
    cycle = cycles.select_related("cadence").order_by("-starts_on").first()
    return cycle.last_day if cycle and cycle.last_day >= day else day + TWO_WEEKS


def _owed(recipient: Recipient, *, until: dt.date, at: dt.datetime) -> list[DueItem]:
    quiet = set(
        PutOff.objects.filter(recipient=recipient, until__gt=timezone.localdate(at)).values_list(
            "item", flat=True
        )
    )
    left = Reminder.objects.filter(recipient=recipient, at_once=True, message__status__in=LEFT)
    told_at_once = set(left.values_list("item", "item_version"))
    found: list[DueItem] = []
    end = timezone.make_aware(dt.datetime.combine(until, dt.time(23, 59)))
    for kind in due_items.names():
        source = due_items[kind]
        rows = source.found(user=recipient.user, is_open=True)
        if recipient.user:
            rows = rows.filter(source.owned_by(recipient.user))
        else:
            mailbox = recipient.mailbox_id
            rows = rows.filter(source.of_organisation(mailbox)) if mailbox else rows.none()
        rows = source.ordered(source.between(rows, None, end))[:MOST]
        found += source.items(kind, rows)
    if not recipient.user:
        found = [one for one in found if one.person is None and _reaches(recipient, one)]
    return [
        item
        for item in found
        if item.pk not in quiet
        and (item.is_late(at) or (item.pk, item.version) not in told_at_once)
    ]


def _links(
    recipient: Recipient, items: Iterable[DueItem], *, at: dt.datetime
) -> dict[UUID, list[str]]:
    """The lines by which she answers for these, without signing in: a query for each kind."""
    keys: dict[str, list[UUID]] = {}
    for item in items:
        if not item.classified:
            keys.setdefault(item.kind, []).append(item.pk)
    found: dict[UUID, list[str]] = {}
    for kind, pks in keys.items():
        found |= offered(recipient, kind, pks, at=at)
    return found


def _seen(recipient: Recipient, rows: Iterable[Reminder]) -> list[DueItem]:
    """The items of these reminders that are open and that she may see."""
    found = find_items({(row.kind, row.item) for row in rows}, user=recipient.user)
    if recipient.user:
        return list(found.values())
    return [item for item in found.values() if _reaches(recipient, item)]


def _reaches(recipient: Recipient, item: DueItem) -> bool:
    """A mailbox is told what its organisation owes, and what stands in dossiers it may see."""
    owes = item.organisation == recipient.mailbox_id and not item.classified
    return owes or part_in(item.dossier, recipient).visible


def raised_still_due(message: Message) -> str | None:
    """Not any more where it was met or moved since a coordinator raised it."""
    payload = message.payload
    item = find_items([(payload["kind"], UUID(payload["item"]))], user=message.recipient.user)
    found = next(iter(item.values()), None)
    return None if found and found.version == payload["version"] else NOTHING_LEFT


def render_raised(message: Message) -> Rendered:
    payload = message.payload
    found = find_items([(payload["kind"], UUID(payload["item"]))], user=message.recipient.user)
    item = next(iter(found.values()))
    subject = _("Late: %(what)s") % {"what": item.what[:120]}
    by = User.objects.select_related("organisation").get(pk=payload["by"])
    text = _("%(who)s asks your attention for what is late.") % {"who": by.label}
    return rendered(item, subject, "\n\n".join(filter(None, [text, payload["reason"]])))
