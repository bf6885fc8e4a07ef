from django.urls import path

from .views import dossiers, levels, parts, record

app_name = "dossiers"
urlpatterns = [
    path("dossiers/", dossiers.index, name="list"),
    path("dossiers/nieuw/", dossiers.new, name="new"),
    path("dossiers/noodinzage/", levels.glass, name="glass"),
    path("dossiers/<uuid:pk>/", dossiers.detail, name="detail"),
    path("dossiers/<uuid:pk>/wijzigen/", dossiers.change, name="change"),
    path("dossiers/<uuid:pk>/sluiten/", dossiers.close, name="close"),
    path("dossiers/<uuid:pk>/heropenen/", dossiers.reopen, name="reopen"),
    path("dossiers/<uuid:pk>/rubricering/", levels.classify, name="classify"),
    path("dossiers/<uuid:pk>/deelnemers/", parts.index, name="parts"),
    path("dossiers/<uuid:pk>/deelnemers/toevoegen/", parts.add, name="part_add"),
    path("dossiers/deelnemers/<uuid:pk>/beeindigen/", parts.end, name="part_end"),
    path("dossiers/<uuid:pk>/logboek/", record.timeline, name="timeline"),
    path("logboek/", record.index, name="record"),
]
