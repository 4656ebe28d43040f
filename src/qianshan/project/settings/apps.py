"""What is installed, in the order of the house: lower tiers first."""

import os

MECHANISM_APPS = [
    "qianshan.mechanisms.acts",
    "qianshan.mechanisms.codes",
    "qianshan.mechanisms.sealed",
    "qianshan.mechanisms.divisions",
    "qianshan.mechanisms.notices",
    "qianshan.mechanisms.access",
    "qianshan.mechanisms.invariants",
    "qianshan.mechanisms.ledger",
    "qianshan.mechanisms.channels",
    "qianshan.mechanisms.documents",
    "qianshan.mechanisms.exchange",
    "qianshan.mechanisms.listing",
    "qianshan.mechanisms.translog",
    "qianshan.mechanisms.law",
    "qianshan.mechanisms.cases",
    "qianshan.mechanisms.obligations",
]

OUTSIDE_APPS = [
    "qianshan.outside.witness",
]

SLICE_APPS = [
    "qianshan.charities",
    "qianshan.fundraising",
    "qianshan.giving",
    "qianshan.spending",
    "qianshan.disclosure",
]

PLACE_APPS = [
    "qianshan.places.law",
    "qianshan.places.workspace",
    "qianshan.places.integrity",
    "qianshan.places.accounts",
    "qianshan.places.audit",
    "qianshan.places.casework",
    "qianshan.places.search",
    "qianshan.places.public",
    "qianshan.places.gifts",
]

# The practice province is code that a real installation does not have (see project/installation.py).
PRACTICE_APPS = ["qianshan.practice"] if os.environ.get("QIANSHAN_PRACTICE") == "1" else []

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
    "csp",
    "django_htmx",
    "template_partials",
    *MECHANISM_APPS,
    "qianshan.web",
    *OUTSIDE_APPS,
    *SLICE_APPS,
    *PLACE_APPS,
    # Below ours, so that our words and templates come first.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    *PRACTICE_APPS,
    "qianshan.project",
]

MIDDLEWARE = [
    "qianshan.web.middleware.requests.RequestMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "qianshan.web.middleware.refusals.RefusalMiddleware",
]
