"""From matched words to days: single days, weekdays, and time counted from the meeting."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from coordination.kit.dates import days, problems, words
from coordination.kit.dates.grammar import Match
from coordination.kit.dates.moments import Moment, Needs, Scene, unresolved, wrong
from coordination.kit.dates.reads import Kind
from coordination.kit.workdays import add_working_days

A_WEEK = timedelta(days=7)
WEEKDAY_NEEDS = {
    words.FULL: Needs.NOTHING,
    words.SHORT: Needs.LINE_END,
    words.RISKY: Needs.APART,
    words.CAPITALS: Needs.COMPANY,
}


def single(day: date) -> Moment:
    return Moment(first=day, last=day)


def full_day(match: Match, scene: Scene) -> Moment:
    """A day and a month, with or without weekday and year."""
    return dated(match, scene, match["day"], match["month"], match.get("year"))


def month_first(match: Match, scene: Scene) -> Moment:
    """November 12; "Jan 3 (keer gebeld)" is not one."""
    return replace(full_day(match, scene), counted=True)


def dated(match: Match, scene: Scene, day: int, month: int, year: int | None) -> Moment:
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return wrong(problems.no_such_day(match.words))
    if year is not None and not days.in_reach(year, scene.on):
        return wrong(problems.year_out_of_reach(year))
    year = days.year_of(scene.on, month, day) if year is None else year
    found = days.day_of(year, month, day)
    if found is None:
        return wrong(problems.no_such_day(match.words))
    return matching(match.get("weekday"), found)


def matching(weekday: int | None, day: date) -> Moment:
    if weekday is not None and day.weekday() != weekday:
        return wrong(problems.weekday_differs(day, weekday))
    return single(day)


def numeric(match: Match, scene: Scene) -> Moment | None:
    """12-11, 12/11, 12.11: a date at the end of a line or after an introducer, else a number."""
    day, month, separator = match.all("day_month")
    if (day, month, separator) == (24, 7, 1):
        return None
    alone = "weekday" not in match
    dotted = separator >= words.DOT
    if not (1 <= month <= 12 and 1 <= day <= 31):
        needs = Needs.INTRODUCER if alone else Needs.NOTHING
        return None if dotted else wrong(problems.no_such_day(match.words), needs)
    needs = Needs.LINE_END if day > 9 or month > 9 else Needs.APART
    if dotted and (day < 10 or month < 10):
        needs = Needs.FIRM if separator == words.DOT_SHORT else Needs.LEANING
    found = dated(match, scene, day, month, None)
    return replace(found, needs=needs if alone else Needs.NOTHING, counted=alone)


def numeric_year(match: Match, scene: Scene) -> Moment:
    day, month, year = match.all("day_month_year")
    return dated(match, scene, day, month, year)


def day_range(match: Match, scene: Scene) -> Moment:
    """12/13 september, 12 t/m 13 september: due on the last of them."""
    last = full_day(match, scene)
    if last.last is None:
        return last
    first = days.day_of(last.last.year, match.get("other_month") or match["month"], match["other"])
    if first is None:
        return wrong(problems.no_such_day(match.words))
    return Moment(first=min(first, last.last), last=last.last, kind=Kind.FUZZY)


def pair_of_days(match: Match, scene: Scene) -> Moment | None:
    first, last, separator = match.all("day_month")
    if separator >= words.DOT or not 1 <= first < last:
        return None
    match.numbers |= {"other": (first,), "day": (last,)}
    return day_range(match, scene)


def day_of_month(match: Match, scene: Scene) -> Moment | None:
    """The 12th, de 12e: the first such day from the meeting on; with a weekday they must agree."""
    day = match["day"]
    if not 1 <= day <= 31:
        return None
    month_start = scene.on.replace(day=1)
    months = (days.add_months(month_start, ahead) for ahead in range(3))
    dates = [days.day_of(month.year, month.month, day) for month in months]
    found = next((each for each in dates if each is not None and each >= scene.on), None)
    if found is None:
        return None
    needs = Needs.NOTHING if "weekday" in match else Needs.APART
    return replace(matching(match.get("weekday"), found), needs=needs)


def weekday(match: Match, scene: Scene) -> Moment:
    """The first such day strictly after the meeting: on a Monday, "maandag" is next week."""
    number, risk = match.all("weekday")
    day = days.next_weekday(scene.on, number)
    return Moment(first=day, last=day, needs=WEEKDAY_NEEDS[risk])


def weekday_part(match: Match, scene: Scene) -> Moment:
    number, start, end = match.all("weekday_part")
    day = days.next_weekday(scene.on, number)
    return Moment(first=day, last=day, part=(start, end))


def weekday_pair(match: Match, scene: Scene) -> Moment:
    first = days.next_weekday(scene.on, match["other"])
    last = days.next_weekday(first, match["weekday"])
    return Moment(first=first, last=last, kind=Kind.FUZZY)


def coming_weekday(match: Match, scene: Scene) -> Moment:
    return single(days.next_weekday(scene.on, match["weekday"]))


def next_named_weekday(match: Match, scene: Scene) -> Moment:
    """Volgende vrijdag on a Monday: this week's or next week's? Only typed out it is clear."""
    coming = days.next_weekday(scene.on, match["weekday"])
    next_week = days.monday_of(scene.on, 1) + timedelta(days=match["weekday"])
    if coming == next_week:
        return single(coming)
    return unresolved(problems.two_meanings(match.words, coming, next_week))


def weekday_of_week(match: Match, scene: Scene) -> Moment | None:
    """Vrijdag volgende week, deze week vrijdag."""
    if match["period"] != words.WEEK:
        return None
    weeks = 0 if "this" in match else 1
    return single(days.monday_of(scene.on, weeks) + timedelta(days=match["weekday"]))


def weekday_of_numbered_week(match: Match, scene: Scene) -> Moment:
    monday = numbered_monday(match, scene)
    if monday is None:
        return wrong(problems.no_such_day(match.words))
    return single(monday + timedelta(days=match["weekday"]))


def numbered_monday(match: Match, scene: Scene) -> date | None:
    year = match.get("year")
    this = scene.on.year
    years = [this - 1, this, this + 1] if year is None else [year]
    for candidate in years:
        try:
            monday = date.fromisocalendar(candidate, match["number"], 1)
        except ValueError:
            continue
        if year is not None or monday + A_WEEK > scene.on - days.RECENT:
            return monday
    return None


def weekday_after(match: Match, scene: Scene) -> Moment | None:
    """Dinsdag over een week: the first Tuesday, and a week on."""
    later = counted(scene.on, match.get("count") or 1, match["unit"])
    if later is None or match["unit"] not in (words.WEEK, words.MONTH):
        return None
    return single(days.next_weekday(later, match["weekday"]))


def after(match: Match, scene: Scene) -> Moment | None:
    """Over tien dagen, binnen 48 uur, in two weeks."""
    day = counted(scene.on, match["count"], match["unit"])
    return single(day) if day else None


def after_half(match: Match, scene: Scene) -> Moment | None:
    """Over een half jaar."""
    if match["unit"] != words.YEAR:
        return None
    return single(days.add_months(scene.on, 6))


def after_about(match: Match, scene: Scene) -> Moment | None:
    """Over een week of twee, de komende drie weken, over een paar dagen."""
    if "or_two" in match:
        day = counted(scene.on, 2, match["or_two"])
    else:
        day = counted(scene.on, match["count"], match["unit"])
    return Moment(first=scene.on, last=day, kind=Kind.FUZZY) if day else None


def counted(on: date, count: int, unit: int) -> date | None:
    """Hours under a day stay on the day of the meeting: its hour of the day is not known."""
    months = {words.MONTH: 1, words.QUARTER: 3, words.YEAR: 12}
    limits = {words.YEAR: 10, words.QUARTER: 40, words.MONTH: 120}
    if abs(count) > limits.get(unit, 999):
        return None
    match unit:
        case words.MONTH | words.QUARTER | words.YEAR:
            return days.add_months(on, count * months[unit])
        case words.WORKDAY:
            return add_working_days(on, count)
        case words.HOUR:
            return on + timedelta(days=0 if abs(count) < 24 else -(-count // 24))
        case words.WEEK:
            return on + timedelta(weeks=count)
    return on + timedelta(days=count)


def today(match: Match, scene: Scene) -> Moment:
    day = scene.on + timedelta(days=match["today"])
    return Moment(first=day, last=day, eve=max(scene.on, day - timedelta(days=1)))


def today_part(match: Match, scene: Scene) -> Moment:
    offset, start, end = match.all("today_part")
    day = scene.on + timedelta(days=offset)
    return Moment(first=day, last=day, part=(start, end))


def soon(match: Match, scene: Scene) -> Moment:
    """Z.s.m.: within a week of the meeting, so that it does come up for a reminder."""
    return Moment(first=scene.on, last=scene.on + A_WEEK, kind=Kind.FUZZY, open=True)


def unknown(match: Match, scene: Scene) -> Moment:
    return replace(unresolved(problems.not_set(match.words)), open=True)
