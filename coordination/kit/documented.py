"""What the API's documentation says of every operation: its problems and the version it wants."""

from collections.abc import Callable
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import (
    OpenApiExample,
    OpenApiParameter,
    OpenApiResponse,
    extend_schema,
)
from rest_framework import serializers


class WrongFieldSerializer(serializers.Serializer[Any]):
    pointer = serializers.CharField(help_text="Where in the body: /starts_at")
    detail = serializers.CharField()


class ProblemSerializer(serializers.Serializer[Any]):
    """An answer in application/problem+json (RFC 9457)."""

    status = serializers.IntegerField()
    title = serializers.CharField()
    detail = serializers.CharField()
    errors = WrongFieldSerializer(many=True, required=False)  # type: ignore[assignment]  # a field that a serializer has under the same name
    current = serializers.DictField(
        required=False, help_text="With 412: what stands there now, so that nothing is lost."
    )


PROBLEMS: dict[int, tuple[str, str, str]] = {
    400: ("Not valid", "One or more fields are not right; see errors.", "/starts_at"),
    403: ("Refused", "Only the secretary or the chair of the body does this.", ""),
    404: ("Not found", "There is nothing here that you may see.", ""),
    409: ("Refused", "This was done, but its answer was lost. Open the page again to see it.", ""),
    412: ("Changed meanwhile", "Somebody else changed this line.", ""),
    422: ("Refused", "Type a line first; an empty line is not kept.", "/text"),
    428: ("Precondition required", "Send the version you read in If-Match.", ""),
}
READ = (404,)
WRITTEN = (400, 403, 404, 409, 422)
VERSIONED = (*WRITTEN, 412, 428)

IF_MATCH = OpenApiParameter(
    "If-Match",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    required=True,
    description='The ETag of what you read, such as "3". Missing is 428, outdated is 412.',
)
IDEMPOTENCY = OpenApiParameter(
    "Idempotency-Key",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="Your own key of at most 80 signs: the same key with the same body is done once.",
)


def problems(*codes: int) -> dict[tuple[int, str], OpenApiResponse]:
    """Responses of an operation that can go wrong like this, each with an example."""
    return {(code, "application/problem+json"): _response(code) for code in codes}


def verbs_of(noun: Any = None) -> Callable[..., Any]:
    """How verbs on a noun are documented: `documented(summary, asks, said, versioned=, code=)`.

    Without `said` a verb answers the serializer `noun`; `versioned` ones want If-Match.
    """

    def documented(
        summary: str,
        asks: Any = None,
        said: Any = noun,
        *,
        versioned: bool = True,
        code: int = 200,
    ) -> Any:
        return extend_schema(
            summary=summary,
            request=asks,
            parameters=[IF_MATCH, IDEMPOTENCY] if versioned else [IDEMPOTENCY],
            responses={code: said, **problems(*(VERSIONED if versioned else WRITTEN))},
        )

    return documented


def _response(code: int) -> OpenApiResponse:
    title, detail, pointer = PROBLEMS[code]
    said: dict[str, Any] = {"status": code, "title": title, "detail": detail}
    if pointer:
        said["errors"] = [{"pointer": pointer, "detail": detail}]
    example = OpenApiExample(str(code), value=said, response_only=True, status_codes=[code])
    return OpenApiResponse(ProblemSerializer, description=title, examples=[example])
