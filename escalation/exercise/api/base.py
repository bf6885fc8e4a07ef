"""What both resources share: elsewhere than in an exercise they do not exist."""

from typing import Any

from django.conf import settings
from django.http import Http404
from rest_framework import serializers
from rest_framework.request import Request

from coordination.meetings.api.base import Nouns


class NoFilterSerializer(serializers.Serializer[Any]):
    """These lists keep every row."""


class OnlyInExercise(Nouns):
    """Read and written by who leads; who plays along sees nothing of what is coming."""

    action_name = "exercise.lead"
    filter_serializer: type[serializers.Serializer[Any]] = NoFilterSerializer

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        if not settings.EXERCISE:
            raise Http404
        super().initial(request, *args, **kwargs)
