"""Signing in: the pages of django-allauth that we use, on Dutch paths. Nobody signs up herself."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as identity
from django.urls import include, path, re_path

from .views.language import set_language

urlpatterns = [
    path("taal/", set_language, name="set_language"),
    path("aanmelden/", account.login, name="account_login"),
    path("afmelden/", account.logout, name="account_logout"),
    path("gesloten/", account.account_inactive, name="account_inactive"),
    path("bevestigen/", account.reauthenticate, name="account_reauthenticate"),
    path("wachtwoord/", account.password_change, name="account_change_password"),
    path("wachtwoord/instellen/", account.password_set, name="account_set_password"),
    path("wachtwoord/vergeten/", account.password_reset, name="account_reset_password"),
    path(
        "wachtwoord/vergeten/verstuurd/",
        account.password_reset_done,
        name="account_reset_password_done",
    ),
    re_path(
        r"^wachtwoord/kiezen/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "wachtwoord/gekozen/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("tweestaps/", mfa.index, name="mfa_index"),
    path("tweestaps/code/", mfa.authenticate, name="mfa_authenticate"),
    path("tweestaps/bevestigen/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("tweestaps/aanzetten/", totp.activate_totp, name="mfa_activate_totp"),
    path("tweestaps/uitzetten/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("herstelcodes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "herstelcodes/nieuw/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"
    ),
    path(
        "herstelcodes/bestand/",
        recovery.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("koppelingen/", identity.connections, name="socialaccount_connections"),
    path("koppelingen/afgebroken/", identity.login_cancelled, name="socialaccount_login_cancelled"),
    path("koppelingen/mislukt/", identity.login_error, name="socialaccount_login_error"),
    path("koppelingen/onbekend/", identity.signup, name="socialaccount_signup"),
    path("", include("allauth.socialaccount.providers.openid_connect.urls")),
]
