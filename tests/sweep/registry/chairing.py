"""The chair's sheet, and the lines for chat and mail."""

from ..rows import Row, empty, of

ROWS = {
    "chairing:next_sheet": Row(),
    "chairing:sheet": Row(of("planned")),
    "chairing:sheet_pdf": Row(of("planned")),
    "chairing:copy": Row(of("kept"), get=False, post=empty),
}
