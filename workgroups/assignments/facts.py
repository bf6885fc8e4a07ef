"""What a version says, as one value; and the lines it is typed in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coordination.actions.queries.owners import find_organisation
from coordination.kit.dates import Kind, read_due
from coordination.kit.refusals import Refusal
from coordination.people.models import Organisation

from .models import Assignment

NUMBER = re.compile(r"^(\d{1,3})\.(\d{1,3})$")
PART = re.compile(r"^\s*\d{1,2}[.)]\s+(?P<title>\S.*)$")
WAITS = re.compile(r"^\s*(?:wacht op|waits for)\s*:\s*(?P<what>.*)$", re.IGNORECASE)
WHO = re.compile(r"^\s*(?P<who>@\S+)[\s:,]+(?P<subject>\S.*)$")


@dataclass(frozen=True)
class PartFacts:
    title: str
    text: str = ""
    waits_for: str = ""


@dataclass(frozen=True)
class ConsultationFacts:
    """With whom somebody is still to speak, about what, and by which day if that is known."""

    organisation: Organisation
    subject: str
    due_on: date | None = None


@dataclass(frozen=True)
class AssignmentFacts:
    """A version as it is written; `number` is empty for the next one."""

    text: str
    scope: str = ""
    remark: str = ""
    parts: tuple[PartFacts, ...] = ()
    consultations: tuple[ConsultationFacts, ...] = ()
    number: str = ""

    @classmethod
    def of(cls, assignment: Assignment, *, pending: bool = False) -> "AssignmentFacts":
        """What stands; with `pending` without the consultations that were held."""
        rows = assignment.consultations.select_related("organisation").order_by("position")
        return cls(
            text=assignment.text,
            scope=assignment.scope,
            remark=assignment.remark,
            parts=tuple(
                PartFacts(part.title, part.text, part.waits_for)
                for part in assignment.parts.order_by("position")
            ),
            consultations=tuple(
                ConsultationFacts(row.organisation, row.subject, row.due_on)
                for row in rows
                if not (pending and row.held_at)
            ),
            number=assignment.number,
        )


def read_number(typed: str) -> tuple[int, int]:
    """0.2 as a pair; refuses anything else."""
    found = NUMBER.match(typed.strip())
    if found is None:
        raise Refusal(_("Write the version with a dot, like 0.2."), field="number")
    return int(found[1]), int(found[2])


def read_parts(typed: str) -> tuple[PartFacts, ...]:
    """Parts as typed: each begins with its number, its text below it.

    A line "Wacht op: ..." says what the part waits for. Refuses words before the first number.
    """
    found: list[PartFacts] = []
    for line in typed.splitlines():
        head, waits = PART.match(line), WAITS.match(line)
        if head:
            found.append(PartFacts(head["title"].strip()))
        elif not line.strip():
            continue
        elif not found:
            raise Refusal(_("Begin each part on a line with its number, like 1."), field="parts")
        elif waits:
            found[-1] = PartFacts(found[-1].title, found[-1].text, waits["what"].strip())
        else:
            last = found[-1]
            text = "\n".join(filter(None, [last.text, line.strip()]))
            found[-1] = PartFacts(last.title, text, last.waits_for)
    return tuple(found)


def write_parts(parts: tuple[PartFacts, ...]) -> str:
    """The lines that `read_parts` reads back."""
    return "\n\n".join("\n".join(_part_lines(number, one)) for number, one in enumerate(parts, 1))


def _part_lines(number: int, part: PartFacts) -> Iterator[str]:
    yield f"{number}. {part.title}"
    yield from filter(None, [part.text])
    if part.waits_for:
        yield _("Waits for: %(what)s") % {"what": part.waits_for}


def read_consultations(typed: str, *, on: date) -> tuple[ConsultationFacts, ...]:
    """One on a line: `@FIN gesprek over de opdracht, uiterlijk 10 nov`; days are seen from `on`."""
    return tuple(_consultation(line, on) for line in typed.splitlines() if line.strip())


def _consultation(line: str, on: date) -> ConsultationFacts:
    found = WHO.match(line)
    if found is None:
        sentence = _("Begin with who it is, like @FIN: “%(line)s”.")
        raise Refusal(sentence % {"line": line.strip()[:80]}, field="consultations")
    organisation = find_organisation(found["who"])
    if organisation is None:
        sentence = _("%(name)s is not known. Choose an organisation that stands in the list.")
        raise Refusal(sentence % {"name": found["who"]}, field="consultations")
    subject = found["subject"].strip()
    for read in read_due(subject, on=on):
        if read.problem and read.kind == Kind.WRONG:
            raise Refusal(read.problem, field="consultations")
        if read.on is not None:
            return ConsultationFacts(organisation, subject, read.on)
    return ConsultationFacts(organisation, subject)


def write_consultations(consultations: tuple[ConsultationFacts, ...]) -> str:
    """The lines that `read_consultations` reads back."""
    return "\n".join(f"@{one.organisation.code} {one.subject}" for one in consultations)


def consultation_lines(consultations: tuple[ConsultationFacts, ...]) -> str:
    """For reading: with the day where one is known."""
    return "\n".join(
        f"{one.organisation.code}: {one.subject}"
        + (f" ({date_format(one.due_on, 'j F Y')})" if one.due_on else "")
        for one in consultations
    )
