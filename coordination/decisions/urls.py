from django.urls import path

from . import views

app_name = "decisions"
urlpatterns = [
    path("", views.decision_list, name="list"),
    path("vastleggen/", views.decision_record, name="record"),
    path("register.csv", views.decision_csv, name="csv"),
    path("register.xlsx", views.decision_xlsx, name="xlsx"),
    path("<uuid:pk>/", views.decision_detail, name="detail"),
    path("<uuid:pk>/wijzigen/", views.decision_amend, name="amend"),
    path("<uuid:pk>/ongedaan/<int:version>/", views.decision_undo, name="undo"),
    path("<uuid:pk>/vervangen/", views.decision_replace, name="replace"),
    path("<uuid:pk>/bevestigen/", views.decision_confirm, name="confirm"),
    path("<uuid:pk>/intrekken/", views.decision_withdraw, name="withdraw"),
]
