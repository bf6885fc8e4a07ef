"""What is mailed about a request: the question, a reminder, its withdrawal, an objection."""

from django.utils.translation import gettext_lazy

from coordination.mail.kinds import MailKind, mail_kinds

from . import request_mail

mail_kinds.add(
    "contributions.asked",
    MailKind(
        gettext_lazy("request for input"), request_mail.render_asked, request_mail.asked_still_due
    ),
)
mail_kinds.add(
    "contributions.reminder",
    MailKind(
        gettext_lazy("reminder of a request for input"),
        request_mail.render_reminder,
        request_mail.reminder_still_due,
        rests=True,
    ),
)
mail_kinds.add(
    "contributions.withdrawn",
    MailKind(
        gettext_lazy("request for input withdrawn"),
        request_mail.render_withdrawn,
        request_mail.withdrawn_still_due,
        optional=True,
        rests=True,
    ),
)
mail_kinds.add(
    "contributions.objected",
    MailKind(
        gettext_lazy("objection in a written round"),
        request_mail.render_objected,
        request_mail.objected_still_due,
        urgent=True,
    ),
)
