"""Verbs about people, bodies and posts."""

from .accounts import (
    change_own_settings,
    note_second_factor,
    note_sign_in,
    note_sign_out,
    set_password,
)
from .bodies import add_member, change_body, change_member, create_body
from .closed_days import add_closed_day, remove_closed_day
from .contacts import add_contact, change_contact, end_contact, hand_over_contacts, renew_contact
from .erasing import ask_erasure, confirm_erasure, erasable_from, withdraw_erasure
from .keys import create_feed, create_token, end_sessions, revoke_feed, revoke_token
from .numbers import next_number
from .organisations import change_organisation, create_organisation
from .posts import create_post, hand_over_post, hand_over_posts
from .recipients import recipient_for
from .roles import confirm_role, grant_role, revoke_role
from .users import (
    change_user,
    deactivate_user,
    invite_again,
    invite_user,
    link_identity,
    reactivate_user,
    renew_partner,
)
from .visits import note_visit

__all__ = [
    "add_closed_day",
    "add_contact",
    "add_member",
    "ask_erasure",
    "change_body",
    "change_contact",
    "change_member",
    "change_organisation",
    "change_own_settings",
    "change_user",
    "confirm_erasure",
    "confirm_role",
    "create_body",
    "create_feed",
    "create_organisation",
    "create_post",
    "create_token",
    "deactivate_user",
    "end_contact",
    "end_sessions",
    "erasable_from",
    "grant_role",
    "hand_over_contacts",
    "hand_over_post",
    "hand_over_posts",
    "invite_again",
    "invite_user",
    "link_identity",
    "next_number",
    "note_second_factor",
    "note_sign_in",
    "note_sign_out",
    "note_visit",
    "reactivate_user",
    "recipient_for",
    "remove_closed_day",
    "renew_contact",
    "renew_partner",
    "revoke_feed",
    "revoke_role",
    "revoke_token",
    "set_password",
    "withdraw_erasure",
]
