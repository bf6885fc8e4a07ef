"""Who may do what at all: the first of two gates. The second is her part in the dossier."""

from .gate import allows, may
from .roles import Role
from .table import TABLE, Level, Right

__all__ = ["TABLE", "Level", "Right", "Role", "allows", "may"]
