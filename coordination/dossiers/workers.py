"""Bodies that work in a dossier by what they are, beside those with a part of their own in it.

workers.add("teams", bodies_of)   # the body of the team whose dossier it is
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from coordination.kit.registry import Registry

workers: Registry[Callable[[UUID], Any]] = Registry("bodies that work in a dossier")
"""Each is called with the id of a dossier and returns ids of bodies, as a query."""
