"""Verbs on dossiers and the parts in them."""

from .access import end_part, grant_access, name_member, revoke_access
from .classifying import Levels, classify_dossier
from .opening import change_dossier, close_dossier, open_dossier, reopen_dossier
from .reading import break_glass, record_read
from .sealing import seal_day

__all__ = [
    "Levels",
    "break_glass",
    "change_dossier",
    "classify_dossier",
    "close_dossier",
    "end_part",
    "grant_access",
    "name_member",
    "open_dossier",
    "record_read",
    "reopen_dossier",
    "revoke_access",
    "seal_day",
]
