from django.urls import path

from . import views

app_name = "kit"
urlpatterns = [
    path("health/live", views.live, name="live"),
    path("health/ready", views.ready, name="ready"),
    path("stijl/", views.style_page, name="style"),
]
