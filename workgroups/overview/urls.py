from django.urls import path

from . import views

app_name = "overview"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("departementen/", views.per_ministry, name="per_ministry"),
    path("sectoren/", views.per_sector, name="per_sector"),
    path("overzicht.xlsx", views.overview_xlsx, name="xlsx"),
    path("overzicht.csv", views.overview_csv, name="csv"),
]
