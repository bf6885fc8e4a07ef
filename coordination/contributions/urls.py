from django.urls import path

from . import views

app_name = "contributions"
urlpatterns = [
    path("", views.contribution_list, name="list"),
    path("nieuw/", views.contribution_new, name="new"),
    path("nieuw/<uuid:pk>/", views.contribution_ask, name="ask"),
    path("<uuid:pk>/", views.contribution_detail, name="detail"),
    path("<uuid:pk>/antwoord/", views.contribution_reply, name="reply"),
    path("<uuid:pk>/herinneren/", views.contribution_remind, name="remind"),
    path("<uuid:pk>/herinneren/stoppen/", views.contribution_stop_reminder, name="stop_reminder"),
    path("<uuid:pk>/sluiten/", views.contribution_close, name="close"),
    path("<uuid:pk>/intrekken/", views.contribution_withdraw, name="withdraw"),
    path("<uuid:pk>/antwoorden.xlsx", views.contribution_xlsx, name="xlsx"),
    path("<uuid:pk>/antwoorden.docx", views.contribution_docx, name="docx"),
    path("antwoorden/<uuid:pk>/bestand/", views.reply_file, name="file"),
    path("antwoorden/<uuid:pk>/terugnemen/<int:version>/", views.reply_withdraw, name="take_back"),
]
