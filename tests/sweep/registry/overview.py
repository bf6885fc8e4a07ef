"""The overview of issues: lists of what each may see."""

from ..rows import Row

ROWS: dict[str, Row] = {
    "overview:overview": Row(),
    "overview:per_ministry": Row(),
    "overview:per_sector": Row(),
    "overview:xlsx": Row(),
    "overview:csv": Row(),
    "api:overview-list list": Row(),
    "api:overview-per-kind per_kind": Row(),
    "api:overview-per-owner per_owner": Row(),
    "api:overview-per-sector per_sector": Row(),
}
