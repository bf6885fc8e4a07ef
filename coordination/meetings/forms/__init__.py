"""Forms about meetings, their agenda and who is there. Typed times are local."""

from .agenda import (
    BecauseForm,
    DifferenceForm,
    FeedBackForm,
    ItemForm,
    ReferForm,
    SettleForm,
    SupplyForm,
)
from .attendance import AttendanceForm, GuestForm
from .meetings import CancelForm, MoveForm, NoteTakersForm, PlanForm, when_of

__all__ = [
    "AttendanceForm",
    "BecauseForm",
    "CancelForm",
    "DifferenceForm",
    "FeedBackForm",
    "GuestForm",
    "ItemForm",
    "MoveForm",
    "NoteTakersForm",
    "PlanForm",
    "ReferForm",
    "SettleForm",
    "SupplyForm",
    "when_of",
]
