"""Language, time, templates, security, places of files and keys."""

import os
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
CHECKOUT = SOURCE.parents[1]

INSTANCE = os.environ.get("QIANSHAN_INSTANCE", "dev")
BASE_URL = os.environ.get("QIANSHAN_BASE_URL", "http://localhost:8000")
SANDBOX_URL = os.environ.get("QIANSHAN_SANDBOX_URL", "")
WITNESS = os.environ.get("QIANSHAN_WITNESS", "")
# Systems reached by signed files: address without a final slash (empty = none here), and the shared key.
_DROP_KEY = "sandbox-drop-key"  # the sandbox's, no secret
FILE_DROPS = {
    system: (
        os.environ.get(f"QIANSHAN_{system.upper()}_URL", f"{SANDBOX_URL}/{system}" if SANDBOX_URL else ""),
        os.environ.get(f"QIANSHAN_{system.upper()}_KEY", _DROP_KEY),
    )
    for system in ("bank", "fiscal", "charity_china")
}
SECRET_KEY = os.environ.get("QIANSHAN_SECRET_KEY", "only-for-tests-and-checks-" + "x" * 40)
_STATE = Path(os.environ.get("QIANSHAN_STATE", CHECKOUT / ".state"))
KEY_FILE = Path(os.environ.get("QIANSHAN_KEYS", _STATE / "keys.json"))
FILES_DIR = Path(os.environ.get("QIANSHAN_FILES", _STATE / "files"))
LOG_DIR = Path(os.environ.get("QIANSHAN_LOG_DIR", _STATE / "log"))

# How many proxies of ours stand in front and add X-Forwarded-For; 0: the peer's address counts.
PROXIES = int(os.environ.get("QIANSHAN_PROXIES", "0"))

DEBUG = False
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver", *os.environ.get("QIANSHAN_HOSTS", "").split()]
ROOT_URLCONF = "qianshan.project.urls"
WSGI_APPLICATION = "qianshan.project.wsgi.application"
AUTH_USER_MODEL = "access.Account"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# One cache for all processes and nodes; the table is made by a migration.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache_entry"},
}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

SESSION_COOKIE_NAME = f"qs-{INSTANCE}-session"
CSRF_COOKIE_NAME = f"qs-{INSTANCE}-csrf"
LANGUAGE_COOKIE_NAME = f"qs-{INSTANCE}-language"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 30 * 24 * 3600
X_FRAME_OPTIONS = "DENY"

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("QIANSHAN_STATIC", _STATE / "static"))

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "qianshan.web.context.shell",
            ],
        },
    },
]

# Where links of every purpose lead: the page with the one button.
LINK_ADDRESS = BASE_URL.rstrip("/") + "/l/%(purpose)s/%(token)s/"

# Staff sign in by phone number, password and one-time code, after an invitation.
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
ACCOUNT_ADAPTER = "qianshan.places.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = "handle"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_TIMEOUT = 600
MFA_ADAPTER = "qianshan.mechanisms.access.thirdparty.SealingMfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1

# Jobs: an app's `jobs.py` is found and its tasks registered.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

# SMS: the provider's adapter by its dotted path. With a sandbox, into its phones; else lines in a file.
_SANDBOX_SMS = "qianshan.outside.sms.practice.SandboxSms"
_FILE_SMS = "qianshan.mechanisms.notices.backends.FileSms"
SMS_BACKEND = os.environ.get("QIANSHAN_SMS_BACKEND", _SANDBOX_SMS if SANDBOX_URL else _FILE_SMS)
SMS_FILE = Path(os.environ.get("QIANSHAN_SMS_FILE", _STATE / "sms.jsonl"))
SMS_URL = os.environ.get("QIANSHAN_SMS_URL", "https://dysmsapi.aliyuncs.com/")
SMS_KEY_ID = os.environ.get("QIANSHAN_SMS_KEY_ID", "")
SMS_KEY_SECRET = os.environ.get("QIANSHAN_SMS_KEY_SECRET", "")
SMS_SIGN = os.environ.get("QIANSHAN_SMS_SIGN", "黔善")
SMS_DAILY_PURSE = int(os.environ.get("QIANSHAN_SMS_PURSE", "2000"))
SMS_ALARM_PHONE = os.environ.get("QIANSHAN_ALARM_PHONE", "")

# Payment channels: the class of each, where it is reached, and how patient we are before asking
# what it did not tell (1 is the plan of `channels.schedule`).
CHANNELS = {"wechatpay": "qianshan.outside.wechatpay.channel.WechatPay"}
WECHATPAY_GATEWAYS = (
    [SANDBOX_URL] if SANDBOX_URL else ["https://api.mch.weixin.qq.com", "https://api2.mch.weixin.qq.com"]
)
CHANNEL_PATIENCE = float(os.environ.get("QIANSHAN_CHANNEL_PATIENCE", "1"))
