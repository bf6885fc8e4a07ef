import datetime as dt
from typing import Any

import lucide
import pytest
from django import forms
from django.template import engines
from django.utils import translation
from django.utils.safestring import mark_safe

from coordination.kit.templatetags import ui


def draw(template: str, **context: Any) -> str:
    drawn: str = engines["django"].from_string(template).render(context)
    return drawn.strip()


class PointForm(forms.Form):
    text = forms.CharField(label="Text", help_text="One line.")
    restricted = forms.BooleanField(label="Restricted", required=False)


def test_an_icon_is_decoration_and_takes_its_colour_from_the_text() -> None:
    drawn = draw('{% icon "gavel" 20 %}')
    assert drawn.startswith('<svg width="20" viewBox')
    assert 'aria-hidden="true"' in drawn
    assert "stroke" not in drawn.split(">")[0]
    assert "\n" not in drawn


def test_an_icon_that_does_not_exist_is_a_mistake_in_the_code() -> None:
    with pytest.raises(lucide.IconDoesNotExist):
        ui.icon("no-such-icon")


def test_a_level_is_a_number_and_a_word() -> None:
    assert draw("{% level 3 word %}", word="Ernstig") == (
        '<span class="level"><span class="level-tile level-3" aria-hidden="true">3</span>'
        '<span class="level-word">Ernstig</span></span>'
    )


def test_an_unknown_level_shows_a_question_mark_and_its_word() -> None:
    drawn = draw("{% level 0 word %}", word="Onbekend")
    assert ">?</span>" in drawn
    assert "Onbekend" in drawn


def test_a_level_above_four_keeps_its_number_in_the_darkest_tile() -> None:
    assert 'level-4" aria-hidden="true">5<' in draw('{% level 5 "Vijf" %}')


def test_the_step_strip_is_read_out_as_runs() -> None:
    with translation.override("nl"):
        drawn = draw("{% steps weeks %}", weeks=[1, 2, 2, 3])
    assert 'aria-label="Niveau van de afgelopen 4 weken: 1 (1x), 2 (2x), 3 (1x)"' in drawn
    assert drawn.count("<rect") == 4


def test_fixed_words_are_said_in_the_language_of_each_reader() -> None:
    words = engines["django"].from_string("{% translate 'Team lead' %} {% translate name %}")
    said = []
    for language, name in (("nl", "Members"), ("en", "Members"), ("nl", "Teams")):
        with translation.override(language):
            said.append(words.render({"name": name}))
    assert said == ["Teamtrekker Deelnemers", "Team lead Members", "Teamtrekker Teams"]


def test_a_chip_that_was_safe_does_not_let_the_same_words_of_another_through() -> None:
    assert "<b>" in draw("{% chip name %}", name=mark_safe("<b>x</b>"))
    assert "<b>" not in draw(
        "{% chip name %}{% chips pairs %}", name="<b>x</b>", pairs=[("<b>x</b>", "<b>x</b>")]
    )


def test_names_on_a_chip_are_escaped() -> None:
    assert "&lt;b&gt;" in draw("{% chip name %}", name="<b>")


def test_words_of_a_fuzzy_date_stand_beside_the_computed_day() -> None:
    with translation.override("nl"):
        drawn = draw(
            '{% due day None "nov/dec" %}', day=dt.date(2020, 12, 31), today=dt.date(2020, 11, 3)
        )
    assert "do 31 dec" in drawn
    assert "“nov/dec” · over 8 weken" in drawn


def test_a_late_date_has_an_icon_and_the_number_of_days() -> None:
    with translation.override("nl"):
        drawn = draw("{% due day %}", day=dt.date(2020, 10, 30), today=dt.date(2020, 11, 3))
    assert "status--late" in drawn
    assert "<svg" in drawn
    assert "4 dagen te laat" in drawn


@pytest.mark.parametrize(("language", "shown"), [("nl", "di 3 nov"), ("en", "Tue 3 Nov")])
def test_a_short_day_follows_the_language(language: str, shown: str) -> None:
    with translation.override(language):
        assert ui.short_day(dt.date(2020, 11, 3)) == shown


@pytest.mark.parametrize(
    ("language", "shown"),
    [("nl", "dinsdag 3 november 2020, 14.05"), ("en", "Tuesday 3 November 2020, 14:05")],
)
def test_a_day_with_its_time_follows_the_language(language: str, shown: str) -> None:
    """On the clock on the wall."""
    with translation.override(language):
        assert ui.day_and_time(dt.datetime(2020, 11, 3, 13, 5, tzinfo=dt.UTC)) == shown


def test_a_field_ties_label_hint_and_error_together() -> None:
    drawn = draw("{% field form.text %}", form=PointForm({"text": ""}))
    assert '<label for="id_text">' in drawn
    assert 'aria-describedby="id_text_helptext id_text_error"' in drawn
    assert 'aria-invalid="true"' in drawn
    assert 'id="id_text_helptext"' in drawn
    assert 'id="id_text_error"' in drawn


def test_a_field_without_fault_says_nothing_about_faults() -> None:
    drawn = draw("{% field form.text %}", form=PointForm())
    assert "aria-invalid" not in drawn
    assert 'aria-describedby="id_text_helptext"' in drawn


def test_a_tick_stands_before_its_label() -> None:
    drawn = draw("{% field form.restricted %}", form=PointForm())
    assert drawn.index("<input") < drawn.index("<label")


def test_the_error_summary_links_to_the_field() -> None:
    drawn = draw("{% error_summary form %}", form=PointForm({"text": ""}))
    assert 'href="#id_text"' in drawn
    assert 'role="alert"' in drawn
    assert draw("{% error_summary form %}", form=PointForm({"text": "x"})) == ""


def test_crumbs_end_at_this_page() -> None:
    drawn = draw('{% crumbs "Overleg" "/overleg/" "MLT3" %}')
    assert '<a href="/overleg/">Overleg</a>' in drawn
    assert '<li aria-current="page">MLT3</li>' in drawn


def test_the_head_of_a_page_keeps_its_actions_and_escapes_its_title() -> None:
    drawn = draw("{% page_head title %}<a>Print</a>{% endpage_head %}", title="<i>")
    assert "<h1>&lt;i&gt;</h1>" in drawn
    assert '<div class="page-head-actions"><a>Print</a></div>' in drawn
    assert "page-head-actions" not in draw('{% page_head "T" %}{% endpage_head %}')


def test_a_space_as_hint_takes_the_help_text_away() -> None:
    drawn = draw('{% field form.text hint=" " %}', form=PointForm())
    assert "One line." not in drawn
    assert "aria-describedby" not in drawn
