"""Settings, safe for production by default; ``env.py`` lists what the environment can change."""

import secrets

from masslinesite import env, headers, logging

BASE_DIR, VAR_DIR = env.BASE_DIR, env.VAR_DIR
DEBUG = env.DEBUG
SECRET_KEY = env.secret_key()
HTTPS = env.HTTPS
#: Trusted proxies between the reader and this process; see ``access.client_address``.
PROXIES = env.PROXIES
ALLOWED_HOSTS = env.HOSTS
#: Whether moderators, editors and administrators must have a second factor before the desk opens.
SECOND_FACTOR_REQUIRED = env.SECOND_FACTOR_REQUIRED
#: Whether readers may sign up; whoever has an account already keeps it.
ACCOUNTS = env.ACCOUNTS
CONTACT = env.CONTACT
#: What ``page_front`` may keep; nothing while templates are being worked on.
KEPT_PAGES_BYTES = 0 if DEBUG else env.KEPT_PAGES_MEGABYTES * 1_000_000
#: What ``pieces`` may keep, the same way.
KEPT_PIECES_BYTES = 0 if DEBUG else env.KEPT_PIECES_MEGABYTES * 1_000_000

INSTALLED_APPS = [
    "masslinesite.admin_config.OwnAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "masslinesite",
    "essays",
    "comments",
]

# Outermost first. What sets headers stands outside everything that can answer by itself, so that
# redirects, refusals and static files carry them too. ConditionalGet stands inside the
# compression, whose output may differ from one time to the next.
MIDDLEWARE = [
    "masslinesite.middleware.answer_head",
    "masslinesite.middleware.record_request",
    "masslinesite.middleware.set_headers",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "masslinesite.middleware.compress",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "masslinesite.urls"
WSGI_APPLICATION = "masslinesite.wsgi.application"

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
                "masslinesite.context.desk_navigation",
            ],
        },
    },
]

DATABASES = env.databases()
DATABASE_ROUTERS = ["masslinesite.reading.Router"] if "replica" in DATABASES else []
#: See ``time_limits``.
STATEMENT_SECONDS = env.STATEMENT_SECONDS
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_I18N = False
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "masslinesite.stylesheets.Storage"},
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

#: Whether readers are offered e-mail; see ``env.mail``.
OFFERS_MAIL = env.OFFERS_MAIL
DEFAULT_FROM_EMAIL = env.MAIL_FROM
globals().update(env.mail())

LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "queue"
LOGOUT_REDIRECT_URL = "home"
# The first finds who is signed in, the second lets in.
AUTHENTICATION_BACKENDS = [
    "masslinesite.account_backend.AccountBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

SESSION_ENGINE = "masslinesite.sessions"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = False
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
# The forms carry the token themselves; it goes when the browser is closed.
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_AGE = None
CSRF_FAILURE_VIEW = "comments.views.unsent.csrf_failure"
# One cookie fewer; only people who are logged in are sent messages.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

CONTENT_SECURITY_POLICY = {"DIRECTIVES": headers.POLICY}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
# The longest response is 20,000 characters, at most 240,000 bytes once encoded by a form. What is far
# too long is read all the same, so that the form can give it back and say how much too long it is.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000

#: What changes when readers come by TLS. Kept together so that the tests can turn it on.
HTTPS_SETTINGS = {
    "SECURE_SSL_REDIRECT": True,
    # A health probe speaks to this process directly, by plain HTTP.
    "SECURE_REDIRECT_EXEMPT": [r"^healthz$", r"^readyz$"],
    "SECURE_HSTS_SECONDS": 365 * 24 * 60 * 60,
    "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
    "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None,
    # The prefix makes browsers refuse the cookie from anything but this very host, by TLS.
    "SESSION_COOKIE_NAME": "__Host-sessionid",
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_NAME": "__Host-csrftoken",
    "CSRF_COOKIE_SECURE": True,
}
if HTTPS:
    globals().update(HTTPS_SETTINGS)
# W021 asks for HSTS preloading: a promise about a whole domain, which is the operator's to make.
SILENCED_SYSTEM_CHECKS = ["security.W021"]

LOGGING_CONFIG = "masslinesite.logging.configure"
LOGGING = logging.CONFIGURATION

#: What is done when texts may have changed, in this order: functions that take ``progress``, which gets a
#: line of text. How an app hears of it that ``essays`` does not know.
AFTER_LOADING = [
    "comments.domain.checking.storing.check_due",
]

#: Key of the rate limiter's hashes: made anew at each start and held in memory only, so that
#: what the limiter stores can never be turned back into an address. The server loads the
#: application once and then forks, so its workers share the key.
THROTTLE_KEY = secrets.token_bytes(32)
#: At most so many (hits, seconds), for all senders of one neighbourhood of addresses together: a
#: school or a prison library has one address, and no one there types faster than this.
RATE_LIMITS = {
    "post": [(5, 60), (30, 60 * 60)],
    "edit": [(10, 60), (60, 60 * 60)],
    "preview": [(20, 60), (200, 60 * 60)],
    # What is written to the moderators besides responses.
    "appeal": [(6, 60), (30, 60 * 60)],
    "flag": [(6, 60), (30, 60 * 60)],
    # Wrong codes only: a receipt's code has 140 bits, so this keeps no one from their own.
    "receipt": [(20, 60 * 60)],
    # Messages that ask whether an address wants more of them: of one network, for one receipt, and to one
    # address, whoever asks. Nobody can be mailed more than this by strangers.
    "mail": [(10, 60 * 60)],
    "mail-receipt": [(3, 24 * 60 * 60)],
    "mail-address": [(5, 24 * 60 * 60)],
    # Wrong tries to sign in, all and those at one name: of one neighbourhood, so nobody locks others out.
    "login": [(30, 15 * 60)],
    "login-name": [(5, 15 * 60), (20, 24 * 60 * 60)],
    # Wrong codes of a second factor, which only who knows the password can try: from one neighbourhood,
    # and an app's codes from everywhere, which stay a million to one; recovery codes and passkeys go on.
    "second-factor": [(5, 15 * 60), (20, 24 * 60 * 60)],
    "second-factor-app": [(100, 24 * 60 * 60)],
    # Each begins a session before anybody is known.
    "passkey": [(60, 15 * 60)],
    "sign-up": [(5, 60 * 60), (20, 24 * 60 * 60)],
    # Tries of names, for the answer says whether somebody has one.
    "sign-up-name": [(20, 60 * 60), (60, 24 * 60 * 60)],
}
