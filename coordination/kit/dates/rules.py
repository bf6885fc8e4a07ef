"""The table: what a due date looks like, and which function turns it into days."""

from __future__ import annotations

from coordination.kit.dates import builders as b
from coordination.kit.dates import periods as p
from coordination.kit.dates.grammar import Grammar, rule

DAYS = Grammar(
    (
        # wo 4 nov 2020, woensdag de 4e november, 12th of November, 12-nov-2020
        rule("weekday? the? day=number|rank range? of? month range? year?", b.full_day),
        rule("weekday? month day=number|rank year?", b.month_first),
        rule("weekday? on? day_month_year", b.numeric_year),
        rule("weekday? on? day_month", b.numeric),
        rule("weekday? the day=rank $", b.day_of_month),
        rule("weekday day=number|rank $", b.day_of_month),
        # 12/13 september, weekend 12-13 september, 2 t/m 4 nov, 28 nov - 2 dec
        rule("the? weekend? of? day_month month year?", b.pair_of_days),
        rule(
            "the? weekend? of? other=number|rank range|and day=number|rank month year?", b.day_range
        ),
        rule("other=number|rank other_month=month range day=number|rank month year?", b.day_range),
        # vrijdag, vrijdagmiddag, wo/do, a.s. vrijdag, volgende vrijdag
        rule("weekday", b.weekday),
        rule("weekday_part", b.weekday_part),
        rule("other=weekday range weekday", b.weekday_pair),
        rule("the? coming|this weekday", b.coming_weekday),
        rule("weekday coming", b.coming_weekday),
        rule("weekday? day=number|rank month year? coming", b.full_day),
        rule("the? next weekday", b.next_named_weekday),
        # volgende week vrijdag, Friday of next week, vrijdag in week 48, dinsdag over een week
        rule("this|next period weekday", b.weekday_of_week),
        rule("weekday of? this|next|coming period", b.weekday_of_week),
        rule("weekday of? week number year?", b.weekday_of_numbered_week),
        rule("week number on? weekday", b.weekday_of_numbered_week),
        rule("weekday within count unit", b.weekday_after),
        rule("within count unit on? weekday", b.weekday_after),
        rule("count unit on|reference weekday", b.weekday_after),
        rule("weekday unit=period", b.weekday_after),
        # over twee weken, binnen 48 uur, over een week of twee, de komende drie weken
        rule("within count unit", b.after),
        rule("count unit from_now", b.after),
        rule("within the? count or_two=or_two", b.after_about),
        rule("within count? half unit", b.after_half),
        rule("within count? count=few of? unit", b.after_about),
        rule("within? the? coming|next count unit", b.after_about),
        # deze week, eind volgende maand, eind van de week, begin volgend jaar
        rule("edge? of? the? this|next|coming period", p.deictic_period),
        rule("the? edge of? the? period", p.deictic_period),
        # begin november, nov/dec, eind nov/begin dec, dec - feb, november 2020, (nov)
        rule("the? edge range? of? month year?", p.month_period),
        rule("edge? other=month range edge? month year?", p.month_period),
        rule("the? rank half of? month year?", p.half_month),
        rule("the? rank period of? month year?", p.week_of_month),
        rule("month year", p.month_period),
        rule("month", p.bare_month),
        rule("the? edge of? year", p.year_period),
        rule("year", p.bare_year),
        # week 48, begin week 48, de week van 16 november, Q1 2021, eerste kwartaal van 2021
        rule("the? edge? of? week number year?", p.numbered_week),
        rule("the? edge? of? week other=number range number year?", p.numbered_week),
        rule("the? week day_month", p.numbered_weeks),
        rule("the? edge? of? week of the? day=number|rank month", p.week_of),
        rule("edge? quarter=q of? year?", p.quarter),
        rule("the? edge? of? quarter=rank present=quarter of? year?", p.quarter),
        rule("the? edge? of? present=quarter quarter=number year?", p.quarter),
        rule("end_of", p.end_of_period),
        rule("course of? the? period", p.deictic_period),
        rule("the? weekend", p.weekend),
        rule("the? this|next|coming weekend", p.weekend),
        # vandaag, morgenochtend, vanavond
        rule("today", b.today),
        rule("today_part", b.today_part),
        # z.s.m., n.t.b.
        rule("soon", b.soon),
        rule("unknown", b.unknown),
    )
)
