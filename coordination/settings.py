"""Every setting, read from the environment.

Nothing set is the embedded default: SQLite in var/, the broker that `make run`
starts, mail shown inside the app. PRODUCTION=1 alone switches on what production needs.
"""

import os
import secrets
from contextlib import suppress
from datetime import time
from hashlib import sha256
from pathlib import Path
from typing import Any

import django_stubs_ext
import environ
from csp.constants import NONE, SELF
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from coordination.kit.processes.folders import installation_folder, is_exercise

# Lets forms and managers name their model, ModelForm[Meeting], also while they run.
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

PRODUCTION = env.bool("PRODUCTION", default=False)
# Another instance of the same code: its own folder, its own database, mail that never leaves.
EXERCISE = is_exercise(os.environ)
VAR_DIR = installation_folder(os.environ)
DEBUG = env.bool("DEBUG", default=not PRODUCTION) and not PRODUCTION


def quiet_hours(text: str) -> tuple[time, time] | None:
    """23:00-07:00 as two hours on the wall; nothing where it is empty."""
    start, _dash, end = text.partition("-")
    return (time.fromisoformat(start), time.fromisoformat(end)) if text else None


def embedded_secret() -> str:
    """The key of this installation, made once, readable by its owner only."""
    path = VAR_DIR / "secret_key"
    if not path.exists():
        VAR_DIR.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


SECRET_KEY = env.str("SECRET_KEY") if PRODUCTION else env.str("SECRET_KEY", "") or embedded_secret()
# earlier keys, whose links and seals still hold
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = (
    env.list("ALLOWED_HOSTS")
    if PRODUCTION
    else env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
)
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# Apps, low to high: the order of the import contracts.

INSTALLED_APPS = [
    "coordination.kit",
    "coordination.audit",
    "coordination.dashboard",
    "coordination.example",
    "coordination.people",
    "coordination.mail",
    "coordination.prints",
    "coordination.dossiers",
    "coordination.search",
    "coordination.webhooks",
    "coordination.papers",
    "coordination.measures",
    "coordination.decisions",
    "coordination.actions",
    "coordination.meetings",
    "coordination.cycle",
    "coordination.contributions",
    "coordination.chairing",
    "coordination.lessons",
    "escalation.regions",
    "escalation.ladder",
    "escalation.lab",
    "escalation.exercise",
    "workgroups.teams",
    "workgroups.assignments",
    "workgroups.planning",
    "workgroups.advice",
    "workgroups.options",
    "workgroups.overview",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "rest_framework",
    "drf_spectacular",
    "simple_history",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "coordination.kit.frames.RoomMiddleware",
    "coordination.kit.middleware.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "coordination.people.middleware.BearerMiddleware",
    "coordination.people.middleware.SessionLifeMiddleware",
    "coordination.people.middleware.ReadingMiddleware",
    "coordination.people.middleware.PreferenceMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "coordination.papers.middleware.UploadLimitMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "coordination.people.middleware.SignedInMiddleware",
    "coordination.people.middleware.SecondFactorMiddleware",
    "coordination.kit.middleware.RefusalMiddleware",
    "coordination.people.receipts.ReceiptMiddleware",
]

ROOT_URLCONF = "coordination.urls"
WSGI_APPLICATION = "coordination.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "coordination.dashboard.context.shell",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "coordination.kit.templatetags.words",
                "coordination.kit.templatetags.ui",
            ],
        },
    }
]

# Database: PostgreSQL in production, SQLite embedded. IMMEDIATE makes a claim inside
# atomic() hold on SQLite, which has no row locks.

DATABASES: dict[str, dict[str, Any]] = {
    "default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'baken.sqlite3'}")
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault(
        "options", "-c statement_timeout=30000 -c lock_timeout=20000"
    )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Redis protocol: a doorbell and a cache, never the only place of a fact.

REDIS_URL = env.str("REDIS_URL", default="")
CACHES: dict[str, dict[str, Any]] = {
    "default": (
        {"BACKEND": "coordination.kit.cache.CalmRedisCache", "LOCATION": REDIS_URL}
        if REDIS_URL
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    ),
    # what every page repeats for everyone, kept in each process
    "fragments": {
        "BACKEND": "django.core.cache.backends."
        + ("dummy.DummyCache" if DEBUG else "locmem.LocMemCache"),
        "LOCATION": "fragments",
        "OPTIONS": {"MAX_ENTRIES": 2000},
    },
}
CELERY_BROKER_URL = (
    REDIS_URL.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=") or "memory://"
)
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 10
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 300, "unacked_restore_throttle": 1}
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat")
CELERY_BEAT_SCHEDULE = {
    "deliver-mail": {"task": "coordination.mail.tasks.deliver", "schedule": 60.0},
    "plan-cycles": {"task": "coordination.cycle.tasks.plan_ahead", "schedule": 3600.0},
    "plan-reminders": {"task": "coordination.cycle.tasks.plan_reminders", "schedule": 60.0},
    "audit-reminders": {"task": "coordination.cycle.tasks.audit_reminders", "schedule": 900.0},
    "close-rounds": {"task": "coordination.contributions.tasks.close_rounds", "schedule": 60.0},
    "deliver-webhooks": {"task": "coordination.webhooks.tasks.deliver", "schedule": 60.0},
    "assess-today": {"task": "escalation.ladder.tasks.assess_today", "schedule": 60.0},
    "read-figures": {"task": "escalation.regions.tasks.read_figures", "schedule": 60.0},
    "tidy-figures": {"task": "escalation.regions.tasks.tidy_files", "schedule": 3600.0},
    "make-papers": {"task": "coordination.meetings.tasks.make_papers", "schedule": 60.0},
    "replay-waiting": {"task": "escalation.lab.tasks.replay_waiting", "schedule": 60.0},
    "seal-audit": {"task": "coordination.dossiers.tasks.anchor", "schedule": 3600.0},
}
if EXERCISE:
    CELERY_BEAT_SCHEDULE["go-on"] = {"task": "escalation.exercise.tasks.go_on", "schedule": 60.0}
    # a day is assessed once its figures came in, which go_on does in the order of the story
    del CELERY_BEAT_SCHEDULE["assess-today"]
    # the story can go faster than a minute a minute
    for wake in CELERY_BEAT_SCHEDULE.values():
        wake["schedule"] = max(5.0, float(str(wake["schedule"])) / 12)

# People

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["coordination.people.backends.EmailBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = reverse_lazy("account_login")
ACCOUNT_ADAPTER = "coordination.people.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "coordination.people.adapters.SocialAccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_FORMS = {"login": "coordination.people.forms.login.LoginForm"}
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if PRODUCTION else "http"
# whose word counts for the address a request comes from: the proxies in front of us
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=1 if PRODUCTION else 0)
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": env.str("LOGIN_FAILED_LIMIT", default="20/m/ip,5/5m/key"),
    # links in mail and calendars, which carry a key instead of a session
    "link": "300/m/ip",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ADAPTER = "coordination.people.adapters.SecondFactorAdapter"
MFA_TOTP_ISSUER = "Baken"
# addresses come from the administrator who invites, so they need no confirming first
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_REQUIRED_ROLES = env.list(
    "MFA_REQUIRED_ROLES",
    default=["coordinator", "auditor", "administrator"] if PRODUCTION else [],
)
USERSESSIONS_TRACK_ACTIVITY = False
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {}
OIDC_SERVER = env.str("OIDC_SERVER", default="")
# identity is issuer and subject: another issuer gets another id
OIDC_ID = f"oidc-{sha256(OIDC_SERVER.encode()).hexdigest()[:8]}" if OIDC_SERVER else ""
if OIDC_SERVER:
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": OIDC_ID,
                "name": env.str("OIDC_NAME", default="OpenID Connect"),
                "client_id": env.str("OIDC_CLIENT_ID"),
                "secret": env.str("OIDC_CLIENT_SECRET"),
                "settings": {"server_url": OIDC_SERVER},
            }
        ],
    }
# days after which the personal data of a closed account may be erased
ACCOUNT_RETENTION_DAYS = env.int("ACCOUNT_RETENTION_DAYS", default=365)

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_IDLE_MINUTES = env.int("SESSION_IDLE_MINUTES", default=30)
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "coordination.kit.views.csrf_failure"

if EXERCISE and not PRODUCTION:
    # browsers keep the cookies of all ports of a machine together
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "exercise_sessionid", "exercise_csrftoken"

# Language and time

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.str("TIME_ZONE", default="Europe/Amsterdam")
FORMAT_MODULE_PATH = ["coordination.kit.formats"]

# Files

STATIC_URL = "/static/"
STATIC_ROOT = env.str("STATIC_ROOT", default=str(VAR_DIR / "static"))
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "coordination.kit.finders.FontFinder",
]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": env.str("MEDIA_ROOT", default=str(VAR_DIR / "media")),
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = not PRODUCTION
DATA_UPLOAD_MAX_MEMORY_SIZE = 3 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
# larger ones are written here, beside the files that are kept: a move then copies nothing, and no
# memory file system is filled
FILE_UPLOAD_TEMP_DIR = env.str("UPLOAD_DIR", default=str(VAR_DIR / "uploads"))
with suppress(OSError):  # where it cannot be made, Django's own check says so
    Path(FILE_UPLOAD_TEMP_DIR).mkdir(mode=0o700, parents=True, exist_ok=True)
PAPER_MAX_BYTES = env.int("PAPER_MAX_BYTES", default=25 * 1024 * 1024)
FIGURES_MAX_BYTES = env.int("FIGURES_MAX_BYTES", default=1024 * 1024 * 1024)
# days after which a file of figures goes; what was read of it and its digest stay
FIGURES_KEPT_DAYS = env.int("FIGURES_KEPT_DAYS", default=30)

# Mail: every message is a row in the outbox first; "app" shows it to its reader in Baken.

EMAIL_URL = env.str("EMAIL_URL") if PRODUCTION else env.str("EMAIL_URL", default="")
EMAIL_BACKEND = "coordination.mail.backends.OutboxBackend"
EMAIL_TIMEOUT = 20
MAIL_QUIET = quiet_hours(env.str("MAIL_QUIET", default="23:00-07:00"))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Baken <baken@localhost>")
BASE_URL = env.str("BASE_URL", default="http://127.0.0.1:8000")
GOVERNMENT_DOMAINS = env.list("GOVERNMENT_DOMAINS", default=["example.gov", "localhost"])
MAIL_BRAKE = env.int("MAIL_BRAKE", default=10_000)  # messages per ten minutes
MAIL_EVIDENCE = env.str(
    "MAIL_EVIDENCE", default="coordination.mail.delivery.recovery.unknown"
)  # says what became of a Message-ID: a relay log, a journal mailbox

# Webhooks go by https to public addresses only. Loopback is for the tests: no environment sets it.

WEBHOOK_PORTS = env.list("WEBHOOK_PORTS", cast=int, default=[443])
WEBHOOK_LOOPBACK = False

# Web

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if PRODUCTION:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^health/"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF, *([OIDC_SERVER] if OIDC_SERVER else [])],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "coordination.people.backends.BearerAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["coordination.people.rights.api.ByRole"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["coordination.kit.api.MeasuredJSONParser"],
    "DEFAULT_PAGINATION_CLASS": "coordination.kit.api.Pages",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "coordination.kit.api.problem",
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.UserRateThrottle"],
    "DEFAULT_THROTTLE_RATES": {"user": env.str("API_RATE", default="600/min")},
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Baken",
    "VERSION": "1.0.0",
    "DESCRIPTION": "Meetings, decisions and action points of a national crisis, as one line.",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "SCHEMA_PATH_PREFIX_TRIM": True,
    "SERVERS": [{"url": "/api/v1"}],
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "DossierKindEnum": "coordination.dossiers.models.DossierKind",
        "PaperKindEnum": "coordination.papers.models.PaperKind",
        "OrganisationKindEnum": "coordination.people.models.OrganisationKind",
        "ActionKindEnum": "coordination.actions.models.ActionKind",
        "EntryKindEnum": "coordination.kit.lines.EntryKind",
        "MemberRoleEnum": "coordination.people.models.MemberRole",
        "RoleEnum": "coordination.people.rights.Role",
        "MeetingStatusEnum": "coordination.meetings.models.MeetingStatus",
        "DecisionStatusEnum": "coordination.decisions.models.DecisionStatus",
        "ActionStatusEnum": "coordination.actions.models.ActionStatus",
        "PartStatusEnum": "coordination.actions.models.PartStatus",
        "AdditionStatusEnum": "coordination.meetings.models.AdditionStatus",
        "MessageStatusEnum": "coordination.mail.models.Status",
        "UnitEnum": "coordination.kit.workdays.Unit",
        "AgendaPurposeEnum": "coordination.meetings.models.Purpose",
        "StopPurposeEnum": "workgroups.advice.models.StopPurpose",
        "LineKindEnum": "workgroups.advice.models.LineKind",
        "TeamStatusEnum": "workgroups.teams.models.TeamStatus",
        "TeamRoleEnum": "workgroups.teams.models.TeamRole",
        "RequestStatusEnum": "workgroups.teams.models.RequestStatus",
        "WorkStatusEnum": "coordination.kit.work.WorkStatus",
        "InjectKindEnum": "escalation.exercise.models.InjectKind",
        "InjectStatusEnum": "escalation.exercise.models.InjectStatus",
    },
    "CONTACT": {"name": "Baken", "email": "baken@example.gov", "url": "https://example.gov/baken"},
}

SIMPLE_HISTORY_HISTORY_ID_USE_UUID = True
SIMPLE_HISTORY_ENABLED = True

LOGGING_CONFIG = "coordination.kit.logs.configure"
LOGGING = {"level": env.str("LOG_LEVEL", default="INFO"), "json": PRODUCTION}
