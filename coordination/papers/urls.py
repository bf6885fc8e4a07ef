from django.urls import path

from . import views

app_name = "papers"
urlpatterns = [
    path("", views.index, name="list"),
    path("nieuw/<uuid:dossier>/", views.new, name="new"),
    path("<uuid:pk>/", views.detail, name="detail"),
    path("<uuid:pk>/versie/", views.next_version, name="next_version"),
    path("<uuid:pk>/verwijderen/", views.remove, name="remove"),
    path("<uuid:pk>/terugzetten/", views.restore, name="restore"),
    path("versies/<uuid:pk>/", views.download, name="download"),
]
