"""Storing files."""

import secrets

from qianshan.mechanisms.acts.api import Actor, command, subject
from qianshan.mechanisms.documents import folder
from qianshan.mechanisms.documents.models import StoredFile
from qianshan.mechanisms.documents.seals import Seal, close_bytes
from qianshan.mechanisms.documents.uploads import CleanFile


@command("documents.keep")
def keep_file(*, file: CleanFile, purpose: str, by: Actor, seal: Seal = Seal.OPEN) -> int:
    """Store a file that was looked at; returns its id.

    The bytes are on disk before the row is: a rolled-back row leaves bytes that nothing names.

    Args:
        file: what `examine` or `our_paper` gave.
        purpose: registered string of the asking slice, such as `spending.document`.
        by: who stores.
        seal: whether bytes and name are sealed, and with whose key.

    Raises:
        Erased: the person's key was destroyed.
    """
    key = secrets.token_hex(16)
    content, sealed_name = file.content, None
    if seal.kind:
        content = close_bytes(file.content, key=key, person_id=seal.person_id)
        sealed_name = close_bytes(file.name.encode(), key=key, person_id=seal.person_id)
    folder.write(key, content)
    stored = StoredFile.objects.create(
        key=key,
        sha256=file.sha256,
        kind=file.kind,
        size_bytes=len(file.content),
        width=file.width,
        height=file.height,
        pages=file.pages,
        name="" if seal.kind else file.name,
        sealed_name=sealed_name,
        sealed=seal.kind,
        person_id=seal.person_id,
        purpose=purpose,
        stored_at=by.at,
    )
    subject("documents.file", stored.pk)
    return stored.pk
