"""Questions about people, bodies and posts."""

from .accounts import accounts_for, erasures_waiting, sessions_of, waiting_for_second
from .bodies import MemberRow, list_bodies, members_of, memberships_of
from .closed_days import coming_holidays, daybook_of, list_closed_days
from .colleagues import list_colleagues, list_contacts, list_organisations, list_posts
from .contacts import contact_of, contacts_of, known_on

__all__ = [
    "MemberRow",
    "accounts_for",
    "coming_holidays",
    "contact_of",
    "contacts_of",
    "daybook_of",
    "erasures_waiting",
    "known_on",
    "list_bodies",
    "list_closed_days",
    "list_colleagues",
    "list_contacts",
    "list_organisations",
    "list_posts",
    "members_of",
    "memberships_of",
    "sessions_of",
    "waiting_for_second",
]
