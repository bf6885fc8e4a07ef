from django.urls import path

from .views import lines, minutes

app_name = "meetings"
urlpatterns = [
    path("<uuid:pk>/", minutes.detail, name="detail"),
    path("<uuid:pk>/wijzigingen", minutes.changes, name="changes"),
    path("<uuid:pk>/lees", lines.read_back, name="read_back"),
    path("<uuid:pk>/concept", lines.draft, name="draft"),
    path("punten/<uuid:pk>/regels", lines.add, name="line_add"),
    path("punten/<uuid:pk>/plakken", lines.paste, name="paste"),
    path("regels/<uuid:pk>/", lines.show, name="line"),
    path("regels/<uuid:pk>/bewerken", lines.edit, name="line_edit"),
    path("regels/<uuid:pk>/weghalen", lines.remove, name="line_remove"),
    path("regels/<uuid:pk>/terug", lines.undo, name="line_undo"),
    path("regels/<uuid:pk>/verplaatsen", lines.move, name="line_move"),
    path("regels/<uuid:pk>/splitsen", lines.split, name="line_split"),
]
