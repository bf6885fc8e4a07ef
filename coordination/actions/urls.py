from django.urls import path

from . import views

app_name = "actions"
urlpatterns = [
    path("", views.action_list, name="list"),
    path("aantallen/", views.action_counts, name="counts"),
    path("regel/", views.action_type, name="type"),
    path("regel/lezen/", views.action_read_back, name="read_back"),
    path("samen/", views.action_many, name="many"),
    path("samen/<uuid:deed>/ongedaan/", views.action_undo_many, name="undo_many"),
    path("nieuw/", views.action_add, name="add"),
    path("lijst.csv", views.action_csv, name="csv"),
    path("lijst.xlsx", views.action_xlsx, name="xlsx"),
    path("<uuid:pk>/", views.action_detail, name="detail"),
    path("<uuid:pk>/gereed/", views.action_tick, name="tick"),
    path("<uuid:pk>/heropenen/", views.action_reopen, name="reopen"),
    path("<uuid:pk>/ongedaan/<int:version>/", views.action_undo, name="undo"),
    path("<uuid:pk>/wijzigen/", views.action_change, name="change"),
    path("<uuid:pk>/verplaatsen/", views.action_move, name="move"),
    path("<uuid:pk>/overdragen/", views.action_hand_over, name="hand_over"),
    path("<uuid:pk>/splitsen/", views.action_split, name="split"),
    path("<uuid:pk>/vervallen/", views.action_drop, name="drop"),
    path("<uuid:pk>/herstellen/", views.action_restore, name="restore"),
    path("<uuid:pk>/bevestigen/", views.action_confirm, name="confirm"),
    path("<uuid:pk>/voorbehoud/", views.action_reserve, name="reserve"),
    path("<uuid:pk>/opmerking/", views.action_comment, name="comment"),
    path(
        "<uuid:pk>/delen/<uuid:part_pk>/<int:version>/<slug:status>/",
        views.action_part,
        name="part",
    ),
]
