from django.urls import path

from . import views

app_name = "measures"

urlpatterns = [
    path("", views.measure_list, name="list"),
    path("nieuw/", views.measure_new, name="new"),
    path("sectoren/", views.sector_list, name="sectors"),
    path("sectoren/nieuw/", views.sector_new, name="sector_new"),
    path("sectoren/<uuid:pk>/", views.sector_edit, name="sector_edit"),
    path("<uuid:pk>/", views.measure_detail, name="detail"),
    path("<uuid:pk>/wijzigen/", views.measure_edit, name="edit"),
    path("<uuid:pk>/<int:version>/vervallen/", views.measure_withdraw, name="withdraw"),
    path("<uuid:pk>/<int:version>/terughalen/", views.measure_restore, name="restore"),
]
