"""A row is drawn by hand, so what is typed must not become markup."""

from coordination.actions.rows import Row

EVIL = "\"><script>alert('x')</script>&"


def test_nothing_typed_becomes_markup_in_a_row() -> None:
    row = Row(
        number=EVIL,
        text=EVIL,
        url=EVIL,
        tick=EVIL,
        pressed=True,
        version=EVIL,
        owner=EVIL,
        chips=[(EVIL, EVIL)],
        css=EVIL,
        day=EVIL,
        tone=EVIL,
        far=EVIL,
    )
    assert "<script" not in row.html
    assert row.html.count("&quot;&gt;&lt;script&gt;") == 13
