"""Every post once: the same key with the same body gives the same answer, and no second deed.

The row of the receipt is written in the transaction of the deed itself, so a process that is
killed between the two leaves either both or neither. The answer is stored right after.
"""

import hashlib
import json
import time
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from coordination.audit.deeds import during_commit, reset
from coordination.kit import clock
from coordination.kit.middleware import refused
from coordination.kit.refusals import Refusal

from .models import Receipt

Handler = Callable[[HttpRequest], HttpResponse]

WRITES = {"POST", "PUT", "PATCH", "DELETE"}
FIELD, LONGEST_KEY = "receipt", 80
UNSIGNED = {"csrfmiddlewaretoken", FIELD}
KEPT_HEADERS = (
    "Content-Type", "Location", "ETag", "HX-Retarget", "HX-Reswap", "HX-Reselect", "HX-Trigger"
)  # fmt: skip
KEPT_FOR = timedelta(days=2)
PATIENCE = 5.0  # seconds the loser of a race waits for the winner's answer
LARGEST = 500_000


class AlreadyDone(Exception):
    """Another request with this key was first; this one's deed is undone."""


class KeyUsedOtherwise(Refusal):
    """The key belongs to another body."""


class AnswerLost(Refusal):
    """The deed was done, and the process died before its answer was kept."""

    status = 409


class ReceiptMiddleware:
    """Reads `Idempotency-Key`, or the hidden field that {% receipt %} gives each form."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        claim: Claim | None = getattr(request, "claim", None)
        if claim is None:
            return response
        reset(claim.token)
        if claim.done:
            claim.keep(response)
            return response
        # not ours, yet there may be one: the winner's deed made ours impossible
        return claim.answer(request) or response

    def process_view(
        self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any
    ) -> HttpResponse | None:
        if request.method not in WRITES or not request.user.is_authenticated:
            return None
        key = request.headers.get("Idempotency-Key") or request.POST.get(FIELD, "")
        if not key:
            return None
        if len(key) > LONGEST_KEY or "\0" in key:
            return _say(request, KeyUsedOtherwise(_("This key is too long; use at most 80 signs.")))
        claim = Claim(user=request.user, key=key, fingerprint=fingerprint(request))
        answer = claim.answer(request)
        if answer is None:
            claim.token = during_commit(claim.write)
            request.claim = claim  # type: ignore[attr-defined]  # carried from one step of the request to the next
        return answer

    def process_exception(self, request: HttpRequest, trouble: Exception) -> HttpResponse | None:
        if not isinstance(trouble, AlreadyDone):
            return None
        claim: Claim = request.claim  # type: ignore[attr-defined]  # carried from one step of the request to the next
        return claim.answer(request)


class Claim:
    """What one request does with its key."""

    def __init__(self, *, user: Any, key: str, fingerprint: str) -> None:
        self.user, self.key, self.fingerprint = user, key, fingerprint
        self.done = False
        self.token: Any = None

    def write(self) -> None:
        """Inside the deed's transaction: whoever is second fails here and is rolled back."""
        try:
            with transaction.atomic():
                Receipt.objects.create(user=self.user, key=self.key, fingerprint=self.fingerprint)
        except IntegrityError as taken:
            raise AlreadyDone from taken
        self.done = True

    def keep(self, response: HttpResponse) -> None:
        """Store the answer; a rolled back deed took its receipt along, and this finds no row.

        What an answer names in `shown_once` is kept nowhere, here neither.
        """
        mine = Receipt.objects.filter(user=self.user, key=self.key)
        headers = {
            name: value
            for name, value in response.items()
            if name in KEPT_HEADERS or name.startswith("HX-")
        }
        body = "" if response.streaming else response.content.decode(errors="replace")
        for secret in getattr(response, "shown_once", ()):
            body = body.replace(secret, "…")
        mine.update(
            status=response.status_code,
            headers=headers,
            body=body if len(body) <= LARGEST else "",
        )
        Receipt.objects.filter(user=self.user, at__lt=clock.machine_now() - KEPT_FOR).delete()

    def answer(self, request: HttpRequest) -> HttpResponse | None:
        """The answer given before under this key, a refusal, or None when it is new."""
        found = self._found()
        if found is None:
            return None
        if found.fingerprint != self.fingerprint:
            sentence = _("This form was already used for something else. Open it again.")
            return _say(request, KeyUsedOtherwise(sentence))
        if not found.status:
            sentence = _("This was done, but its answer was lost. Open the page again to see it.")
            response = _say(request, AnswerLost(sentence))
            response["Idempotency-Replayed"] = "without the answer"
            return response
        response = HttpResponse(found.body, status=found.status, headers=found.headers)
        response["Idempotency-Replayed"] = "true"
        return response

    def _found(self) -> Receipt | None:
        until = time.monotonic() + PATIENCE
        while True:
            found = Receipt.objects.filter(user=self.user, key=self.key).first()
            if found is None or found.status or time.monotonic() > until:
                return found
            time.sleep(0.05)


def fingerprint(request: HttpRequest) -> str:
    """sha256 over method, address and body, without the token against forgery."""
    seal = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    if request.content_type in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        fields = [pair for pair in request.POST.lists() if pair[0] not in UNSIGNED]
        seal.update(json.dumps(sorted(fields)).encode())
        for name, file in _files(request):
            seal.update(f"{name} {file.name} {file.size}".encode(errors="replace"))
            for chunk in file.chunks():
                seal.update(hashlib.sha256(chunk).digest())
            file.seek(0)
    else:
        seal.update(request.body)
    return seal.hexdigest()


def _files(request: HttpRequest) -> Iterable[tuple[str, Any]]:
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            yield name, file


def _say(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    if request.path.startswith("/api/"):
        problem = {"status": refusal.status, "title": _("Refused"), "detail": refusal.sentence}
        return JsonResponse(problem, status=refusal.status, content_type="application/problem+json")
    return refused(request, refusal)
