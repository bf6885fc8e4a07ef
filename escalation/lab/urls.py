from django.urls import path

from .views import drafting, processes, replays, sweeps, variants

app_name = "lab"

urlpatterns = [
    path("", variants.variant_list, name="variants"),
    path("ladder/<uuid:pk>/variant/", variants.variant_new, name="variant_new"),
    path("ladder/<uuid:pk>/doorrekenen/", replays.replay_ladder, name="replay_ladder"),
    path("ladder/<uuid:pk>/verkennen/", sweeps.sweep_new, name="sweep_new"),
    path("variant/<uuid:pk>/", variants.variant, name="variant"),
    path("variant/<uuid:pk>/wijzigen/", variants.variant_edit, name="variant_edit"),
    path("variant/<uuid:pk>/doorrekenen/", replays.replay_variant, name="replay_variant"),
    path(
        "variant/<uuid:pk>/<int:version>/weggooien/",
        variants.variant_discard,
        name="variant_discard",
    ),
    path("doorrekeningen/", replays.replay_list, name="replays"),
    path("doorrekening/<uuid:pk>/", replays.replay, name="replay"),
    path("doorrekening/<uuid:pk>/voortgang/", replays.replay_progress, name="replay_progress"),
    path("doorrekening/<uuid:pk>/doorrekening.json", replays.replay_json, name="replay_json"),
    path("doorrekening/<uuid:pk>/nagaan/", replays.replay_check, name="replay_check"),
    path("doorrekening/<uuid:pk>/ontwerp/", drafting.replay_draft, name="replay_draft"),
    path("doorrekening/<uuid:pk>/naast/<uuid:other>/", replays.replay_beside, name="replay_beside"),
    path("verkenningen/", sweeps.sweep_list, name="sweeps"),
    path("verkenning/<uuid:pk>/", sweeps.sweep, name="sweep"),
    path("verkenning/<uuid:pk>/voortgang/", sweeps.sweep_progress, name="sweep_progress"),
    path("processen/", processes.process_list, name="processes"),
    path("ladder/<uuid:pk>/proces/", processes.process_new, name="process_new"),
    path("proces/<uuid:pk>/", processes.process, name="process"),
    path("proces/<uuid:pk>/wijzigen/", processes.process_edit, name="process_edit"),
    path(
        "proces/<uuid:pk>/<int:version>/weggooien/",
        processes.process_discard,
        name="process_discard",
    ),
]
