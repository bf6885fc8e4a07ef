from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coordination.dossiers.models import Dossier, DossierAccess, Function
from coordination.kit.forms import Versioned
from coordination.meetings.models import Meeting
from coordination.people.models import Body, Organisation, Post, User

from .models import Lesson, SourceKind
from .services.keeping import LessonFacts

NAMES = (
    "dossier", "learnt", "otherwise", "source_kind", "source", "body", "organisation", "person",
    "post",
)  # fmt: skip


def written_by(user: User) -> Any:
    """Open dossiers in which she writes."""
    parts = DossierAccess.objects.of(user).filter(function__in=[Function.WRITER, Function.LEAD])
    visible = Dossier.objects.visible_to(user).filter(closed_at=None)
    return visible.filter(pk__in=parts.values("dossier")).order_by("-year", "-serial")


class LessonForm(Versioned, forms.Form):
    learnt = forms.CharField(
        label=gettext_lazy("What was learnt"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    otherwise = forms.CharField(
        label=gettext_lazy("What we do otherwise"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    dossier = forms.ModelChoiceField(Dossier.objects.none(), label=gettext_lazy("Dossier"))
    source_kind = forms.TypedChoiceField(
        label=gettext_lazy("Learnt from"), choices=SourceKind.choices, coerce=SourceKind
    )
    source = forms.CharField(
        label=gettext_lazy("Source"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Which exercise, incident or document."),
    )
    body = forms.ModelChoiceField(
        Body.objects.none(), label=gettext_lazy("About body"), required=False
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=gettext_lazy("Owner of the lesson")
    )
    person = forms.ModelChoiceField(
        User.objects.none(), label=gettext_lazy("Person"), required=False
    )
    post = forms.ModelChoiceField(Post.objects.none(), label=gettext_lazy("Post"), required=False)

    def __init__(self, *args: Any, user: User, noun: Lesson | None = None, **more: Any) -> None:
        if noun is not None:
            more["initial"] = lesson_start(noun)
        super().__init__(*args, **more)
        self.meeting = noun.meeting if noun else None
        own = Q(pk=noun.dossier_id) if noun else Q(pk__in=[])
        dossiers = Dossier.objects.filter(Q(pk__in=written_by(user).values("pk")) | own)
        rows: dict[str, Any] = {
            "dossier": dossiers.order_by("-year", "-serial"),
            "body": Body.objects.visible_to(user).order_by("code"),
            "organisation": Organisation.objects.filter(active=True).order_by("code"),
            "person": User.objects.visible_to(user).active().order_by("name", "pk"),
            "post": Post.objects.visible_to(user).order_by("code"),
        }
        for name, found in rows.items():
            self.fields[name].queryset = found  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind

    def facts(self, meeting: Meeting | None = None) -> LessonFacts:
        return LessonFacts(**self.cleaned_data, meeting=meeting or self.meeting)

    def said_by(self, current: Lesson) -> dict[str, Any]:
        return lesson_start(current)


def lesson_start(lesson: Lesson) -> dict[str, Any]:
    """The fields as a lesson fills them in."""
    keys = {"dossier", "body", "organisation", "person", "post"}
    start = {name: getattr(lesson, f"{name}_id" if name in keys else name) for name in NAMES}
    return {**start, "version": lesson.version}


class ImportForm(forms.Form):
    """A file, or what was read of it before: `content` is posted once more to take it in."""

    dossier = forms.ModelChoiceField(
        Dossier.objects.none(), label=gettext_lazy("Dossier that keeps them")
    )
    upload = forms.FileField(
        label=gettext_lazy("List"),
        required=False,
        allow_empty_file=True,
        help_text=gettext_lazy("The export of an exercise or another instance."),
    )
    content = forms.CharField(required=False, max_length=2_000_000, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["dossier"].queryset = written_by(user)  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("upload") and not data.get("content"):
            self.add_error("upload", _("Choose a file first."))
        return data
