from django.urls import path

from .views import detail, lanes, routes, starting, stops, verbs

app_name = "advice"

urlpatterns = [
    path("", lanes.line_list, name="list"),
    path("nieuw/", starting.line_new, name="new"),
    path("routes/", routes.route_list, name="routes"),
    path("routes/nieuw/<uuid:pk>/", routes.route_new, name="route_new"),
    path("routes/<uuid:pk>/", routes.route_edit, name="route"),
    path("routes/<uuid:pk>/weghalen", routes.route_remove, name="route_remove"),
    path("<uuid:pk>/", detail.line_detail, name="detail"),
    path("<uuid:pk>/bewerken", verbs.line_edit, name="edit"),
    path("<uuid:pk>/antwoord", verbs.line_answer, name="answer"),
    path("<uuid:pk>/antwoord/terug/<int:version>", verbs.line_take_back, name="take_back"),
    path("<uuid:pk>/besluit", verbs.line_decision, name="decision"),
    path("<uuid:pk>/intrekken", verbs.line_withdraw, name="withdraw"),
    path("<uuid:pk>/hervatten/<int:version>", verbs.line_resume, name="resume"),
    path("<uuid:pk>/haltes/nieuw", stops.stop_new, name="stop_new"),
    path("haltes/<uuid:pk>/", stops.stop_edit, name="stop"),
    path("haltes/<uuid:pk>/weghalen", stops.stop_remove, name="stop_remove"),
    path("haltes/<uuid:pk>/terugzetten", stops.stop_restore, name="stop_restore"),
    path("haltes/<uuid:pk>/wijziging-terug", stops.stop_take_back, name="stop_take_back"),
    path("haltes/<uuid:pk>/agenda", stops.stop_place, name="stop_place"),
    path("haltes/<uuid:pk>/stukken", stops.stop_papers, name="stop_papers"),
    path("stukken/<uuid:pk>/weghalen", stops.stop_paper_remove, name="stop_paper_remove"),
]
