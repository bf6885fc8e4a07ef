"""What is printed carries the code by which one asks whether it is the latest."""

import re

import pytest

from .registry import ROWS
from .test_pages import ask_as_first
from .world import World

pytestmark = pytest.mark.once

CODE = re.compile(rb"<strong>[0-9A-Z]{4}(-[0-9A-Z]{4}){2}</strong>")
FORMS = {key for key, row in ROWS.items() if row.post}
"""Where something is typed there is nothing to keep on paper."""

EXEMPT = {
    "a table to work on in a spreadsheet": (
        "actions:csv actions:xlsx contributions:xlsx decisions:csv decisions:xlsx"
        " exercise:injects_csv exercise:injects_xlsx lab:replay_json lessons:json lessons:xlsx"
        " overview:csv overview:xlsx planning:template planning:xlsx"
        " teams:places_xlsx cycle:settled_xlsx"
    ),
    "the paper itself as it was supplied, which is never changed": (
        "contributions:file papers:download meetings:papers_file meetings:calendar"
    ),
    "a part that a page fetches": (
        "actions:counts meetings:changes meetings:line meetings:papers_progress mail:follow"
        " mail:unread people:choose people:views_counted search:palette lab:replay_progress"
        " lab:sweep_progress regions:import_progress exercise:clock_stands"
    ),
    "the way to another page": "chairing:next_sheet",
    "her own things, or who may do what; none of it is of a crisis": (
        "mail:message mail:mine mail:operate people:account people:accounts people:bodies"
        " people:body people:contacts people:list people:organisation people:organisations"
        " people:posts people:rights people:sessions people:user people:views people:views_of"
        " webhooks:detail webhooks:list due:rules cycle:outside cycle:outside_list advice:routes"
        " teams:templates measures:sectors cycle:cadence cycle:cadences"
    ),
    "says of which moment it is and is another one the next minute": (
        "dashboard:today search:index prints:ask prints:check"
    ),
    "the record and what stood at a moment, which no later deed changes": (
        "dossiers:record dossiers:timeline dossiers:parts meetings:known ladder:comparison"
        " ladder:rounding_off"
    ),
    "figures and lists of trials, which carry the day of their figures": (
        "regions:import regions:imports regions:indicators regions:list"
        " regions:outliers lab:process lab:processes lab:replay_beside"
        " lab:replay_check lab:replays lab:sweep lab:sweeps lab:variants"
    ),
    "plays in an exercise only": "exercise:acts exercise:exercise exercise:look_back",
}
NAMED = {name: why for why, names in EXEMPT.items() for name in names.split()}
PRINTED = sorted(
    key
    for key, row in ROWS.items()
    if row.get and not key.startswith("api:") and key not in FORMS | NAMED.keys()
)


@pytest.mark.parametrize("key", PRINTED)
def test_a_printed_page_carries_its_code(key: str, world: World) -> None:
    answer = ask_as_first(key, world)
    assert answer.went_well
    if answer.response.get("Content-Type", "").startswith("text/html"):
        assert CODE.search(answer.content)
    else:
        assert key in FILES


FILES = {
    "chairing:sheet_pdf": "tests/coordination/chairing/test_sheet.py",
    "ladder:sheet": "tests/escalation/ladder/test_freezing.py",
    "contributions:docx": "tests/coordination/contributions/test_pages.py",
}
"""Files, with the tests that look inside for their code."""


def test_what_is_exempt_exists_and_is_no_form() -> None:
    assert set(NAMED) - ROWS.keys() == set()
    assert set(NAMED) & FORMS == set()


def test_a_form_and_what_is_exempt_are_not_made_for_nothing(world: World) -> None:
    assert [key for key in NAMED if CODE.search(ask_as_first(key, world).content)] == []
