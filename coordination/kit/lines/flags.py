"""The flags of a line: each says what to do about it."""

from __future__ import annotations

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from coordination.kit.dates import DueRead

from .reads import Flag, FlagCode


def unknown_owner(words: str) -> Flag:
    sentence = _("Unknown owner {words}: choose one of those present, or type a ministry.")
    return Flag(FlagCode.UNKNOWN_OWNER, words, format_lazy(sentence, words=words))


def unknown_reservation(words: str) -> Flag:
    sentence = _("Unknown: {words}. Type whose reservation it is, as in “Reservation VWS: ...”.")
    return Flag(FlagCode.UNKNOWN_RESERVATION, words, format_lazy(sentence, words=words))


def date(due: DueRead) -> Flag:
    return Flag(FlagCode.DATE, due.words, due.problem)


def several_dates(dues: list[DueRead]) -> Flag:
    words = ", ".join(due.words for due in dues)
    sentence = _("Which date is the term? Put “uiterlijk” before it: {words}.")
    return Flag(FlagCode.SEVERAL_DATES, words, format_lazy(sentence, words=words))


def no_owner() -> Flag:
    return Flag(FlagCode.NO_OWNER, "@", _("Who does it? Type @ and a ministry or a name."))


def no_date() -> Flag:
    return Flag(FlagCode.NO_DATE, "", _("By when? Type a date, or n.t.b. if it is not known yet."))


def no_members(words: str) -> Flag:
    sentence = _("This body has no other members to ask. Type @ and who does it.")
    return Flag(FlagCode.NO_MEMBERS, words, sentence)


def empty() -> Flag:
    return Flag(FlagCode.EMPTY, "", _("Nothing is said yet. Type what it is about."))


def unsafe(sentence: object) -> Flag:
    return Flag(FlagCode.UNSAFE, "", sentence)  # type: ignore[arg-type]  # a lazy sentence is one too
