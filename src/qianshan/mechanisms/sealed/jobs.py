"""What sealed data does after a commit."""

from procrastinate.contrib.django import app

from qianshan.mechanisms.sealed import erasures
from qianshan.mechanisms.sealed.models import PersonKey


@app.task(name="sealed.note_erasures", queue="sealed")
def note_erasures() -> None:
    """Write every erasure of the database into the register beside the key file."""
    rows = PersonKey.objects.filter(destroyed_at__isnull=False).order_by("person_id")
    erasures.note((row.person_id, row.destroyed_at) for row in rows if row.destroyed_at is not None)
