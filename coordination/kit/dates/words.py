"""The vocabulary, Dutch and English side by side: phrase -> senses, each with its numbers.

A phrase is written in a small shorthand: `eind|einde` is a choice, `de?` may be left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

Senses = dict[str, tuple[int, ...]]

END_OF_DAY = 17 * 60 + 30  # Dutch office practice; close of business is the same moment
MORNING, AFTERNOON, EVENING = (540, 720), (720, END_OF_DAY), (1080, 1380)

NOT_BEFORE, BY = 1, 0  # does the introducer exclude the day itself?
PASSING, LEANING, FIRM = 0, 1, 2  # how sure it is that an introducer announces a due date
DAY, WORKDAY, WEEK, MONTH, QUARTER, YEAR, HOUR = range(7)
BEGIN, MIDDLE, END = range(3)
THIS, NEXT = range(2)
DASH, SLASH, DOT, DOT_SHORT = range(4)  # 12-11, 12/11, 12.11, 1.2
AM, PM, EARLY, LATE, AT_NIGHT = range(1, 6)  # which half of the day an hour is in; 0 = not said
FULL, SHORT, RISKY, CAPITALS = range(4)  # how easily a weekday is mistaken for another word

WEEKDAYS = (
    ("maandag|monday", "ma|mon"),
    ("dinsdag|tuesday", "di|tue|tues"),
    ("woensdag|wednesday", "wo|wed|weds"),
    ("donderdag|thursday", "do|thu|thur|thurs"),
    ("vrijdag|friday", "vr|vrij|fri"),
    ("zaterdag|saturday", "za|sat"),
    ("zondag|sunday", "zo|sun"),
)
RISKY_WEEKDAYS = frozenset({"zo", "sun", "sat"})
MONTHS = (
    "januari|january|jan",
    "februari|february|feb|febr",
    "maart|march|mrt|mar",
    "april|apr",
    "mei|may",
    "juni|june|jun",
    "juli|july|jul",
    "augustus|august|aug",
    "september|sept|sep",
    "oktober|october|okt|oct",
    "november|nov",
    "december|dec",
)
# Also ordinary words: a month only with a capital.
CAPITAL_MONTHS = frozenset({"may", "march", "mar"})
ABBREVIATIONS = frozenset(
    {short for _, shorts in WEEKDAYS for short in shorts.split("|")}
    | {name for names in MONTHS for name in names.split("|") if len(name) <= len("sept")}
    | {"wk"}
) - {"mei", "may", "juni", "june", "juli", "july"}
DAY_PARTS = (
    ("ochtend|morgen|morning", MORNING),
    ("middag|namiddag|afternoon", AFTERNOON),
    ("avond|evening|night", EVENING),
)
NUMBERS = (
    "een|één|eén|a|an|one", "twee|two", "drie|three", "vier|four", "vijf|five", "zes|six",
    "zeven|seven", "acht|eight", "negen|nine", "tien|ten", "elf|eleven", "twaalf|twelve",
)  # fmt: skip
ORDINALS = ("eerste|first", "tweede|second", "derde|third", "vierde|fourth")

TABLE: tuple[tuple[str, str, tuple[int, ...]], ...] = (
    ("today", "vandaag|today", (0,)),
    ("today", "morgen|tomorrow", (1,)),
    ("today", "overmorgen", (2,)),
    ("today", "the? day after tomorrow", (2,)),
    ("today_part", "vanochtend|vanmorgen", (0, *MORNING)),
    ("today_part", "this morning", (0, *MORNING)),
    ("today_part", "vanmiddag", (0, *AFTERNOON)),
    ("today_part", "this afternoon", (0, *AFTERNOON)),
    ("today_part", "vanavond|tonight", (0, *EVENING)),
    ("today_part", "this evening", (0, *EVENING)),
    ("clock", "het? eind|einde van|v/d|vd? de? dag|werkdag", (END_OF_DAY,)),
    ("clock", "the? end|close of the? day|business|play", (END_OF_DAY,)),
    ("clock", "eod|e.o.d|cob|c.o.b|eob", (END_OF_DAY,)),
    ("clock", "het? eind|einde van? de? middag", (END_OF_DAY,)),
    ("clock", "het? eind|einde van? de? ochtend", (720,)),
    ("clock", "in|gedurende de? loop? van? de dag", (END_OF_DAY,)),
    ("clock", "in the course of the day", (END_OF_DAY,)),
    ("clock", "noon|midday", (720,)),
    ("clock", "12 noon", (720,)),
    ("clock", "midnight|middernacht", (1439,)),
    ("oclock", "uur|u|h|hrs|o'clock|o’clock", (0,)),
    ("oclock", "am|a.m", (AM,)),
    ("oclock", "pm|p.m", (PM,)),
    # "'s middags" is left of the clock as "s middags": its sign counts as punctuation
    ("oclock", "uur|u? s|’s ochtends|morgens", (EARLY,)),
    ("oclock", "uur|u? s|’s middags|avonds", (LATE,)),
    ("oclock", "uur|u? s|’s nachts", (AT_NIGHT,)),
    ("oclock", "o'clock? in the morning", (EARLY,)),
    ("oclock", "o'clock? in the afternoon|evening", (LATE,)),
    ("unit", "dag|dagen|dgn|day|days", (DAY,)),
    ("unit", "werkdag|werkdagen|workday|workdays", (WORKDAY,)),
    ("unit", "working|business days|day", (WORKDAY,)),
    ("unit", "week|weken|weeks|wk|wkn", (WEEK,)),
    ("unit", "maand|maanden|mnd|month|months", (MONTH,)),
    ("unit", "kwartaal|kwartalen|quarter|quarters", (QUARTER,)),
    ("unit", "jaar|jaren|year|years", (YEAR,)),
    ("unit", "uur|uren|hour|hours", (HOUR,)),
    ("period", "week", (WEEK,)),
    ("period", "maand|month", (MONTH,)),
    ("period", "kwartaal|quarter", (QUARTER,)),
    ("period", "jaar|year", (YEAR,)),
    ("quarter", "kwartaal|quarter", ()),
    ("week", "week|wk|weeknr|weeknummer", ()),
    ("weekend", "weekend|weekeinde", ()),
    ("edge", "begin|early|beginning", (BEGIN,)),
    ("edge", "medio|half|halverwege|midden|mid|middle", (MIDDLE,)),
    ("edge", "eind|einde|late|end", (END,)),
    ("half", "half|helft", ()),
    ("this", "deze|dit|this", ()),
    ("next", "volgende|volgend|next", ()),
    ("coming", "komende|komend|aankomende|aankomend|aanstaande|a.s|coming|upcoming", ()),
    ("coming", "eerstvolgende|eerstvolgend|eerstkomende|eerstkomend", ()),
    ("or_two", "week of twee", (WEEK,)),
    ("or_two", "maand of twee", (MONTH,)),
    ("or_two", "week or two", (WEEK,)),
    ("few", "paar|enkele|few|couple", (3,)),
    ("around", "rond|omstreeks|circa|ca|around", ()),
    ("course", "in de loop van", ()),
    ("course", "in the course of", ()),
    ("course", "ergens|later|gedurende|loop|during|sometime", (0,)),
    ("course", "some time", (0,)),
    ("within", "over|in|binnen|within", ()),
    ("the", "de|het|the", ()),
    ("of", "of|van|in|v/d|vd|v.d", ()),
    ("on", "on|op", ()),
    ("and", "en|and|of|or|&", ()),
    ("range", "t/m|tm", ()),
    ("range", "tot en met", ()),
    ("meeting", "overleg|vergadering|bijeenkomst|sessie|keer|meeting|session|time", ()),
    ("soon", "z.s.m|zsm|a.s.a.p|asap", ()),
    ("soon", "zo snel|spoedig mogelijk", ()),
    ("soon", "as soon as possible", ()),
    ("soon", "per direct|ommegaande|omgaande", ()),
    ("end_of", "eow|e.o.w", (WEEK,)),
    ("end_of", "eom|e.o.m", (MONTH,)),
    ("end_of", "the? month end", (MONTH,)),
    ("from_now", "from now|today", ()),
    ("from_now", "vanaf nu|vandaag", ()),
    ("unknown", "n.t.b|ntb|n.n.b|nnb|t.b.d|tbd|t.b.a|tba", ()),
    ("unknown", "nog? nader? te bepalen", ()),
    ("unknown", "nog niet bekend", ()),
    ("unknown", "to be determined|decided|announced", ()),
    ("hour_sign", "om|at|rond", ()),
    ("reference", "van|vanaf|sinds|na|afgelopen|vorige|vorig|dd|d.d|since|from|after|last", ()),
    ("reference", "met ingang van", ()),
    ("recurring", "elke|iedere|ieder|elk|wekelijks|dagelijks|every|each|weekly|daily", ()),
    ("auxiliary", "to|we|they|you|i|will|can|must|not|should|could|would|may|let", ()),
    ("auxiliary", "what|dont|don't|don’t|cannot|who|things|much", ()),
    ("reference", "m.i.v|miv", ()),
    ("bygone", "jl|j.l|ll|l.l|ago|geleden", ()),
    ("still", "nog", ()),
    ("latest", "at the latest", ()),
    ("latest", "op zijn|z'n laatst", ()),
    ("latest", "uiterlijk", ()),
    ("numbered", "stap|stappen|sheet|sheets|art|artikel|punt|punten|par|paragraaf|versie|v", ()),
    ("numbered", "nr|no|nummer|pagina|pag|p|blz|bijlage|hoofdstuk|tabel|figuur|fase|slide", ()),
    ("numbered", "step|steps|article|section|version|page|annex|chapter|table|figure", ()),
    ("counted", "mensen|personen|keer|maal|procent|dagen|weken|maanden|jaar|uur|leden|plekken", ()),
    ("counted", "people|persons|times|percent|days|weeks|months|years|hours|members|%", ()),
)

# introducer: how firm, and whether the day itself is excluded
INTRODUCERS: tuple[tuple[str, int, int], ...] = (
    ("uiterlijk|uiterste|ultimo", FIRM, BY),
    ("vóór|vòòr|voór|vóor|vòor|voòr|before", FIRM, NOT_BEFORE),
    ("by", FIRM, BY),
    ("no|not later than", FIRM, BY),
    ("ten laatste", FIRM, BY),
    ("at the latest", FIRM, BY),
    ("t/m", LEANING, BY),
    ("tot en met", LEANING, BY),
    ("deadline|termijn|due|inleverdatum van?|is?", FIRM, BY),
    ("deadline|termijn|due|inleverdatum", FIRM, BY),
    ("voor", LEANING, NOT_BEFORE),
    ("tot|until|till", LEANING, BY),
    ("op|on|per|in|tegen|at|om|nog|for|bij|tijdens", PASSING, BY),
)


def _expand(phrase: str) -> Iterator[tuple[str, ...]]:
    choices = []
    for word in phrase.split():
        options = word.removesuffix("?").split("|")
        choices.append([*options, ""] if word.endswith("?") else options)
    for combination in product(*choices):
        yield tuple(word for word in combination if word)


def _entries() -> Iterator[tuple[str, str, tuple[int, ...]]]:
    yield from TABLE
    for number, (long, short) in enumerate(WEEKDAYS):
        yield "weekday", long, (number, FULL)
        for word in short.split("|"):
            yield "weekday", word, (number, RISKY if word in RISKY_WEEKDAYS else SHORT)
        for parts, hours in DAY_PARTS:
            for name, part in product(long.split("|"), parts.split("|")):
                yield "weekday_part", name + part, (number, *hours)
    for number, names in enumerate(MONTHS, start=1):
        yield "month", names, (number,)
    for number, names in enumerate(NUMBERS, start=1):
        yield "count", names, (number,)
    for number, names in enumerate(ORDINALS, start=1):
        yield "rank", names, (number,)
    for number in range(1, 5):
        yield "q", f"q{number}", (number,)
    for parts, hours in DAY_PARTS:
        yield "part", parts, hours
        for offset, name in ((1, "morgen"), (2, "overmorgen")):
            yield "today_part", "|".join(name + part for part in parts.split("|")), (offset, *hours)
    for phrase, firm, exclusive in INTRODUCERS:
        yield "intro", phrase, (firm, exclusive)


def _vocabulary() -> dict[tuple[str, ...], Senses]:
    found: dict[tuple[str, ...], Senses] = {}
    for sense, phrase, numbers in _entries():
        for words in _expand(phrase):
            found.setdefault(words, {})[sense] = numbers
    return found


VOCABULARY = _vocabulary()
LONGEST_PHRASE = max(len(words) for words in VOCABULARY)
# First words of phrases of several words: the only places where a longer look is worth it.
PHRASE_STARTS = frozenset(words[0] for words in VOCABULARY if len(words) > 1)
