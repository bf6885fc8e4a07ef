from django.urls import path

from . import views

app_name = "teams"
urlpatterns = [
    path("", views.team_list, name="list"),
    path("nieuw/", views.team_propose, name="propose"),
    path("wie-zit-waar/", views.place_list, name="places"),
    path("wie-zit-waar.xlsx", views.place_xlsx, name="places_xlsx"),
    path("radar/", views.radar_page, name="radar"),
    path("sjablonen/", views.template_list, name="templates"),
    path("sjablonen/<uuid:pk>/verwijderen/", views.template_remove, name="template_remove"),
    path("deelname/<uuid:pk>/", views.member_edit, name="member_edit"),
    path("deelname/<uuid:pk>/beeindigen/", views.member_end, name="member_end"),
    path("deelname/<uuid:pk>/opvolgen/", views.member_replace, name="member_replace"),
    path("sporen/<uuid:pk>/", views.track_edit, name="track_edit"),
    path("verzoeken/<uuid:pk>/", views.request_detail, name="request"),
    path("verzoeken/<uuid:pk>/intrekken/", views.request_withdraw, name="request_withdraw"),
    path(
        "verzoeken/<uuid:pk>/heropenen/<int:version>/", views.request_reopen, name="request_reopen"
    ),
    path("<uuid:pk>/", views.team_detail, name="detail"),
    path("<uuid:pk>/inrichting/", views.team_setup, name="setup"),
    path("<uuid:pk>/wijzigen/", views.team_edit, name="edit"),
    path("<uuid:pk>/stap/", views.team_step, name="step"),
    path("<uuid:pk>/stap/terug/<int:version>/", views.team_step_back, name="step_back"),
    path("<uuid:pk>/afronden/", views.team_wind_up, name="wind_up"),
    path("<uuid:pk>/sjabloon/", views.template_keep, name="template_keep"),
    path("<uuid:pk>/deelname/", views.member_new, name="member_new"),
    path("<uuid:pk>/sporen/", views.track_new, name="track_new"),
    path("<uuid:pk>/verzoeken/", views.request_new, name="request_new"),
]
