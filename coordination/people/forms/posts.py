from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.kit.forms import Versioned

from ..models import Post
from .fields import OrganisationField, PersonField, PlainText


class PostForm(PlainText, forms.Form):
    name_nl = forms.CharField(label=_("Name in Dutch"), max_length=120)
    name_en = forms.CharField(label=_("Name in English"), max_length=120)
    organisation = OrganisationField()


class HandOverForm(Versioned, forms.Form):
    to = PersonField(
        label=_("New holder"),
        required=False,
        help_text=_("Her e-mail address; empty leaves the post without a holder."),
    )

    def said_by(self, current: Post) -> dict[str, Any]:
        return {"to": current.holder}
