"""Days and moments in the API, in years that can be reckoned with."""

from datetime import datetime
from typing import Any

from rest_framework import serializers

from .moments import refuse_far


class DayField(serializers.DateField):
    """A day in a year that can be meant."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.validators = [*self.validators, refuse_far]


class MomentField(serializers.DateTimeField):
    """A moment in a year that can be meant; at the ends of time no hour can be reckoned."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.validators = [*self.validators, refuse_far]

    def to_internal_value(self, value: Any) -> datetime:
        try:
            moment: datetime = super().to_internal_value(value)
        except OverflowError:
            self.fail("overflow")
        return moment
