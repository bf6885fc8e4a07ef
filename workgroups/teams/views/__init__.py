"""Pages of teams."""

from .teams import team_detail, team_list

__all__ = ["team_detail", "team_list"]
