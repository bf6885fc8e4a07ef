from django.urls import path

from . import views

app_name = "webhooks"
urlpatterns = [
    path("", views.webhook_list, name="list"),
    path("nieuw/", views.webhook_new, name="new"),
    path("<uuid:pk>/", views.webhook, name="detail"),
    path("<uuid:pk>/wijzigen/", views.webhook_edit, name="edit"),
    path("<uuid:pk>/geheim/", views.secret, name="secret"),
    path("<uuid:pk>/proef/", views.test, name="test"),
    path("<uuid:pk>/aan/", views.on, name="on"),
    path("<uuid:pk>/uit/", views.off, name="off"),
    path("<uuid:pk>/weg/", views.remove, name="remove"),
    path("berichten/<uuid:pk>/nogmaals/", views.resend, name="resend"),
]
