"""Verbs of a meeting, split by noun: meetings, agenda, attendance, entries, circulation."""
