"""Reads of a meeting, split by noun."""
