"""Names that the rhythm itself gives to what it plans."""

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override


def papers_for(body: str, day: dt.date) -> str:
    """What is due for a meeting of the body with this code on `day`."""
    # kept text is in the language of the reports, whoever planned it
    with override("nl"):
        named = {"body": body, "day": date_format(day, "j F")}
        return _("Papers for %(body)s of %(day)s") % named
