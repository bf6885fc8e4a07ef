from django.urls import path

from . import views

app_name = "regions"

urlpatterns = [
    path("", views.region_list, name="list"),
    path("<uuid:pk>/", views.region, name="detail"),
    path("inlezen/", views.import_list, name="imports"),
    path("inlezen/nieuw/", views.import_new, name="import_new"),
    path("inlezen/<uuid:pk>/", views.import_one, name="import"),
    path("inlezen/<uuid:pk>/voortgang/", views.import_progress, name="import_progress"),
    path("indicatoren/", views.indicator_list, name="indicators"),
    path("indicatoren/nieuw/", views.indicator_new, name="indicator_new"),
    path("indicatoren/<uuid:pk>/", views.indicator_edit, name="indicator_edit"),
    path("opvallend/", views.outlier_list, name="outliers"),
    path("opvallend/<uuid:pk>/", views.outlier, name="outlier"),
    path("opvallend/<uuid:pk>/terugnemen/", views.outlier_reopen, name="outlier_reopen"),
]
