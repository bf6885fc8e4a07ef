"""The record is read back: whole, changed, cut, rewritten, unprotected."""

import json
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from coordination.audit import triggers
from coordination.audit.models import AuditAnchor, AuditEvent, AuditHead
from coordination.audit.services import seal_record
from coordination.audit.verify import Break, Verdict, verify_record
from coordination.dossiers.models import Function
from coordination.dossiers.services import grant_access
from tests.cast import MONDAY, Cast


@pytest.fixture
def unprotected(cast: Cast) -> str:
    """MLT3's stream of four events, in a database whose triggers somebody dropped."""
    grant_access(
        dossier=cast.dossier, to=cast.szw, function=Function.READER, by=cast.lead, at=MONDAY
    )
    triggers.remove(connection)
    return f"dossier:{cast.dossier.pk}"


def rewrite(stream: str) -> None:
    """Give every event from the first on new hashes, and the head too: a thorough forger."""
    previous = "0" * 64
    for event in AuditEvent.objects.filter(stream=stream).order_by("seq"):
        event.prev = previous
        event.hash = previous = event.sealed()
        event.save()
    AuditHead.objects.filter(stream=stream).update(hash=previous)


def test_an_untouched_record_holds(cast: Cast) -> None:
    seal_record(at=MONDAY)
    found = verify_record()
    assert (found.verdict, found.anchors) == (Verdict.HOLDS, 1)
    assert found.events == AuditEvent.objects.count()
    assert found.streams == AuditHead.objects.count()


def test_one_changed_byte_is_found_at_its_event(unprotected: str) -> None:
    event = AuditEvent.objects.get(stream=unprotected, seq=3)
    changed = event.payload[:-2] + chr(ord(event.payload[-2]) ^ 1) + event.payload[-1]
    AuditEvent.objects.filter(pk=event.pk).update(payload=changed)
    found = verify_record()
    assert found.breaks == [Break(unprotected, 3, "changed")]
    assert found.verdict is Verdict.BROKEN


@pytest.mark.parametrize(
    ("field", "value"),
    [("actor", "user:x"), ("action", "x.y"), ("dossier", None), ("root", False), ("object_id", "")],
)
def test_every_field_is_sealed(unprotected: str, field: str, value: Any) -> None:
    AuditEvent.objects.filter(stream=unprotected, seq=2).update(**{field: value})
    assert verify_record().breaks == [Break(unprotected, 2, "changed")]


def test_a_gap_is_found(unprotected: str) -> None:
    AuditEvent.objects.filter(stream=unprotected, seq=2).delete()
    assert verify_record().breaks == [Break(unprotected, 2, "missing")]


def test_a_cut_tail_is_found(unprotected: str) -> None:
    AuditEvent.objects.filter(stream=unprotected, seq__gte=4).delete()
    assert verify_record().breaks == [Break(unprotected, 4, "missing at the end")]


def test_a_lost_head_is_found(unprotected: str) -> None:
    AuditHead.objects.filter(stream=unprotected).delete()
    assert verify_record().breaks == [Break(unprotected, 4, "has no head")]


def test_a_stream_rewritten_with_new_hashes_differs_from_its_anchor(unprotected: str) -> None:
    seal_record(at=MONDAY)
    AuditEvent.objects.filter(stream=unprotected, seq=1).update(actor="user:somebody-else")
    rewrite(unprotected)
    found = verify_record()
    assert (found.breaks, found.mismatches) == ([], [f"{unprotected} 4"])
    assert found.verdict is Verdict.ANCHOR


def test_a_stream_cut_with_its_head_differs_from_its_anchor(unprotected: str) -> None:
    seal_record(at=MONDAY)
    AuditEvent.objects.filter(stream=unprotected, seq=4).delete()
    before = AuditEvent.objects.get(stream=unprotected, seq=3)
    AuditHead.objects.filter(stream=unprotected).update(seq=3, hash=before.hash)
    assert verify_record().verdict is Verdict.ANCHOR


def test_an_anchor_signed_with_another_key_is_not_ours(cast: Cast, settings: Any) -> None:
    seal_record(at=MONDAY)
    settings.SECRET_KEY = "somebody else's key"
    assert verify_record().verdict is Verdict.ANCHOR


def test_an_anchor_of_a_replaced_key_still_counts(cast: Cast, settings: Any) -> None:
    seal_record(at=MONDAY)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "the next key"
    assert verify_record().verdict is Verdict.HOLDS


def test_a_removed_anchor_is_missed_by_the_next(unprotected: str) -> None:
    seal_record(at=MONDAY)
    seal_record(at=MONDAY.replace(day=3))
    AuditAnchor.objects.get(at=MONDAY).delete()
    assert verify_record().verdict is Verdict.ANCHOR


def test_an_anchor_names_every_head(cast: Cast) -> None:
    ends = {h.stream: [h.seq, h.hash] for h in AuditHead.objects.all()}
    assert json.loads(seal_record(at=MONDAY).heads) == {"heads": ends, "previous": ""}


def test_missing_triggers_are_said(unprotected: str) -> None:
    found = verify_record()
    assert (found.verdict, found.triggers) == (
        Verdict.UNPROTECTED,
        list(triggers.wanted(connection.vendor)),
    )


def test_the_command_says_what_it_read(cast: Cast, capsys: Any) -> None:
    call_command("audit_verify")
    events, streams = AuditEvent.objects.count(), AuditHead.objects.count()
    said = f"{events} events in {streams} streams, 0 anchors\nthe record holds\n"
    assert capsys.readouterr().out == said


def test_the_command_exits_with_the_verdict(unprotected: str, capsys: Any) -> None:
    AuditEvent.objects.filter(stream=unprotected, seq=2).update(actor="user:x")
    with pytest.raises(SystemExit) as exit_:
        call_command("audit_verify")
    assert exit_.value.code == 1
    assert f"broken at seq 2 of stream {unprotected}: changed" in capsys.readouterr().err
