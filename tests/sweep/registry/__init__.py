"""What the sweep knows of each address: a file per app, a row per address.

Who adds an address adds its row here; without one the sweep fails.
"""

from ..rows import Row
from . import (
    actions,
    api_meetings,
    api_people,
    contributions,
    cycle,
    decisions,
    dossiers,
    due,
    ladders,
    levels,
    mail,
    meetings,
    outside,
    papers,
    people,
    regions,
    search,
    webhooks,
)

ROWS: dict[str, Row] = {
    **people.ROWS,
    **mail.ROWS,
    **dossiers.ROWS,
    **search.ROWS,
    **papers.ROWS,
    **decisions.ROWS,
    **actions.ROWS,
    **meetings.ROWS,
    **cycle.ROWS,
    **outside.ROWS,
    **due.ROWS,
    **contributions.ROWS,
    **webhooks.ROWS,
    **ladders.ROWS,
    **levels.ROWS,
    **regions.ROWS,
    **api_people.ROWS,
    **api_meetings.ROWS,
}

_ALLAUTH = "a page of django-allauth: signing in itself, before there is a role"
EXEMPT: dict[str, str] = {
    "kit:live": "says that the process answers, to anybody",
    "kit:ready": "says that the database answers, to anybody",
    "kit:style": "shows the look and no data, to who is signed in",
    "dashboard:menu_icons": "drawings and no data",
    "set_language": "a preference, also before signing in",
    "mail:answer": "a signed link in a mail, for its recipient; tested in actions/test_answers",
    "meetings:feed": "a calendar by its own key, tested in meetings/test_calendars",
    "openapi": "describes the API and holds no data",
    **dict.fromkeys(
        (
            "account_change_password",
            "account_inactive",
            "account_login",
            "account_logout",
            "account_reauthenticate",
            "account_reset_password",
            "account_reset_password_done",
            "account_reset_password_from_key",
            "account_reset_password_from_key_done",
            "account_set_password",
            "mfa_activate_totp",
            "mfa_authenticate",
            "mfa_deactivate_totp",
            "mfa_download_recovery_codes",
            "mfa_generate_recovery_codes",
            "mfa_index",
            "mfa_reauthenticate",
            "mfa_view_recovery_codes",
            "openid_connect_callback",
            "openid_connect_login",
            "socialaccount_connections",
            "socialaccount_login_cancelled",
            "socialaccount_login_error",
            "socialaccount_signup",
        ),
        _ALLAUTH,
    ),
}
"""Addresses without a right of their own, each with the reason."""
