"""Saved views: one's own, and those of the own organisation."""

from typing import Any

from coordination.people.models import Role, SavedView

from ..rows import Case, Row, by_owner, empty
from ..scenes import NOW

NO_LIST = {Role.ADMINISTRATOR: "reads none of the lists"}


def kept(case: Case) -> dict[str, Any]:
    facts = {"place": "actions", "query": "mine=1", "name": f"Weergave {case.scene.word}"}
    view, _made = SavedView.objects.get_or_create(
        owner=case.owner, defaults={**facts, "created_at": NOW}
    )
    return {"pk": view.pk}


def removed(case: Case) -> None:
    by = {"removed_at": NOW, "removed_by": case.owner}
    SavedView.objects.filter(**kept(case)).update(**by)


def facts(case: Case) -> dict[str, Any]:
    return {"place": "actions", "query": "mine=1", "name": "Nieuwe weergave", "shared": "on"}


def renamed(case: Case) -> dict[str, Any]:
    return {"name": "Andere naam", "shared": "on"}


def sent(case: Case) -> dict[str, Any]:
    return {**facts(case), "shared": True}


def change(case: Case) -> dict[str, Any]:
    return {"name": "Andere naam", "shared": True}


ROWS = {
    "people:views": Row(),
    "people:views_counted": Row(),
    "people:views_of": Row(lambda case: {"place": "actions"}, lambda role, where: True),
    "people:view_save": Row(post=facts, short=NO_LIST),
    "people:view_edit": Row(kept, by_owner, post=renamed),
    "people:view_remove": Row(kept, by_owner, get=False, post=empty),
    "people:view_restore": Row(kept, by_owner, get=False, post=empty, before=removed),
    "api:saved-view-list list": Row(),
    "api:saved-view-list create": Row(post=sent, short=NO_LIST),
    "api:saved-view-detail retrieve": Row(kept, by_owner),
    "api:saved-view-detail partial_update": Row(kept, by_owner, post=change),
    "api:saved-view-detail destroy": Row(kept, by_owner, post=empty),
    "api:saved-view-restore restore": Row(kept, by_owner, post=empty, before=removed),
    "api:saved-view-count count": Row(kept, by_owner),
}
