"""What has to follow where it changes who may read a dossier.

followers.add("teams", hide_its_body)   # within the deed that changes it
"""

from collections.abc import Callable

from coordination.kit.registry import Registry

followers: Registry[Callable[..., None]] = Registry("followers of who may read a dossier")
"""Each is called with `dossier=`, `by=` and `at=`, after the dossier was saved."""
