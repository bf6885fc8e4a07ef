"""Questions about teams and who takes part in them."""

from .listing import TeamRow, list_teams, with_members
from .members import MemberRow, member_rows, members_of

__all__ = ["MemberRow", "TeamRow", "list_teams", "member_rows", "members_of", "with_members"]
