import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from coordination.dossiers.queries import by_number
from coordination.kit.forms import Versioned
from coordination.people.forms.fields import PersonField

from .models import Webhook
from .services import WebhookFacts
from .services.keeping import unseen
from .telling import told_kinds


class DossiersField(forms.CharField):
    """Dossiers by their numbers, with commas or spaces."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(str(found.number) for found in value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        numbers = list(dict.fromkeys(re.split(r"[\s,;]+", text.strip()))) if text.strip() else []
        found = {number: by_number(number) for number in numbers}
        for number, dossier in found.items():
            if dossier is None:
                raise ValidationError(unseen(number))
        return list(found.values())


class WebhookForm(Versioned, forms.Form):
    name = forms.CharField(label=_("Name"), max_length=80)
    url = forms.CharField(
        label=_("Address"),
        max_length=500,
        help_text=_("https to a public name, such as https://hooks.example.gov/baken."),
    )
    owner = PersonField(
        label=_("In the name of"),
        help_text=_("What this person sees is told, and nothing else. By e-mail address."),
    )
    kinds = forms.MultipleChoiceField(
        label=_("Events: somebody…"), choices=told_kinds, widget=forms.CheckboxSelectMultiple
    )
    dossiers = DossiersField(
        label=_("Only these dossiers"),
        max_length=1200,
        required=False,
        help_text=_("Numbers with commas, such as 2020-0001. Empty is all that the person sees."),
    )

    def __init__(self, *args: Any, webhook: Webhook | None = None, **more: Any) -> None:
        initial = {**self.said_by(webhook), "version": webhook.version} if webhook else {}
        super().__init__(*args, **{"initial": initial, **more})

    def said_by(self, current: Any) -> dict[str, Any]:
        return {
            "name": current.name,
            "url": current.url,
            "owner": current.owner,
            "kinds": current.kinds,
            "dossiers": list(current.dossiers.order_by("year", "serial")),
        }

    def facts(self) -> WebhookFacts:
        return WebhookFacts(**{name: self.cleaned_data[name] for name in self.fields})
