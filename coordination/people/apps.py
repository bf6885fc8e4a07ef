from typing import Any

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _

from coordination.kit import clock


class PeopleConfig(AppConfig):
    name = "coordination.people"
    label = "people"
    # what stands in the record behind the name of who did it
    events = {
        "signed_in": _("signed in"),
        "signed_out": _("signed out"),
        "password_set": _("set a password"),
        "settings_changed": _("changed own settings"),
        "second_factor_on": _("switched on two-step sign-in"),
        "second_factor_off": _("switched off two-step sign-in"),
        "sessions_ended": _("signed out other sessions"),
        "token_created": _("made a key for a program"),
        "token_revoked": _("revoked a key for a program"),
        "first_administrator": _("made the first administrator"),
        "feed_created": _("made a feed for a calendar"),
        "feed_revoked": _("revoked a feed for a calendar"),
        "user_invited": _("invited somebody"),
        "user_invited_again": _("sent an invitation once more"),
        "user_changed": _("changed an account"),
        "user_deactivated": _("closed an account"),
        "user_reactivated": _("opened an account again"),
        "user_renewed": _("renewed a chain partner"),
        "contact_added": _("named a contact without an account"),
        "contact_changed": _("changed a contact without an account"),
        "contact_renewed": _("renewed a contact without an account"),
        "contact_ended": _("ended a contact without an account"),
        "contacts_handed_over": _("gave all contacts another sponsor"),
        "identity_linked": _("linked an identity"),
        "role_granted": _("gave a role"),
        "role_confirmed": _("confirmed a role"),
        "role_revoked": _("took a role away"),
        "body_created": _("added a body"),
        "body_changed": _("changed a body"),
        "member_added": _("added a member"),
        "member_changed": _("changed a member"),
        "closed_day_added": _("changed the calendar of working days"),
        "closed_day_removed": _("took a change of the calendar back"),
        "organisation_created": _("added an organisation"),
        "organisation_changed": _("changed an organisation"),
        "erasure_asked": _("asked that personal data be erased"),
        "erasure_withdrawn": _("let personal data be"),
        "erased": _("had personal data erased"),
        "post_created": _("added a post"),
        "post_handed_over": _("handed a post over"),
        "posts_handed_over": _("handed all posts over"),
        "view_saved": _("saved a view"),
        "view_changed": _("changed a saved view"),
        "view_removed": _("removed a saved view"),
        "view_restored": _("brought a saved view back"),
    }

    def ready(self) -> None:
        from allauth.mfa.models import Authenticator

        from . import schema  # noqa: F401  registered once the models stand

        # the library has no other seam inside its transaction
        user_logged_in.connect(start_clocks, dispatch_uid="people.start_clocks")
        post_save.connect(note_added, Authenticator, dispatch_uid="people.factor_on")
        post_delete.connect(note_removed, Authenticator, dispatch_uid="people.factor_off")


def start_clocks(*, request: Any, **kwargs: Any) -> None:
    """A session knows from its first second when it began."""
    from .sessions import begin

    begin(request=request, at=clock.machine_now())


def note_added(*, instance: Any, created: bool, **kwargs: Any) -> None:
    if created:
        _note_second_factor(instance, on=True)


def note_removed(*, instance: Any, **kwargs: Any) -> None:
    _note_second_factor(instance, on=False)


def _note_second_factor(authenticator: Any, *, on: bool) -> None:
    from .services import note_second_factor

    if authenticator.type == "totp":
        note_second_factor(user=authenticator.user, on=on, at=clock.now())
