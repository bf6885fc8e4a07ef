from django.urls import path

from . import answering, views

app_name = "mail"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("ongelezen/", views.unread, name="unread"),
    path("gelezen/", views.all_read, name="all_read"),
    path("antwoord/<str:token>/", answering.answer, name="answer"),
    path("keuzes/", views.choices, name="choices"),
    path("bediening/", views.operate, name="operate"),
    path("bediening/stilzetten/", views.hold, name="hold"),
    path("bediening/vrijgeven/", views.release, name="release"),
    path("bediening/<uuid:pk>/opnieuw/", views.retry, name="retry"),
    path("bediening/<uuid:pk>/nogmaals/", views.resend, name="resend"),
    path("<uuid:pk>/", views.message, name="message"),
    path("<uuid:pk>/naar/", views.follow, name="follow"),
]
