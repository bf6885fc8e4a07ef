"""What may be supplied, and whether a file is what it says."""

from .inspection import Inspected, inspect_upload

__all__ = ["Inspected", "inspect_upload"]
