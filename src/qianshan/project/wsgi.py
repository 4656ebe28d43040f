"""The WSGI door. Notifications of payment channels are answered before Django's middleware."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qianshan.project.settings")

_django = get_wsgi_application()

from qianshan.mechanisms.channels.door import notification_door  # noqa: E402  (needs the apps)
from qianshan.project.installation import refuse_mix  # noqa: E402

refuse_mix()

application = notification_door(_django)

# What was loaded at the start lives as long as the process: the collector need not walk it again.
gc.collect()
gc.freeze()
