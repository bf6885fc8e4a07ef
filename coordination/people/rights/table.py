"""Role x action, as data: the page, the gate and the sweep of the tests are made from it."""

from dataclasses import dataclass
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .roles import Role


class Level(Enum):
    """How far a role reaches: nowhere, where she has a part, everywhere, with a second person."""

    NO = "○"
    PART = "◐"
    YES = "●"
    SECOND = "②"
    BREAK_GLASS = "⚑"


COLUMNS = (
    Role.POLICY_OFFICER,
    Role.TEAM_LEAD,
    Role.COORDINATOR,
    Role.DUTY_OFFICER,
    Role.PARTNER,
    Role.AUDITOR,
    Role.ADMINISTRATOR,
)


@dataclass(frozen=True)
class Right:
    """One row: what it is called, and the level per role in the order of COLUMNS."""

    action: str
    label: Promise
    levels: dict[str, Level]


def _row(action: str, label: Promise, marks: str) -> tuple[str, Right]:
    levels = {role: Level(mark) for role, mark in zip(COLUMNS, marks.split(), strict=True)}
    return action, Right(action, label, {str(role): level for role, level in levels.items()})


# fmt: off
TABLE: dict[str, Right] = dict([
    #                                                                               P T C K X A B
    _row("own.settings", _("own settings, sessions and mail"),                     "● ● ● ● ● ● ●"),
    _row("today.read", _("first screen and search"),                               "● ● ● ● ◐ ● ◐"),
    _row("people.read", _("see organisations, bodies and colleagues"),             "● ● ● ● ◐ ● ●"),
    _row("people.manage", _("manage users and roles"),                             "○ ○ ○ ○ ○ ○ ●"),
    _row("people.invite_partner", _("invite a chain partner"),                     "○ ○ ● ○ ○ ○ ●"),
    _row("people.contacts", _("name and renew contacts without an account"),       "◐ ◐ ● ◐ ○ ○ ●"),
    _row("bodies.manage", _("manage bodies and posts"),                            "◐ ◐ ● ○ ○ ○ ●"),
    _row("bodies.members", _("name the members of a body"),                        "◐ ◐ ● ○ ○ ○ ○"),
    _row("posts.hand_over", _("hand over a post"),                                 "◐ ◐ ● ◐ ○ ○ ●"),
    _row("people.closed_days", _("keep the calendar of working days"),             "○ ○ ● ○ ○ ○ ●"),
    _row("rights.read", _("read the matrix of rights"),                            "● ● ● ● ● ● ●"),
    _row("mail.operate", _("see how mail fares, try refused mail once more"),      "○ ○ ● ○ ○ ○ ●"),
    _row("mail.hold", _("hold and release all mail, send mail again"),             "○ ○ ● ○ ○ ○ ○"),
    _row("webhooks.read", _("see webhooks and how they fare"),                     "○ ○ ◐ ○ ○ ● ●"),
    _row("webhooks.manage", _("keep webhooks, in other people's names too"),       "○ ○ ◐ ○ ○ ○ ●"),
    _row("dossiers.read", _("read dossiers"),                                      "◐ ◐ ◐ ◐ ◐ ◐ ⚑"),
    _row("dossiers.open", _("open a dossier"),                                     "○ ◐ ● ○ ○ ○ ○"),
    _row("dossiers.change", _("change, close and reopen a dossier"),               "○ ◐ ◐ ○ ○ ○ ○"),
    _row("dossiers.members", _("name who takes part in a dossier"),                "○ ◐ ◐ ○ ○ ○ ○"),
    _row("dossiers.classify", _("set classification, restriction and embargo"),    "○ ◐ ◐ ○ ○ ○ ○"),
    _row("dossiers.break_glass", _("read for a short time, with a reason"),        "○ ○ ○ ○ ○ ⚑ ⚑"),
    _row("papers.read", _("read papers"),                                          "◐ ◐ ◐ ◐ ◐ ◐ ⚑"),
    _row("papers.write", _("supply papers and versions"),                          "◐ ◐ ◐ ◐ ○ ○ ○"),
    _row("meetings.read", _("read meetings and minutes"),                          "◐ ◐ ◐ ◐ ◐ ◐ ○"),
    _row("meetings.plan", _("create, move and cancel meetings"),                   "◐ ◐ ◐ ◐ ○ ○ ○"),
    _row("meetings.submit", _("submit agenda items"),                              "◐ ◐ ◐ ◐ ◐ ○ ○"),
    _row("meetings.agenda", _("order the agenda, return and accept items"),        "◐ ◐ ◐ ◐ ○ ○ ○"),
    _row("meetings.write", _("type lines and attendance"),                         "◐ ◐ ◐ ◐ ○ ○ ○"),
    _row("meetings.circulate", _("close, circulate, adopt and correct"),           "◐ ◐ ◐ ◐ ○ ○ ○"),
    _row("meetings.add", _("propose an addition to minutes"),                      "◐ ◐ ◐ ◐ ◐ ○ ○"),
    _row("cycle.read", _("read the cycle, its cadences and deadlines"),            "◐ ◐ ◐ ◐ ◐ ◐ ○"),
    _row("cycle.plan", _("keep the cadences, plan cycles and set deadlines"),      "○ ○ ◐ ○ ○ ○ ○"),
    _row("cycle.outside", _("keep calendars of others beside the cycle"),          "◐ ◐ ◐ ○ ○ ○ ○"),
    _row("cycle.meet", _("say that what she owed by a deadline is there"),         "◐ ◐ ◐ ◐ ◐ ○ ○"),
    _row("cycle.later", _("put off own reminders"),                                "◐ ◐ ◐ ◐ ◐ ○ ○"),
    _row("cycle.remind", _("keep the rules of reminders, raise what is late"),     "○ ○ ● ○ ○ ○ ○"),
    _row("measures.read", _("read measures and sectors"),                          "◐ ◐ ◐ ◐ ◐ ◐ ○"),
    _row("measures.keep", _("keep the measures of a dossier"),                     "○ ◐ ◐ ○ ○ ○ ○"),
    _row("measures.sectors", _("keep the sectors that measures name"),             "○ ○ ● ○ ○ ○ ○"),
    _row("decisions.read", _("read decisions"),                                    "◐ ◐ ◐ ◐ ◐ ◐ ○"),
    _row("decisions.record", _("record a decision outside a meeting"),             "◐ ◐ ◐ ◐ ○ ○ ○"),
    _row("decisions.replace", _("replace a recorded decision"),                    "○ ○ ② ○ ○ ○ ○"),
    _row("actions.read", _("read action points"),                                  "◐ ◐ ◐ ◐ ◐ ◐ ○"),
    _row("actions.add", _("add an action point"),                                  "◐ ◐ ◐ ◐ ○ ○ ○"),
    _row("actions.update", _("report on own action points"),                       "◐ ◐ ◐ ◐ ◐ ○ ○"),
    _row("actions.manage", _("move, hand over, split or drop action points"),      "◐ ◐ ◐ ◐ ○ ○ ○"),
    _row("contributions.read", _("read requests for input"),                       "◐ ◐ ◐ ◐ ◐ ◐ ○"),
    _row("contributions.ask", _("ask organisations for input, remind and close"),  "◐ ◐ ◐ ◐ ○ ○ ○"),
    _row("contributions.reply", _("reply for her own organisation"),               "◐ ◐ ◐ ◐ ◐ ○ ○"),
    _row("teams.read", _("read teams and who takes part in them"),                 "◐ ◐ ◐ ◐ ◐ ◐ ○"),
    _row("teams.propose", _("propose a team, keep the templates of teams"),        "○ ○ ● ○ ○ ○ ○"),
    _row("teams.keep", _("name the members of a team, keep its tracks and life"),  "◐ ◐ ◐ ○ ○ ○ ○"),
    _row("teams.capacity", _("see what each member spends on her team"),           "◐ ◐ ◐ ◐ ◐ ○ ○"),
    _row("teams.answer", _("answer for her organisation who comes to a team"),     "◐ ◐ ◐ ◐ ◐ ○ ○"),
    _row("overview.read", _("read the overview of issues of all ministries"),      "◐ ◐ ◐ ◐ ◐ ◐ ○"),
    _row("regions.read", _("read regions and their figures"),                      "◐ ◐ ◐ ◐ ◐ ◐ ○"),
    _row("regions.import", _("read in figures and judge those that stand out"),    "○ ○ ● ○ ○ ○ ○"),
    _row("ladder.read", _("read the ladder and what the rule says"),               "◐ ◐ ◐ ◐ ◐ ◐ ○"),
    _row("ladder.change", _("draft and adopt a version of the ladder"),            "○ ○ ◐ ○ ○ ○ ○"),
    _row("levels.propose", _("propose a level and log the steps of a region"),     "● ● ● ○ ○ ○ ○"),
    _row("levels.determine", _("record the level an office set, and publish it"),  "○ ○ ● ○ ○ ○ ○"),
    _row("levels.confirm", _("confirm a lower level as the second person"),        "○ ○ ② ○ ○ ○ ○"),
    _row("assignments.read", _("read the assignments of teams"),                   "◐ ◐ ◐ ◐ ◐ ◐ ○"),
    _row("assignments.write", _("draft an assignment and note consultations"),     "◐ ◐ ◐ ○ ○ ○ ○"),
    _row("assignments.circulate", _("circulate and adopt an assignment"),          "◐ ◐ ◐ ○ ○ ○ ○"),
    _row("planning.read", _("read the planning of teams"),                         "◐ ◐ ◐ ◐ ◐ ◐ ○"),
    _row("planning.write", _("plan products, milestones and budget, import"),      "◐ ◐ ◐ ○ ○ ○ ○"),
    _row("lessons.read", _("read lessons"),                                        "◐ ◐ ◐ ◐ ◐ ◐ ○"),
    _row("lessons.write", _("write down, settle, apply and read in lessons"),      "◐ ◐ ◐ ◐ ○ ○ ○"),
    _row("exercise.read", _("know that an exercise goes on"),                      "● ● ● ● ● ● ●"),
    _row("exercise.lead", _("lead an exercise: its clock, figures and injects"),   "◐ ◐ ◐ ◐ ○ ○ ○"),
    _row("lab.read", _("read variants of the ladder and what came of them"),       "◐ ◐ ◐ ○ ○ ◐ ○"),
    _row("lab.run", _("try variants of the ladder over figures of the past"),      "● ● ● ○ ○ ○ ○"),
    _row("advice.read", _("read advice lines"),                                    "◐ ◐ ◐ ◐ ◐ ◐ ○"),
    _row("advice.keep", _("start advice lines, keep their stops and answer"),      "◐ ◐ ◐ ○ ○ ○ ○"),
    _row("advice.routes", _("keep the usual routes of advice lines"),              "○ ○ ◐ ○ ○ ○ ○"),
    _row("options.read", _("read questions with variants"),                        "◐ ◐ ◐ ◐ ◐ ◐ ○"),
    _row("options.keep", _("keep variants and pilots, consult and choose"),        "◐ ◐ ◐ ○ ○ ○ ○"),
    _row("options.respond", _("add a variant or a remark in a consultation"),      "◐ ◐ ◐ ◐ ◐ ○ ○"),
    _row("export", _("export lists"),                                              "◐ ◐ ◐ ○ ○ ◐ ○"),
    _row("audit.read", _("read the record"),                                       "◐ ◐ ◐ ○ ◐ ● ○"),
    _row("audit.verify", _("verify the record"),                                   "○ ○ ○ ○ ○ ● ●"),
])
# fmt: on
