from django.urls import path

from . import views

app_name = "prints"
urlpatterns = [
    path("", views.ask, name="ask"),
    path("<str:code>", views.check, name="check"),
]
