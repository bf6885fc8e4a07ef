"""Pages of requests for input."""

from .asking import contribution_ask, contribution_new
from .detail import contribution_detail, contribution_list
from .exports import contribution_docx, contribution_xlsx, reply_file
from .replying import contribution_reply, reply_withdraw
from .verbs import (
    contribution_close,
    contribution_remind,
    contribution_stop_reminder,
    contribution_withdraw,
)

__all__ = [
    "contribution_ask",
    "contribution_close",
    "contribution_detail",
    "contribution_docx",
    "contribution_list",
    "contribution_new",
    "contribution_remind",
    "contribution_reply",
    "contribution_stop_reminder",
    "contribution_withdraw",
    "contribution_xlsx",
    "reply_file",
    "reply_withdraw",
]
