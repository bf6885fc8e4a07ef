"""Teams and who takes part in them."""

from ..rows import Row, of

TEAM = of("team")
ROWS: dict[str, Row] = {
    "teams:list": Row(),
    "teams:detail": Row(TEAM),
}
