"""What a form could not bring, because the session had ended, can be sent again as it was typed."""

from dataclasses import dataclass

from django.http import HttpRequest

from .middleware import UNTYPED

KEPT_BACK = UNTYPED - {"receipt"} | {"login"}
"""The receipt goes along: sent twice it is one deed."""


@dataclass(frozen=True)
class Resend:
    """The fields of a form and where they go; files are chosen anew."""

    address: str
    fields: list[tuple[str, str]]
    had_files: bool


def resend_of(request: HttpRequest) -> Resend | None:
    """The form of this request; None where it comes from elsewhere or holds nothing, or a password.

    Without the header by which browsers say where a form stands it comes from elsewhere.
    """
    here = f"{request.scheme}://{request.get_host()}"
    names = set(request.POST) - UNTYPED - KEPT_BACK
    if request.headers.get("Origin") != here or not names:
        return None
    if any("password" in name for name in names):
        return None
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in KEPT_BACK
        for value in values
    ]
    return Resend(request.get_full_path(), fields, bool(request.FILES))
