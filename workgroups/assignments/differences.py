"""What one version of an assignment says otherwise than another."""

from itertools import zip_longest

from django.utils.translation import gettext as _

from coordination.dossiers.queries.wording import FieldChange, pieces

from .facts import AssignmentFacts, PartFacts, consultation_lines


def differences(old: AssignmentFacts, new: AssignmentFacts) -> list[FieldChange]:
    """Each piece of text that changed, word by word, in the order of the page."""
    rows = [
        (_("Remark"), old.remark, new.remark),
        (_("Assignment"), old.text, new.text),
        (_("Scope and approach"), old.scope, new.scope),
        *_parts(old.parts, new.parts),
        (
            _("Consultations"),
            consultation_lines(old.consultations),
            consultation_lines(new.consultations),
        ),
    ]
    return [
        FieldChange(label, was, becomes, tuple(pieces(was, becomes)))
        for label, was, becomes in rows
        if was != becomes
    ]


def _parts(old: tuple[PartFacts, ...], new: tuple[PartFacts, ...]) -> list[tuple[str, str, str]]:
    found = []
    for number, (was, becomes) in enumerate(zip_longest(old, new), 1):
        label = _("Part %(number)d") % {"number": number}
        found.append((label, part_text(was), part_text(becomes)))
    return found


def part_text(part: PartFacts | None) -> str:
    """A part in one text; nothing where there is none."""
    if part is None:
        return ""
    waits = _("Waits for: %(what)s") % {"what": part.waits_for} if part.waits_for else ""
    return "\n".join(filter(None, [part.title, part.text, waits]))
