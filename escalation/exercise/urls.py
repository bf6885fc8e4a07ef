from django.urls import path

from .views import exercise, injects

app_name = "exercise"
urlpatterns = [
    path("", exercise.exercise, name="exercise"),
    path("beginnen/", exercise.start, name="start"),
    path("klok/", exercise.clock_set, name="clock"),
    path("klok/stand/", exercise.clock_stands, name="clock_stands"),
    path("gedaan/", exercise.acts, name="acts"),
    path("terugblik/", exercise.look_back, name="look_back"),
    path("cijfers/", exercise.scenario, name="scenario"),
    path("injects/nieuw/", injects.inject_new, name="inject_new"),
    path("injects/inlezen/", injects.injects_import, name="injects_import"),
    path("injects/injects.xlsx", injects.injects_xlsx, name="injects_xlsx"),
    path("injects/injects.csv", injects.injects_csv, name="injects_csv"),
    path("injects/<uuid:pk>/", injects.inject, name="inject"),
    path("injects/<uuid:pk>/vrijgeven/", injects.inject_release, name="inject_release"),
    path("injects/<uuid:pk>/achterhouden/", injects.inject_withhold, name="inject_withhold"),
    path("injects/<uuid:pk>/hervatten/", injects.inject_resume, name="inject_resume"),
]
