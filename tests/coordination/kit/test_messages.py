from pathlib import Path

import pytest

from coordination.kit.messages.catalogue import (
    PATH,
    bring_up_to_date,
    locked_catalogue,
    put,
    read_catalogue,
)
from coordination.kit.messages.checks import find_faults
from coordination.kit.messages.extract import Text, find_texts
from coordination.kit.messages.pairs import UnreadableLine, parse_pairs

TEMPLATE = """
<h1 title="{% translate 'Say "when"' %}">{% translate "Open" context "verb" %}</h1>
    {% blocktranslate count n=points trimmed %}
        One {{ n }} point
        here
    {% plural %}
        {{ n }} points here
    {% endblocktranslate %}
  {% include "x.html" with label=_("Close") %} don't trip over ' and " and (
"""
CODE = """
from django.utils.translation import gettext_lazy as _, ngettext

def say(n):
    return ngettext("%(n)s day", "%(n)s days", n)

title = _("Meeting\\nof the body")
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/page.html").write_text(TEMPLATE)
    (tmp_path / "coordination").mkdir()
    (tmp_path / "coordination/say.py").write_text(CODE)
    return tmp_path


def add(project: Path, lines: str) -> None:
    with locked_catalogue(project) as catalogue:
        for text, translation in parse_pairs(lines):
            put(catalogue, text, translation)


def faults(project: Path) -> list[str]:
    return list(find_faults(read_catalogue(project), find_texts(project)))


COMPLETE = (
    'Say "when"\tZeg "wanneer"\n'
    "verb^Open\tOpenen\n"
    "One %(n)s point here|%(n)s points here\t%(n)s punt hier|%(n)s punten hier\n"
    "Close\tSluiten\n"
    "%(n)s day|%(n)s days\t%(n)s dag|%(n)s dagen\n"
    "Meeting\\nof the body\tOverleg\\nvan het gremium\n"
)


def test_every_text_of_code_and_templates_is_found(project: Path) -> None:
    found = {(text.singular, text.plural, text.context) for text in find_texts(project)}
    assert found == {
        ('Say "when"', "", ""),
        ("Open", "", "verb"),
        ("One %(n)s point here", "%(n)s points here", ""),
        ("Close", "", ""),
        ("%(n)s day", "%(n)s days", ""),
        ("Meeting\nof the body", "", ""),
    }


def test_a_complete_catalogue_has_no_faults(project: Path) -> None:
    add(project, COMPLETE)
    assert faults(project) == []


def test_what_is_missing_is_named(project: Path) -> None:
    add(project, COMPLETE.replace("Close\tSluiten\n", ""))
    assert faults(project) == ["missing: 'Close' (templates/page.html) has no Dutch text"]


def test_what_the_code_no_longer_says_is_named_and_pruned(project: Path) -> None:
    add(project, COMPLETE + "Gone\tWeg\n")
    assert faults(project) == ["obsolete: 'Gone' is nowhere in the code"]
    with locked_catalogue(project) as catalogue:
        bring_up_to_date(catalogue, find_texts(project), prune=True)
    assert faults(project) == []


def test_a_placeholder_that_differs_is_named(project: Path) -> None:
    add(project, COMPLETE.replace("%(n)s dag|", "%(m)s dag|"))
    assert faults(project) == ["placeholders: '%(n)s day' and '%(m)s dag' differ"]


def test_a_fuzzy_text_is_named(project: Path) -> None:
    add(project, COMPLETE)
    path = project / PATH
    path.write_text(path.read_text().replace('msgid "Close"', '#, fuzzy\nmsgid "Close"'))
    assert faults(project) == ["fuzzy: 'Close' (templates/page.html) waits for review"]


def test_a_dutch_key_is_refused(project: Path) -> None:
    (project / "coordination/say.py").write_text('_("Dit is geen sleutel")')
    assert "not English: 'Dit is geen sleutel' (coordination/say.py)" in faults(project)


def test_updating_keeps_translations_and_writes_the_same_again(project: Path) -> None:
    add(project, COMPLETE)
    before = (project / PATH).read_bytes()
    with locked_catalogue(project) as catalogue:
        bring_up_to_date(catalogue, find_texts(project), prune=False)
    assert (project / PATH).read_bytes() == before


@pytest.mark.parametrize("line", ["no tab", "\tonly Dutch", "One|two\tEen", "Empty\t "])
def test_a_line_that_is_no_pair_is_refused(line: str) -> None:
    with pytest.raises(UnreadableLine):
        parse_pairs(line)


def test_marks_can_be_escaped() -> None:
    assert parse_pairs(r"a\|b\^c\td" + "\t" + r"e\|f") == [(Text("a|b^c\td"), ("e|f",))]
