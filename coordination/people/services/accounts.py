"""Signing in and out, passwords, and one's own settings."""

from datetime import datetime
from typing import Any

from coordination.audit.deeds import changes, deed, record
from coordination.kit.locking import locked, refuse_stale

from ..models import User

OWN = ("name", "function", "phone", "language", "theme", "roomy", "shortcuts")


@deed
def note_sign_in(*, user: User, at: datetime) -> None:
    record("people.signed_in", user, by=user, at=at)


@deed
def note_sign_out(*, user: User, at: datetime) -> None:
    record("people.signed_out", user, by=user, at=at)


@deed
def set_password(*, user: User, password: str, at: datetime) -> User:
    """A new password, of which only the hash is kept; other sessions end by themselves."""
    user.set_password(password)
    user.save(update_fields=["password"])
    record("people.password_set", user, by=user, at=at)
    return user


@deed
def change_own_settings(
    *, user: User, at: datetime, version: int | None = None, **values: Any
) -> User:
    """Change what one decides oneself: name, function, phone, language and how pages look.

    With a `version` it refuses when an administrator, or she herself, was first.
    """
    user = locked(user)
    if version is not None:
        refuse_stale(user, version)
    before = {name: getattr(user, name) for name in OWN}
    wanted = {name: value for name, value in values.items() if name in OWN}
    for name, value in wanted.items():
        setattr(user, name, value)
    user.version += 1
    user.save(update_fields=[*wanted, "version"])
    record("people.settings_changed", user, by=user, at=at, changed=sorted(changes(before, wanted)))
    return user


@deed
def note_second_factor(*, user: User, on: bool, at: datetime) -> None:
    """Two-step sign-in was switched on or off."""
    record(f"people.second_factor_{'on' if on else 'off'}", user, by=user, at=at)
