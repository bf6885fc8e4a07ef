from django.urls import path

from .views import applying, exchange, lessons, offering

app_name = "lessons"
urlpatterns = [
    path("", lessons.lesson_list, name="list"),
    path("nieuw/", lessons.lesson_new, name="new"),
    path("aangeboden/", offering.lessons_offered, name="offered"),
    path("inlezen/", exchange.lessons_import, name="import"),
    path("lessen.json", exchange.lessons_json, name="json"),
    path("lessen.xlsx", exchange.lessons_xlsx, name="xlsx"),
    path("<uuid:pk>/", lessons.lesson, name="lesson"),
    path("<uuid:pk>/afronden/", lessons.lesson_settle, name="settle"),
    path("<uuid:pk>/heropenen/<int:version>/", lessons.lesson_reopen, name="reopen"),
    path("<uuid:pk>/dossier/<uuid:dossier>/", applying.apply_to_dossier, name="apply_to_dossier"),
    path("<uuid:pk>/overleg/<uuid:meeting>/", applying.apply_to_meeting, name="apply_to_meeting"),
    path("toegepast/<uuid:pk>/terug/", applying.not_applied, name="not_applied"),
]
