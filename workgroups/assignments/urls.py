from django.urls import path

from .views import pages, verbs

app_name = "assignments"

urlpatterns = [
    path("", pages.assignment_list, name="list"),
    path("team/<uuid:pk>/nieuw/", verbs.assignment_new, name="new"),
    path("<uuid:pk>/", pages.assignment_detail, name="detail"),
    path("<uuid:pk>/wijzigen/", verbs.assignment_edit, name="edit"),
    path("<uuid:pk>/<int:version>/weggooien/", verbs.assignment_discard, name="discard"),
    path("<uuid:pk>/rondsturen/", verbs.assignment_circulate, name="circulate"),
    path("<uuid:pk>/vaststellen/", verbs.assignment_adopt, name="adopt"),
    path("gesprek/<uuid:pk>/gevoerd/", verbs.consultation_hold, name="hold"),
    path("gesprek/<uuid:pk>/<int:version>/heropenen/", verbs.consultation_reopen, name="reopen"),
]
