"""Who submits to a meeting without a seat in its body: each app tells for what of its own."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q

from coordination.kit.registry import Registry

guests: Registry[Callable[[Any], Q]] = Registry("guests")
"""Of a person the meetings to which she comes with something."""
