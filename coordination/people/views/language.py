from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views import i18n
from django.views.decorators.http import require_POST

from coordination.kit import clock

from ..services import change_own_settings


@login_not_required
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Read on in Dutch or English; who is signed in keeps it."""
    language = request.POST.get("language", "")
    if request.user.is_authenticated and language in dict(settings.LANGUAGES):
        change_own_settings(user=request.user, at=clock.now(), language=language)
    return i18n.set_language(request)
