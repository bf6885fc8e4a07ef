"""Breaks real servers and processes on purpose and counts who got which mail.

`python -m tests.faults [name ...]` plays the faults and prints one table. Every fault also runs
once with the protection against it switched off, and must then go red.
"""
