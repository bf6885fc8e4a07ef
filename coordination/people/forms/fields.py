"""Fields these forms share."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from coordination.kit.moments import refuse_far
from coordination.kit.text import refuse_unsafe

from ..models import Organisation, User
from .choosing import ChooserInput


class PlainText:
    """A form whose texts hold no characters that read as something else, and days of our time."""

    cleaned_data: dict[str, Any]

    def clean(self) -> dict[str, Any]:
        super().clean()  # type: ignore[misc]  # a mixin of forms
        cleaned: dict[str, Any] = self.cleaned_data
        for name, value in list(cleaned.items()):
            for sentence in wrong_with(value):
                self.add_error(name, sentence)  # type: ignore[attr-defined]  # a mixin of forms
        return cleaned


def wrong_with(value: Any) -> list[Any]:
    """A sentence per reason to refuse what was typed: texts, lists of texts and days."""
    match value:
        case str():
            return list(refuse_unsafe(value))
        case list():
            return [sentence for one in value for sentence in wrong_with(one)]
        case date():
            try:
                refuse_far(value)
            except ValidationError as far:
                return list(far.messages)
    return []


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **more: Any) -> None:
        super().__init__(format="%Y-%m-%d", **more)


class PersonField(forms.EmailField):
    """A colleague by her e-mail address; the page offers who begins like what is typed."""

    widget = ChooserInput
    default_error_messages = {"unknown": _("No open account has this address.")}

    def __init__(self, **more: Any) -> None:
        super().__init__(**{"max_length": 254, "label": _("Person"), **more})

    def prepare_value(self, value: Any) -> Any:
        return value.email if isinstance(value, User) else value

    def clean(self, value: Any) -> Any:
        address = super().clean(value)
        if not address:
            return None
        user = User.objects.active().filter(email__iexact=address).first()
        if user is None:
            raise ValidationError(self.error_messages["unknown"], code="unknown")
        return user


class OrganisationField(forms.ModelChoiceField):  # type: ignore[type-arg]  # which model stands in Meta or in the queryset
    """An organisation that takes part."""

    def __init__(self, **more: Any) -> None:
        active = Organisation.objects.filter(active=True).order_by("code")
        gone = {"invalid_choice": _("This organisation is no longer there; choose another.")}
        super().__init__(active, **{"label": _("Organisation"), "error_messages": gone, **more})

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.code} · {obj.name}"
