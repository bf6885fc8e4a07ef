"""What is typed about teams."""

from .members import EndForm, SeatForm
from .teams import ProposeForm, StepForm, TeamForm, TemplateForm, WindUpForm
from .tracks import AnswerForm, RequestForm, TrackForm

__all__ = [
    "AnswerForm",
    "EndForm",
    "ProposeForm",
    "RequestForm",
    "SeatForm",
    "StepForm",
    "TeamForm",
    "TemplateForm",
    "TrackForm",
    "WindUpForm",
]
