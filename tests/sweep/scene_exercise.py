"""What a scene has of an exercise, and of lessons."""

from datetime import timedelta
from typing import Any

from coordination.lessons.services.applying import apply_lesson
from coordination.lessons.services.keeping import LessonFacts, add_lesson
from escalation.exercise.models import Exercise, Inject, InjectKind

from .scenes import NOW, Scene


def fill_exercise(scene: Scene) -> None:
    """An exercise in the dossier, with an inject for her organisation, and one withheld."""
    word, things = scene.word, scene.things
    things["exercise"] = Exercise.objects.create(dossier=scene.dossier, started_at=NOW)
    for name, code in (("inject", "I-1"), ("second_inject", "I-2")):
        things[name] = Inject.objects.create(
            exercise=things["exercise"],
            code=code,
            kind=InjectKind.MESSAGE,
            title=f"Bericht {word} {code}",
            text=f"Er is {word} gezien.",
            due_at=NOW + timedelta(hours=1),
            organisation=scene.organisation,
            created_at=NOW,
        )


def fill_lessons(scene: Scene) -> None:
    """A lesson that was applied to the meeting, and one that was not."""
    word, things = scene.word, scene.things
    by: dict[str, Any] = {"by": scene.keeper, "at": NOW}
    for name in ("lesson", "second_lesson"):
        facts = LessonFacts(
            dossier=scene.dossier,
            learnt=f"Geleerd over {word} ({name})",
            organisation=scene.organisation,
            body=scene.body,
        )
        things[name] = add_lesson(facts=facts, **by)
    things["application"] = apply_lesson(lesson=things["lesson"], to=things["meeting"], **by)
