"""The WSGI door. Notifications of payment channels are answered before Django's middleware."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qianshan.project.settings")

application = get_wsgi_application()
