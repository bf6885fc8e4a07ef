"""Questions about regions and their figures."""

from .series import Series, series

__all__ = ["Series", "series"]
