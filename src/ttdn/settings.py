"""Django settings: everything that differs between installations comes from the environment (``environment.py``)."""

from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF

from ttdn import environment
from ttdn.engine.plans.readers.limits import Limits

PACKAGE = Path(__file__).resolve().parent

PRODUCTION = environment.text("TTDN_MODE", "embedded") == "production"
if environment.text("TTDN_MODE", "embedded") not in {"embedded", "production"}:
    raise environment.SettingError("TTDN_MODE", environment.text("TTDN_MODE"), "Write embedded or production.")

DATA = environment.folder("TTDN_DATA", environment.home() / "var")
SECRET_KEY = environment.secret_key(DATA, production=PRODUCTION)
DEBUG = environment.flag("TTDN_DEBUG", False)
if DEBUG and PRODUCTION:
    raise environment.SettingError("TTDN_DEBUG", "1", "Never in production.")
ALLOWED_HOSTS = environment.words("TTDN_HOSTS", [] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]"])
if PRODUCTION and not ALLOWED_HOSTS:
    raise environment.SettingError("TTDN_HOSTS", None, "Give the host names that people open, separated by commas.")
CSRF_TRUSTED_ORIGINS = environment.words("TTDN_ORIGINS", [])

# Shown beside the brand in the rail and on papers.
PROVINCE = environment.text("TTDN_PROVINCE", "Bản chạy thử")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    # Data apps, in the order of their layers: each may import those above it.
    "ttdn.core",
    "ttdn.accounts",
    "ttdn.agencies",
    "ttdn.plans",
    "ttdn.followup",
    # Faces.
    "ttdn.workspace",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",  # before the static files: a picture opened by itself runs nothing either
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "ttdn.accounts.middleware.PlainCookiesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "ttdn.accounts.middleware.PrivatePagesMiddleware",
    "ttdn.accounts.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "ttdn.accounts.middleware.SessionLogMiddleware",
    "ttdn.accounts.middleware.FirstPasswordMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "ttdn.workspace.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "ttdn.urls"
WSGI_APPLICATION = "ttdn.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ttdn.workspace.context.workspace",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.filesystem.Loader"],
                )
            ],
        },
    }
]

DATABASE_URL = environment.text("DATABASE_URL", "")
try:
    DATABASES = {
        "default": dj_database_url.parse(DATABASE_URL)
        if DATABASE_URL
        # Not by way of an address: the folder's name may hold any character.
        else {"ENGINE": "django.db.backends.sqlite3", "NAME": environment.private_file(DATA / "ttdn.sqlite3")}
    }
except (ValueError, KeyError) as error:
    raise environment.SettingError(
        "DATABASE_URL", "(hidden)", "Write postgresql://user:password@host:5432/name, or leave it out for SQLite."
    ) from error
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA secure_delete=ON;",
    }
elif DATABASES["default"]["ENGINE"].endswith("postgresql"):
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
else:
    raise environment.SettingError("DATABASE_URL", "(hidden)", "Only SQLite and PostgreSQL are supported.")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Throttles and whatever else must agree between processes stand in the database.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_cache",
        "OPTIONS": {"MAX_ENTRIES": 200_000},  # the default of 300 lets a stranger push the throttles out
    }
}

TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "jobs": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []},
}
JOB_LEASE_SECONDS = environment.number("TTDN_JOB_LEASE_SECONDS", 60, least=2)
JOB_MAX_RUNS = environment.number("TTDN_JOB_MAX_RUNS", 5, least=1)

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["ttdn.accounts.backends.EmailBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": environment.number("TTDN_PASSWORD_LENGTH", 12, least=8)},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "accounts:sign-in"
LOGIN_REDIRECT_URL = "workspace:my-work"
LOGOUT_REDIRECT_URL = "accounts:sign-in"
SIGN_IN_TRIES = environment.number("TTDN_SIGN_IN_TRIES", 8, least=3)
SIGN_IN_WINDOW_SECONDS = environment.number("TTDN_SIGN_IN_WINDOW_SECONDS", 900, least=60)
# How many proxies stand before us; the visitor's address is what the outermost of them saw.
PROXIES = environment.number("TTDN_PROXIES", 1 if PRODUCTION else 0)
SESSION_COOKIE_AGE = environment.number("TTDN_SESSION_HOURS", 12, least=1) * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
LANGUAGE_COOKIE_NAME = "ttdn_language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
FORMAT_MODULE_PATH = ["ttdn.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [PACKAGE / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": DATA / "files"}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_HANDLERS = [
    "ttdn.core.uploads.LimitedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_TEMP_DIR = str(environment.folder("TTDN_UPLOADS", DATA / "uploads"))

# What a document may cost. See engine/plans/readers/limits.
READ_MAX_BYTES = environment.number("TTDN_READ_MAX_BYTES", Limits().file_bytes, least=1024)
READ_MAX_SECONDS = environment.number("TTDN_READ_MAX_SECONDS", int(Limits().seconds), least=1)
READ_MAX_MEMORY_MB = environment.number("TTDN_READ_MAX_MEMORY_MB", Limits().memory_mb, least=128)
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "ttdn.workspace.views.errors.csrf_failure"
if PRODUCTION:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_SSL_REDIRECT = environment.flag("TTDN_HTTPS_ONLY", True)
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # asked by machines, from inside

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "ttdn.core.logs.JsonFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": environment.text("TTDN_LOG_LEVEL", "WARNING")},
    "loggers": {"ttdn": {"level": environment.text("TTDN_LOG_LEVEL", "INFO")}},
}
