"""Every setting, in one file. Three words of the environment are enough for a first start:
PORT, TANGGAP_DATA (database, photos, keys) and DATABASE_URL. docs/operators/settings.md lists all."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from tanggap.core import keys


def env(name: str, default: str = "") -> str:
    """A word of the environment; NAME_FILE may name a file that holds it."""
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text().strip()
    return os.environ.get(name, default)


def env_bool(name: str, default: bool = False) -> bool:
    """True for 1, true, yes, on; false for 0, false, no, off and empty; anything else is refused."""
    word = env(name).lower()
    if word in {"1", "true", "yes", "on"}:
        return True
    if word in {"0", "false", "no", "off"}:
        return False
    if word == "":
        return default
    raise ValueError(f"{name} must be yes or no, not {word!r}")


def env_int(name: str, default: int) -> int:
    """A whole number of the environment."""
    return int(env(name) or default)


def env_list(name: str, default: str = "") -> list[str]:
    """A list with commas."""
    return [word.strip() for word in env(name, default).split(",") if word.strip()]


PACKAGE = Path(__file__).resolve().parent
DATA = Path(env("TANGGAP_DATA", "var")).resolve()
DATA.mkdir(parents=True, exist_ok=True)
PORT = env_int("PORT", 8000)
HOST = env("TANGGAP_HOST", "127.0.0.1")
# How many requests Django works on at once in one process; the rest wait in line.
THREADS = env_int("TANGGAP_THREADS", 8)
# How many processes serve; more than one on PostgreSQL only, about one a core.
PROCESSES = max(1, env_int("TANGGAP_PROCESSES", 1)) if env("DATABASE_URL") else 1
# How many notices one worker sends in a second, at the most.
NOTICES_PER_SECOND = max(1, env_int("TANGGAP_NOTICES_PER_SECOND", 20))
PUBLIC_URL = env("TANGGAP_URL", f"http://localhost:{PORT}").rstrip("/")
SECURE = PUBLIC_URL.startswith("https://")

KEYS = keys.load_or_create(Path(env("TANGGAP_KEYS", str(DATA / "keys"))))
SECRET_KEY = KEYS.session
DEBUG = env_bool("TANGGAP_DEBUG")
DEMO = env_bool("TANGGAP_DEMO")
ALLOWED_HOSTS = env_list("TANGGAP_HOSTS", "*")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if SECURE else []
BOUNDARIES = env("TANGGAP_BOUNDARIES")
# Where boundaries come from when none are given (tanggap/places/published.py); empty: nowhere.
BOUNDARIES_SOURCE = env(
    "TANGGAP_BOUNDARIES_SOURCE",
    "https://raw.githubusercontent.com/cahyadsn/wilayah_boundaries/3c5a7960f4d227a38489094d84252bdbb3f978a5/db/kel/31",
)
# A raster tile server for the background of maps; none by default: the map then draws our own borders.
TILES_URL = env("TANGGAP_TILES")
TILES_ATTRIBUTION = env("TANGGAP_TILES_ATTRIBUTION")
# How many reports one network address may send in an hour; 0: no limit.
REPORTS_PER_HOUR = env_int("TANGGAP_REPORTS_PER_HOUR", 60)
# How many proxies stand before us and set X-Forwarded-For.
PROXIES = env_int("TANGGAP_PROXIES", 0)


def _postgres(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        # Parameters travel apart from statements, and what comes again is prepared: parsing and planning
        # thirty columns anew cost the database more than writing them.
        "OPTIONS": {
            "application_name": "tanggap",
            "server_side_binding": True,
            "prepare_threshold": 5,
        },
    }


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 10,
            "transaction_mode": "IMMEDIATE",
            # NORMAL, because jobs/durable.py flushes the log before a change is acknowledged.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536;"
            " PRAGMA mmap_size=1073741824; PRAGMA temp_store=MEMORY;",
        },
        "TEST": {"NAME": str(DATA / "test.sqlite3")},
    }


DATABASE_URL = env("DATABASE_URL")
DATABASES = {"default": _postgres(DATABASE_URL) if DATABASE_URL else _sqlite(DATA / "tanggap.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "django_htmx",
    "js_lib_leaflet",
    "tanggap.jobs",
    "tanggap.places",
    "tanggap.people",
    "tanggap.vault",
    "tanggap.catalog",
    "tanggap.routing",
    "tanggap.evidence",
    "tanggap.cases",
    "tanggap.intake",
    "tanggap.notices",
    "tanggap.insight",
    "tanggap.public",
    "tanggap.desk",
    "tanggap.api",
    "tanggap.live",
    "tanggap.ops",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "tanggap.ops.middleware.Headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "tanggap.ops.middleware.Refusals",
    "axes.middleware.AxesMiddleware",
]
# What /api/ and /foto/ pass: no session, cookie or form is known there (docs/adr/0003-one-port.md).
API_MIDDLEWARE = ["tanggap.ops.middleware.Headers", "tanggap.ops.middleware.Refusals"]
ROOT_URLCONF = "tanggap.urls"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "look" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tanggap.ops.context.house",
            ],
        },
    }
]

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "tanggap.people.demo.Backend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "desk:login"
LOGIN_REDIRECT_URL = "desk:inbox"
AXES_HANDLER = "tanggap.people.attempts.Handler"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "tanggap.desk.login.locked_out"
AXES_IPWARE_PROXY_COUNT = PROXIES or None
AXES_VERBOSE = False
SILENCED_SYSTEM_CHECKS: list[str] = []

# The session belongs to the desk alone: public pages carry no cookie of it, so they can be cached.
SESSION_COOKIE_NAME = "tanggap_petugas"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = SECURE
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_NAME = "tanggap_formulir"
CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = False
CSRF_FAILURE_VIEW = "tanggap.ops.views.csrf_failed"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
X_FRAME_OPTIONS = "DENY"
if PROXIES and SECURE:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Five photos of 15 MB each, and the words.
PHOTO_BYTES = 15 * 1024 * 1024
PHOTOS_PER_REPORT = 5
# How many photos are decoded at once, each in a process of its own with at most 1 GiB.
PHOTO_DECODERS = env_int("TANGGAP_PHOTO_DECODERS", 2)
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
DATA_UPLOAD_MAX_NUMBER_FILES = 10

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "look" / "locale", PACKAGE / "core" / "locale"]
LANGUAGE_COOKIE_NAME = "bahasa"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Jakarta"

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [PACKAGE / "look" / "static"]
if (DATA / "assets").is_dir():
    STATICFILES_DIRS.append(DATA / "assets")  # what tools/assets brought from npm: the font
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "tanggap.ops.static.Storage"},
}
MEDIA_ROOT = DATA / "media"

# The registry of channels: code -> the module that sends and receives there.
CHANNELS = {
    "web": "tanggap.channels.web",
    "email": "tanggap.channels.email",
}

EMAIL_URL = env("TANGGAP_SMTP")  # smtp://user:password@host:port, or smtps://; empty: printed
EMAIL_FROM = env("TANGGAP_EMAIL_FROM", "Tanggap <tanggap@localhost>")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "tanggap.ops.logs.Line",
            "format": "%(asctime)s %(levelname)s %(name)s: %(message)s",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO" if not DEBUG else "DEBUG"},
    "loggers": {
        "axes": {"level": "ERROR"},
        "django.request": {"level": "ERROR"},
        "PIL": {"level": "WARNING"},
    },
}
