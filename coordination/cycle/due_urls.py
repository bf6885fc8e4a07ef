from django.urls import path

from .views import due, reminders

app_name = "due"
urlpatterns = [
    path("", due.due_list, name="list"),
    path("regels/", reminders.rule_list, name="rules"),
    path("regels/nieuw/", reminders.rule_new, name="rule_new"),
    path("regels/<uuid:pk>/", reminders.rule, name="rule"),
    path("<str:kind>/<uuid:pk>/wijzigen/", due.due_change, name="change"),
    path("<str:kind>/<uuid:pk>/later/", reminders.later, name="later"),
    path("<str:kind>/<uuid:pk>/opschalen/", reminders.raise_late, name="raise"),
]
