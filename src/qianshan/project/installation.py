"""What this database is, and what this process is: the two must agree.

The persons one may step into are code that a real installation does not have. So a process with
the practice app refuses a real database, and a process without it a practice one.
"""

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured

from qianshan.mechanisms.acts.models import Installation


def refuse_mix() -> None:
    """Compare the installed code with the database's own row.

    Raises:
        ImproperlyConfigured: practice code on a real database, or a practice database without it.
    """
    code = apps.is_installed("qianshan.practice")
    row = Installation.objects.filter(id=1).first()
    practice = row is not None and row.practice
    if code and not practice:
        raise ImproperlyConfigured(
            "QIANSHAN_PRACTICE is set and this database is a real one: unset it. A real database never becomes "
            "a practice one."
        )
    if practice and not code:
        raise ImproperlyConfigured("this is a practice database: start it with QIANSHAN_PRACTICE=1")
