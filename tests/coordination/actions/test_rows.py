"""A row is drawn by hand, so what is typed must not become markup."""

from coordination.actions.rows import Row

EVIL = "\"><script>alert('x')</script>&"


def test_nothing_typed_becomes_markup_in_a_row() -> None:
    row = Row(
        number=EVIL,
        text=EVIL,
        url="/acties/1/",
        tick="/acties/1/gereed/",
        verb="Done:",
        pressed=True,
        version="1",
        owner=EVIL,
        chips=[(EVIL, "warn")],
        css="row--done",
        day="6 nov",
        tone="late",
        far=EVIL,
    )
    assert "<script" not in row.html
    assert row.html.count("&quot;&gt;&lt;script&gt;") == 6
