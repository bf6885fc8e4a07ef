"""The first screen, the search page and the palette."""

from ..rows import Row

ROWS = {
    "dashboard:today": Row(),
    "search:index": Row(),
    "search:palette": Row(),
}
