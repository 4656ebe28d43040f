"""Stored files: random names, hashes, headers, rights."""

from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.db.utils import DatabaseError

from qianshan.mechanisms.acts.api import Actor, NotFound, command, subject
from qianshan.mechanisms.documents.api import (
    FileChanged,
    Seal,
    file_by_key,
    file_info,
    file_response,
    preview,
    read_file,
    store_upload,
)
from qianshan.mechanisms.documents.folder import path_of
from qianshan.mechanisms.documents.models import StoredFile
from qianshan.mechanisms.documents.tests import samples
from qianshan.mechanisms.documents.tests.samples import Sent
from qianshan.mechanisms.sealed.api import Erased, add_key, erase

BY = Actor.job("tests", at=datetime(2026, 11, 24, 2, tzinfo=UTC))


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.FILES_DIR = tmp_path


def _stored(name="㵲阳镇回执.jpg", content=None, **options):
    sent = Sent(name, content or samples.jpeg_with_place())
    return store_upload(sent, purpose="tests.file", field="file", by=BY, **options)


@pytest.mark.django_db
def test_a_file_lies_under_a_random_name_beside_its_hash():
    info = _stored()

    assert "回执" not in str(path_of(info.key))
    assert (info.name, info.kind, info.purpose) == ("㵲阳镇回执.jpg", "jpeg", "tests.file")
    assert file_by_key(info.key) == info
    assert len(read_file(info.id)) == info.size_bytes


@pytest.mark.django_db
def test_a_pdf_is_served_as_an_attachment_that_may_not_run():
    info = _stored("合同.pdf", samples.pdf())

    response = file_response(info.id, inline=True)

    assert response["Content-Disposition"] == "attachment; filename*=UTF-8''%E5%90%88%E5%90%8C.pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_a_picture_may_be_shown_in_place():
    assert file_response(_stored().id, inline=True)["Content-Disposition"].startswith("inline")


@pytest.mark.django_db
def test_bytes_that_changed_on_disk_are_not_served():
    info = _stored()
    path_of(info.key).write_bytes(b"something else")

    with pytest.raises(FileChanged):
        read_file(info.id)


@pytest.mark.django_db
def test_a_missing_file_is_not_found():
    with pytest.raises(NotFound):
        file_info(1)
    with pytest.raises(NotFound):
        file_by_key("0" * 32)


@pytest.mark.django_db
def test_what_was_stored_is_never_changed():
    info = _stored()

    with pytest.raises(DatabaseError), transaction.atomic():
        StoredFile.objects.filter(pk=info.id).update(sha256="0" * 64)


@pytest.mark.django_db
def test_a_preview_is_a_small_picture():
    assert preview(_stored("a.pdf", samples.pdf()).id)[:4] == b"RIFF"


def test_a_key_that_is_a_path_is_refused():
    with pytest.raises(ValueError, match="file key"):
        path_of("../../../etc/passwd")


@pytest.mark.django_db
@pytest.mark.parametrize("seal", [Seal.SYSTEM, Seal.person(77)])
def test_a_personal_file_lies_sealed_with_its_name(seal):
    _key_of_77(by=BY)
    info = _stored("张小明身份证.jpg", seal=seal)

    row = StoredFile.objects.get(pk=info.id)
    assert info.sealed
    assert row.name == ""
    assert "张小明".encode() not in bytes(row.sealed_name)
    assert path_of(info.key).read_bytes()[:2] != b"\xff\xd8"
    assert file_info(info.id).name == "张小明身份证.jpg"
    assert read_file(info.id)[:2] == b"\xff\xd8"


@pytest.mark.django_db
def test_erasing_a_person_erases_the_file():
    _key_of_77(by=BY)
    info = _stored(seal=Seal.person(77))

    erase(person_id=77, reason="asked for it", by=BY)

    with pytest.raises(Erased):
        read_file(info.id)


@command("tests.key")
def _key_of_77(*, by):
    add_key(77)
    subject("access.person", 77)
