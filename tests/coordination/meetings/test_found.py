"""An agenda item is found by who may open it: its meeting's dossier counts beside its own."""

from coordination.dossiers.models import Classification, Dossier
from coordination.dossiers.services import open_dossier
from coordination.meetings.models import Meeting
from coordination.meetings.services.agenda import ItemFacts, submit_item
from coordination.search.queries import find
from tests.cast import MONDAY, Cast

from .test_meetings import planned


def test_an_item_of_a_meeting_she_may_not_see_is_not_found(cast: Cast) -> None:
    own = open_dossier(title="Open", owner=cast.jenv, by=None, at=MONDAY)
    facts = ItemFacts(title="Zegelring", dossier=own)
    item = submit_item(meeting=planned(cast), facts=facts, by=cast.secretary, at=MONDAY)
    assert [hit.url for hit in find(cast.stranger, "zegelring")] == [item.get_absolute_url()]

    closed = {"restricted": True, "classification": Classification.DEPARTMENTAL}
    Dossier.objects.filter(pk=Meeting.objects.get().dossier_id).update(**closed)
    assert Dossier.objects.visible_to(cast.stranger).filter(pk=own.pk).exists()
    assert find(cast.stranger, "zegelring") == []
