"""Questions about dossiers."""

from .lists import DossierFilter, by_number, list_dossiers
from .parts import Part, parts_of
from .timeline import (
    TimelineRow,
    dossier_record,
    dossier_timeline,
    events_for,
    own_acts,
    read_rows,
    whole_record,
)

__all__ = [
    "DossierFilter",
    "Part",
    "TimelineRow",
    "by_number",
    "dossier_record",
    "dossier_timeline",
    "events_for",
    "list_dossiers",
    "own_acts",
    "parts_of",
    "read_rows",
    "whole_record",
]
