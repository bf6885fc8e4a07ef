"""From matched words to stretches: weeks, months, quarters, years, and their begin, middle and end.

The last day a fuzzy date can mean: begin november is the 10th, half november the 20th, eind
november the 30th; a week ends on Friday (begin: Tuesday, halverwege: Wednesday).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from coordination.kit.dates import days, problems, words
from coordination.kit.dates.builders import numbered_monday
from coordination.kit.dates.grammar import Match
from coordination.kit.dates.moments import Moment, Needs, Scene, wrong
from coordination.kit.dates.reads import Kind

LAST_OF_MONTH_PART = {words.BEGIN: 10, words.MIDDLE: 20}
LAST_OF_WEEK_PART = {words.BEGIN: 1, words.MIDDLE: 2}
LAST_MONTH_OF_YEAR_PART = {words.BEGIN: 3, words.MIDDLE: 8}


def stretch(first: date, last: date, *, edge: int | None, eve: date | None = None) -> Moment:
    """Before the end of a stretch is still in it: its last day is the eve as well."""
    eve = last if edge == words.END else eve
    return Moment(first=first, last=last, kind=Kind.FUZZY, eve=eve)


def deictic_period(match: Match, scene: Scene) -> Moment | None:
    """Deze week, eind volgende maand, begin volgend jaar, eind van de week."""
    ahead = 1 if "next" in match or "coming" in match else 0
    edge = match.get("edge")
    if match.words.casefold().startswith("half ") and not {"of", "the", "next"} & {*match.numbers}:
        return None  # half a year: a length, not a moment
    match match["period"]:
        case words.WEEK:
            return _week(days.monday_of(scene.on, ahead), edge, scene.on)
        case words.MONTH:
            month = days.add_months(scene.on.replace(day=1), ahead)
            return _month(month.year, month.month, edge)
        case words.QUARTER:
            start = scene.on.replace(month=(scene.on.month - 1) // 3 * 3 + 1, day=1)
            return _quarter(days.add_months(start, 3 * ahead), edge)
    return _year(scene.on.year + ahead, edge)


def end_of_period(match: Match, scene: Scene) -> Moment | None:
    """EOW, EOM, month end."""
    match.numbers |= {"edge": (words.END,), "period": match.all("end_of")}
    return deictic_period(match, scene)


def _week(monday: date, edge: int | None, on: date) -> Moment:
    friday = monday + timedelta(days=days.FRIDAY)
    last = monday + timedelta(days=LAST_OF_WEEK_PART.get(-1 if edge is None else edge, days.FRIDAY))
    if last < on <= monday + timedelta(days=days.SUNDAY) and last == friday:
        last = monday + timedelta(days=days.SUNDAY)  # typed in the weekend itself
    return stretch(monday, last, edge=edge, eve=max(on, monday - timedelta(days=3)))


def _month(year: int, month: int, edge: int | None) -> Moment:
    last = days.last_day(year, month)
    last = last.replace(day=LAST_OF_MONTH_PART.get(-1 if edge is None else edge, last.day))
    return stretch(date(year, month, 1), last, edge=edge)


def _quarter(start: date, edge: int | None) -> Moment:
    ahead = {words.BEGIN: 0, words.MIDDLE: 1}.get(-1 if edge is None else edge, 2)
    end = days.add_months(start, ahead)
    return stretch(start, days.last_day(end.year, end.month), edge=edge)


def _year(year: int, edge: int | None) -> Moment:
    month = LAST_MONTH_OF_YEAR_PART.get(-1 if edge is None else edge, 12)
    return stretch(date(year, 1, 1), days.last_day(year, month), edge=edge)


def month_period(match: Match, scene: Scene) -> Moment:
    """Begin november, eind nov, november 2020; a range counts to the end of its last month."""
    month, edge, year = match["month"], match.get("edge"), match.get("year")
    if year is not None and not days.in_reach(year, scene.on):
        return wrong(problems.year_out_of_reach(year))
    if year is None:
        year = days.year_of(
            scene.on, month, LAST_OF_MONTH_PART.get(-1 if edge is None else edge, 31)
        )
    found = _month(year, month, edge)
    if "other" not in match:
        return found
    first = date(year - (match["other"] > month), match["other"], 1)
    return Moment(first=first, last=found.last, kind=Kind.FUZZY)


def half_month(match: Match, scene: Scene) -> Moment | None:
    """Eerste helft van december is due the 15th; tweede helft its last day, from the 16th on."""
    if match["rank"] not in (1, 2):
        return None
    found = month_period(match, scene)
    if found.first is None:
        return found
    if match["rank"] == 2:
        return replace(found, first=found.first.replace(day=16))
    return replace(found, last=found.first.replace(day=15))


def week_of_month(match: Match, scene: Scene) -> Moment | None:
    """Eerste week van december: its first seven days."""
    if match["period"] != words.WEEK or not 1 <= match["rank"] <= 4:
        return None
    found = month_period(match, scene)
    if found.first is None:
        return found
    first = found.first + timedelta(weeks=match["rank"] - 1)
    return replace(found, first=first, last=first + timedelta(days=days.SUNDAY))


def bare_month(match: Match, scene: Scene) -> Moment:
    return replace(month_period(match, scene), needs=Needs.INTRODUCER)


def year_period(match: Match, scene: Scene) -> Moment:
    year = match["year"]
    if not days.in_reach(year, scene.on):
        return wrong(problems.year_out_of_reach(year))
    return _year(year, match.get("edge"))


def bare_year(match: Match, scene: Scene) -> Moment:
    found = year_period(match, scene)
    needs = Needs.FIRM if found.last is None or found.last >= scene.on else Needs.COMPANY
    return replace(found, needs=needs)


def numbered_week(match: Match, scene: Scene) -> Moment:
    monday = numbered_monday(match, scene)
    if monday is None:
        return wrong(problems.no_such_day(match.words))
    return _week(monday, match.get("edge"), scene.on)


def numbered_weeks(match: Match, scene: Scene) -> Moment | None:
    """Week 46/47: the last of them."""
    first, last, separator = match.all("day_month")
    if separator >= words.DOT or first >= last:
        return None
    match.numbers["number"] = (last,)
    return numbered_week(match, scene)


def week_of(match: Match, scene: Scene) -> Moment:
    """De week van 16 november."""
    found = days.year_of(scene.on, match["month"], match["day"])
    day = days.day_of(found, match["month"], match["day"])
    if day is None:
        return wrong(problems.no_such_day(match.words))
    return _week(days.monday_of(day), match.get("edge"), scene.on)


def quarter(match: Match, scene: Scene) -> Moment | None:
    """Q1 2021, eerste kwartaal: without a year the first one that is not over."""
    number, year = match["quarter"], match.get("year")
    if not 1 <= number <= 4:
        return None
    if year is not None and not days.in_reach(year, scene.on):
        return wrong(problems.year_out_of_reach(year))
    if year is None:
        year = scene.on.year + (days.last_day(scene.on.year, number * 3) < scene.on)
    return _quarter(date(year, number * 3 - 2, 1), match.get("edge"))


def weekend(match: Match, scene: Scene) -> Moment:
    """Dit weekend, het weekend, komend weekend; volgend weekend is the one after next Monday."""
    ahead = 1 if "next" in match else 0
    monday = days.monday_of(scene.on, ahead)
    return Moment(
        first=monday + timedelta(days=days.SATURDAY),
        last=monday + timedelta(days=days.SUNDAY),
        kind=Kind.FUZZY,
        needs=Needs.NOTHING
        if {"next", "this", "coming"} & match.numbers.keys()
        else Needs.INTRODUCER,
    )
