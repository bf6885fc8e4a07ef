from django.urls import URLPattern

app_name = "exercise"

urlpatterns: list[URLPattern] = []
