"""A question to a team, the route it takes past the bodies, and what came of it."""

from .lines import AdviceRequest
from .routes import LineKind, RouteStep, RouteTemplate, StopPurpose
from .stops import Stop, StopPaper

__all__ = [
    "AdviceRequest",
    "LineKind",
    "RouteStep",
    "RouteTemplate",
    "Stop",
    "StopPaper",
    "StopPurpose",
]
