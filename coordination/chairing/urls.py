from django.urls import path

from . import views

app_name = "chairing"
urlpatterns = [
    path("spoorboekje/", views.next_sheet, name="next_sheet"),
    path("<uuid:pk>/spoorboekje/", views.sheet, name="sheet"),
    path("<uuid:pk>/spoorboekje.pdf", views.sheet_pdf, name="sheet_pdf"),
    path("<uuid:pk>/kopieren", views.copy, name="copy"),
]
