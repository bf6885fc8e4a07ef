from django.urls import path

from . import views

app_name = "dashboard"
urlpatterns = [
    path("", views.today, name="today"),
    path("menu.svg", views.menu_icons, name="menu_icons"),
]
