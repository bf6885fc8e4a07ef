from django.urls import path

from .views import accounts, bodies, choosing, closed_days, colleagues, erasures, own, posts, rights

app_name = "people"
urlpatterns = [
    path("mensen/", colleagues.person_list, name="list"),
    path("mensen/kiezen/", choosing.choose, name="choose"),
    path("mensen/<uuid:pk>/", colleagues.person, name="user"),
    path("organisaties/", colleagues.organisation_list, name="organisations"),
    path("organisaties/nieuw/", colleagues.organisation_new, name="organisation_new"),
    path("organisaties/<uuid:pk>/", colleagues.organisation, name="organisation"),
    path(
        "organisaties/<uuid:pk>/wijzigen/", colleagues.organisation_edit, name="organisation_edit"
    ),
    path("gremia/", bodies.body_list, name="bodies"),
    path("gremia/nieuw/", bodies.body_new, name="body_new"),
    path("gremia/<uuid:pk>/", bodies.body, name="body"),
    path("gremia/<uuid:pk>/wijzigen/", bodies.body_edit, name="body_edit"),
    path("gremia/<uuid:pk>/deelnemers/nieuw/", bodies.member_new, name="member_new"),
    path("gremia/deelnemers/<uuid:pk>/", bodies.member_edit, name="member_edit"),
    path("ambten/", posts.post_list, name="posts"),
    path("ambten/nieuw/", posts.post_new, name="post_new"),
    path("ambten/<uuid:pk>/", posts.post, name="post"),
    path("vrije-dagen/", closed_days.closed_days, name="closed_days"),
    path(
        "vrije-dagen/<uuid:pk>/weghalen/",
        closed_days.closed_day_remove,
        name="closed_day_remove",
    ),
    path("instellingen/", own.settings, name="settings"),
    path("instellingen/sessies/", own.sessions, name="sessions"),
    path("instellingen/sessies/afmelden/", own.session_end, name="session_end"),
    path("instellingen/sleutels/", own.tokens, name="tokens"),
    path("instellingen/sleutels/<uuid:pk>/intrekken/", own.token_revoke, name="token_revoke"),
    path("instellingen/agenda/", own.feeds, name="feeds"),
    path("instellingen/agenda/<uuid:pk>/intrekken/", own.feed_revoke, name="feed_revoke"),
    path("beheer/gebruikers/", accounts.account_list, name="accounts"),
    path("beheer/gebruikers/uitnodigen/", accounts.account_invite, name="account_invite"),
    path("beheer/gebruikers/<uuid:pk>/", accounts.account, name="account"),
    path("beheer/gebruikers/<uuid:pk>/wijzigen/", accounts.account_edit, name="account_edit"),
    path(
        "beheer/gebruikers/<uuid:pk>/opnieuw-uitnodigen/",
        accounts.account_invite_again,
        name="account_invite_again",
    ),
    path(
        "beheer/gebruikers/<uuid:pk>/sluiten/",
        accounts.account_deactivate,
        name="account_deactivate",
    ),
    path(
        "beheer/gebruikers/<uuid:pk>/openen/",
        accounts.account_reactivate,
        name="account_reactivate",
    ),
    path("beheer/gebruikers/<uuid:pk>/wissen/", erasures.erasure_ask, name="erasure_ask"),
    path(
        "beheer/gebruikers/<uuid:pk>/wissen/bevestigen/",
        erasures.erasure_confirm,
        name="erasure_confirm",
    ),
    path(
        "beheer/gebruikers/<uuid:pk>/wissen/intrekken/",
        erasures.erasure_withdraw,
        name="erasure_withdraw",
    ),
    path("beheer/gebruikers/<uuid:pk>/verlengen/", accounts.account_renew, name="account_renew"),
    path(
        "beheer/gebruikers/<uuid:pk>/overdragen/<slug:name>/",
        accounts.account_hand_over,
        name="account_hand_over",
    ),
    path("beheer/gebruikers/<uuid:pk>/rollen/", accounts.role_add, name="role_add"),
    path("beheer/gebruikers/<uuid:pk>/koppelen/", accounts.identity_link, name="identity_link"),
    path("beheer/rollen/<int:pk>/bevestigen/", accounts.role_confirm, name="role_confirm"),
    path("beheer/rollen/<int:pk>/intrekken/", accounts.role_revoke, name="role_revoke"),
    path("rechten/", rights.rights, name="rights"),
]
