"""What one version of an assignment says otherwise than another."""

from collections.abc import Iterator
from difflib import SequenceMatcher
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
    """Parts of one title beside each other, also where one came before them."""
    found = []
    for was, becomes in _pairs([part.title for part in old], [part.title for part in new]):
        number = (was if becomes is None else becomes) or 0
        label = _("Part %(number)d") % {"number": number + 1}
        before = None if was is None else old[was]
        after = None if becomes is None else new[becomes]
        found.append((label, part_text(before), part_text(after)))
    return found


def _pairs(old: list[str], new: list[str]) -> Iterator[tuple[int | None, int | None]]:
    """By place the titles that belong together; None where there is none on that side."""
    for _kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield from zip_longest(range(a, b), range(c, d))


def part_text(part: PartFacts | None) -> str:
    """A part in one text; nothing where there is none."""
    if part is None:
        return ""
    waits = _("Waits for: %(what)s") % {"what": part.waits_for} if part.waits_for else ""
    return "\n".join(filter(None, [part.title, part.text, waits]))
