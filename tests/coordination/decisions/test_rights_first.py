"""Who may not do a deed hears that, whatever state the decision is in, and in every list alike."""

from collections.abc import Callable
from typing import Any

import pytest

from coordination.decisions import services
from coordination.decisions.models import Decision
from coordination.decisions.permissions import amendable_among, can_amend, taken
from coordination.dossiers.models import Function
from coordination.dossiers.services import grant_access, open_dossier
from coordination.kit.refusals import NotAllowed
from coordination.people.models import BodyMember, MemberRole, Organisation, Post, User
from tests.cast import MONDAY, Cast, add_user

OLD = 99


def verb(service: Callable[..., object], **more: Any) -> Any:
    def run(decision: Decision, **deed: Any) -> object:
        return service(decision=decision, **more, **deed)

    return pytest.param(run, id=service.__name__)


@pytest.mark.parametrize(
    "run",
    [
        verb(services.amend_decision, version=OLD, text=""),
        verb(services.replace_decision, version=OLD, text="", reason="", taken_on=MONDAY.date()),
        verb(services.confirm_replacement),
        verb(services.withdraw_replacement),
    ],
)
def test_rights_are_asked_first(cast: Cast, decision: Decision, run: Callable[..., object]) -> None:
    with pytest.raises(NotAllowed):
        run(decision, by=cast.stranger, at=MONDAY)


def test_a_list_offers_the_change_to_whom_the_deed_allows_it(
    cast: Cast, make_decision: Callable[..., Decision], on_monday: None
) -> None:
    """Of a body by person and by post, of an office by its holder and by who leads the dossier.

    An auditor reads and never writes, though she sits there as its secretary.
    """
    clerk, minister = add_user("clerk", cast.dgsc), add_user("minister", cast.vws)
    dossier = open_dossier(title="Inschaling", owner=cast.vws, by=None, at=MONDAY)
    grant_access(
        dossier=dossier, to=cast.vws_officer, function=Function.LEAD, by=cast.lead, at=MONDAY
    )
    seats: list[dict[str, Any]] = [
        {"post": office("griffier", cast.dgsc, clerk)},
        {"person": cast.auditor},
    ]
    for seat in seats:
        BodyMember.objects.create(
            body=cast.body,
            organisation=cast.dgsc,
            role=MemberRole.SECRETARY,
            since=MONDAY.date(),
            **seat,
        )
    make_decision()
    for post in (office("minister", cast.vws, minister), office("staatssecretaris", cast.vws)):
        Decision.objects.filter(pk=make_decision().pk).update(body=None, post=post, dossier=dossier)
    offered: dict[str, int] = {}
    for user in User.objects.order_by("name"):
        shown = Decision.objects.visible_to(user).select_related("body", "post", "dossier")
        allowed = {one.pk for one in shown if can_amend(user, one)}
        assert amendable_among(map(taken, shown), user) == allowed, user.name
        offered |= {user.name: len(allowed)} if allowed else {}
    assert offered == {
        "clerk": 1,
        "minister": 1,
        "policy officer vws": 2,
        "secretary": 1,
        "team lead": 1,
    }


def office(name: str, organisation: Organisation, holder: User | None = None) -> Post:
    return Post.objects.create(
        code=name,
        name_nl=name,
        name_en=name,
        organisation=organisation,
        holder=holder,
        held_since=MONDAY if holder else None,
    )
