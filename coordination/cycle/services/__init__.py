"""Verbs on cadences, slots, cycles and deadlines."""
