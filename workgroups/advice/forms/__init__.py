"""What is typed about a line, its stops, its answer and the usual routes."""

from .lines import AnswerForm, BecauseForm, LineForm, LinkForm, WordsForm
from .routes import RouteForm, start_of
from .stops import PlaceForm, StopForm, StopPaperForm, start_of_stop

__all__ = [
    "AnswerForm",
    "BecauseForm",
    "LineForm",
    "LinkForm",
    "PlaceForm",
    "RouteForm",
    "StopForm",
    "StopPaperForm",
    "WordsForm",
    "start_of",
    "start_of_stop",
]
