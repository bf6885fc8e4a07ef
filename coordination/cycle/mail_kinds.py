"""What the rhythm sends: a digest in the morning, what is urgent at once, what was raised."""

from django.utils.translation import gettext_lazy

from coordination.mail.kinds import MailKind, mail_kinds

from . import letters, skip_mail

mail_kinds.add(
    "cycle.digest",
    MailKind(
        gettext_lazy("what is due, in the morning"),
        letters.render_digest,
        letters.digest_still_due,
    ),
)
mail_kinds.add(
    "cycle.reminder",
    MailKind(
        gettext_lazy("reminder"),
        letters.render_reminder,
        letters.reminder_still_due,
        urgent=True,
    ),
)
mail_kinds.add(
    "cycle.raised",
    MailKind(
        gettext_lazy("raised by a coordinator"),
        letters.render_raised,
        letters.raised_still_due,
        urgent=True,
    ),
)
mail_kinds.add(
    "cycle.skipped",
    MailKind(gettext_lazy("cycle skipped"), skip_mail.render_skipped, skip_mail.skipped_still_due),
)
mail_kinds.add(
    "cycle.resumed",
    MailKind(
        gettext_lazy("cycle taken up again"),
        skip_mail.render_resumed,
        skip_mail.skipped_still_due,
    ),
)
