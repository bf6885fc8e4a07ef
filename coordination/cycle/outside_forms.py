"""What is typed and chosen about calendars of others."""

from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from coordination.dossiers.models import Dossier
from coordination.kit.calendars_read import MOST_BYTES
from coordination.meetings.forms.fields import DossierChoice
from coordination.people.models import User

from .forms import Kept
from .models import OutsideCalendar
from .permissions import dossiers_beside

SALT = "cycle.outside"
HOURS = 4 * 60 * 60
"""As long as what was looked at can still be taken in."""

TOO_LARGE = _("This calendar is larger than 1 MB; export a shorter period.")


class OutsideForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=120, help_text=_("For example council of ministers.")
    )
    dossier = DossierChoice(Dossier.objects.none(), label=_("Dossier"), empty_label=None)

    def __init__(self, *args: Any, user: User, **more: Any) -> None:
        super().__init__(*args, **more)
        rows = dossiers_beside(user).order_by("-year", "-serial")
        self.fields["dossier"].queryset = rows  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind


class RenameForm(Kept):
    name = forms.CharField(label=_("Name"), max_length=120)

    def read(self, noun: OutsideCalendar) -> dict[str, Any]:
        return {"name": noun.name, "version": noun.version}


class ImportForm(forms.Form):
    """A file, or what was kept of it while one looked at what it changes: `signed`."""

    signed = ""

    upload = forms.FileField(
        label=_("Calendar (.ics)"),
        allow_empty_file=True,
        error_messages={"required": _("Choose the .ics that was exported.")},
        widget=forms.FileInput({"accept": ".ics,text/calendar"}),
    )
    keep_missing = forms.BooleanField(
        label=_("Leave what is not in this file"),
        required=False,
        help_text=_("Tick this where the file holds a part of the calendar."),
    )
    kept = forms.CharField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["upload"].required = not self.data.get("kept")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        upload = data.get("upload")
        if upload is not None and upload.size > MOST_BYTES:
            self.add_error("upload", TOO_LARGE)
        elif upload is not None:
            data["content"] = upload.read()
        elif data.get("kept"):
            data["content"] = self._read_kept(data["kept"])
        return data

    @property
    def still_kept(self) -> str:
        """What was looked at, to be sent once more where something else was wrong."""
        return "" if "upload" in self.errors else str(self.data.get("kept", ""))

    def _read_kept(self, kept: str) -> bytes:
        try:
            text: str = signing.loads(kept, salt=SALT, max_age=HOURS)
        except signing.BadSignature:
            self.add_error("upload", _("Choose the file again; what was kept of it has expired."))
            return b""
        return text.encode()

    def keep(self) -> str:
        """What was read, signed, so that what was looked at is what is taken in."""
        content: bytes = self.cleaned_data["content"]
        return signing.dumps(content.decode("utf-8-sig"), salt=SALT, compress=True)
