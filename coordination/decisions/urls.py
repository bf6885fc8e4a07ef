from django.urls import path

from . import views

app_name = "decisions"
urlpatterns = [
    path("<uuid:pk>/", views.decision_detail, name="detail"),
]
