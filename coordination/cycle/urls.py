from django.urls import path

from .views import cadences, cycles, deadlines, inserting, outside, settled, shifting, skipping

app_name = "cycle"
urlpatterns = [
    path("", cycles.cycle, name="cycle"),
    path("maand/", cycles.month, name="month"),
    path("afgedaan/", settled.settled, name="settled"),
    path("afgedaan.xlsx", settled.settled_xlsx, name="settled_xlsx"),
    path("plannen/", cycles.plan, name="plan"),
    path("cadansen/", cadences.cadence_list, name="cadences"),
    path("cadansen/nieuw/", cadences.cadence_new, name="cadence_new"),
    path("cadansen/<uuid:pk>/", cadences.cadence, name="cadence"),
    path("cadansen/<uuid:pk>/cyclus/<int:number>/overslaan/", skipping.skip, name="skip"),
    path("cycli/<uuid:pk>/hervatten/<int:version>/", skipping.resume, name="resume"),
    path("cadansen/<uuid:pk>/cyclus/<int:number>/verschuiven/", shifting.shift, name="shift"),
    path("cadansen/<uuid:pk>/cyclus/<int:number>/invoegen/", inserting.insert, name="insert"),
    path(
        "cadansen/<uuid:pk>/ingevoegd/<uuid:meeting>/<int:version>/terugnemen/",
        inserting.insert_undo,
        name="insert_undo",
    ),
    path(
        "cadansen/<uuid:pk>/cyclus/<int:number>/terugzetten/<str:moved>",
        shifting.shift_undo,
        name="shift_undo",
    ),
    path("cadansen/<uuid:pk>/wijzigen/", cadences.cadence_edit, name="cadence_edit"),
    path("cadansen/<uuid:pk>/plekken/nieuw/", cadences.slot_new, name="slot_new"),
    path("plekken/<uuid:pk>/", cadences.slot, name="slot"),
    path("plekken/<uuid:pk>/weghalen/", cadences.slot_remove, name="slot_remove"),
    path("kalenders/", outside.calendar_list, name="outside_list"),
    path("kalenders/nieuw/", outside.calendar_new, name="outside_new"),
    path("kalenders/<uuid:pk>/", outside.calendar, name="outside"),
    path("kalenders/<uuid:pk>/wijzigen/", outside.calendar_rename, name="outside_rename"),
    path("kalenders/<uuid:pk>/weghalen/", outside.calendar_remove, name="outside_remove"),
    path("kalenders/<uuid:pk>/inlezen/", outside.calendar_import, name="outside_import"),
    path(
        "kalenders/<uuid:pk>/terugdraaien/<int:version>/",
        outside.calendar_undo,
        name="outside_undo",
    ),
    path("deadlines/", deadlines.deadline_list, name="deadlines"),
    path("deadlines/nieuw/", deadlines.deadline_new, name="deadline_new"),
    path("deadlines/<uuid:pk>/", deadlines.deadline, name="deadline"),
    path(
        "deadlines/<uuid:pk>/ongedaan/<int:version>/",
        deadlines.deadline_undo,
        name="deadline_undo",
    ),
    path("deadlines/<uuid:pk>/gehaald/", deadlines.deadline_meet, name="deadline_meet"),
    path("deadlines/<uuid:pk>/heropenen/", deadlines.deadline_reopen, name="deadline_reopen"),
]
