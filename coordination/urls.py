"""Addresses: Dutch paths, English names. The apps are named by string."""

from django.urls import include, path

urlpatterns = [
    path("", include("coordination.dashboard.urls")),
    path("", include("coordination.kit.urls")),
    path("", include("coordination.people.urls")),
    path("post/", include("coordination.mail.urls")),
    path("c/", include("coordination.prints.urls")),
    path("", include("coordination.dossiers.urls")),
    path("zoeken/", include("coordination.search.urls")),
    path("stukken/", include("coordination.papers.urls")),
    path("besluiten/", include("coordination.decisions.urls")),
    path("acties/", include("coordination.actions.urls")),
    path("overleg/", include("coordination.chairing.urls")),
    path("overleg/", include("coordination.meetings.urls")),
    path("cyclus/", include("coordination.cycle.urls")),
    path("termijnen/", include("coordination.cycle.due_urls")),
    path("uitvragen/", include("coordination.contributions.urls")),
    path("regios/", include("escalation.regions.urls")),
    path("ladder/", include("escalation.ladder.urls")),
    path("lab/", include("escalation.lab.urls")),
    path("oefening/", include("escalation.exercise.urls")),
    path("teams/", include("workgroups.teams.urls")),
    path("opdrachten/", include("workgroups.assignments.urls")),
    path("planning/", include("workgroups.planning.urls")),
    path("advieslijn/", include("workgroups.advice.urls")),
    path("varianten/", include("workgroups.options.urls")),
    path("overzicht/", include("workgroups.overview.urls")),
    path("maatregelen/", include("coordination.measures.urls")),
    path("lessen/", include("coordination.lessons.urls")),
    path("webhooks/", include("coordination.webhooks.urls")),
    path("account/", include("coordination.people.account_urls")),
    path("api/v1/", include("coordination.api_urls")),
]

handler400 = "coordination.kit.views.bad_request"
handler403 = "coordination.kit.views.forbidden"
handler404 = "coordination.kit.views.not_found"
handler500 = "coordination.kit.views.server_error"
