"""One data key per person: revealing leaves an act, destroying the key erases all, keys can be renewed."""

import json
from datetime import UTC, datetime

import pytest
from django.core.management import call_command

from qianshan.mechanisms.acts.api import Actor, BadInput, NotFound, WrongState, acts_on, command, subject
from qianshan.mechanisms.acts.door import COMMANDS
from qianshan.mechanisms.sealed import api, erasures
from qianshan.mechanisms.sealed.jobs import note_erasures
from qianshan.mechanisms.sealed.keyring import KeysMissing, ensure, keyring
from qianshan.mechanisms.sealed.models import PersonKey, SealedValue

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
BY = Actor.job("tests", at=AT)


@pytest.fixture
def person(db):
    @command("tests.vault.key")
    def key(*, by):
        subject("access.person", 7)
        api.add_key(7)

    try:
        key(by=BY)
    finally:
        del COMMANDS["tests.vault.key"]
    return 7


def test_what_is_kept_is_not_in_the_row_and_comes_back(person):
    api.keep(person_id=person, purpose="phone", text="13885100001", by=BY)

    assert b"13885100001" not in bytes(SealedValue.objects.get().blob)
    assert api.newest(person, "phone") == "13885100001"


def test_the_newest_text_counts(person):
    for text in ("13885100001", "13885100002"):
        api.keep(person_id=person, purpose="phone", text=text, by=BY)

    assert api.newest(person, "phone") == "13885100002"


def test_revealing_leaves_an_act_with_its_reason(person):
    api.keep(person_id=person, purpose="phone", text="13885100001", by=BY)

    assert api.reveal(person_id=person, purpose="phone", reason="回访核实", by=BY) == "13885100001"
    last = acts_on("access.person", person)[-1]
    assert (last.command, last.reason) == ("sealed.reveal", "回访核实")


def test_revealing_a_column_of_a_slice(person):
    blob = api.seal(person, "donor_name", "张㵲")

    assert api.reveal(person_id=person, purpose="donor_name", blob=blob, reason="开具票据", by=BY) == "张㵲"


def test_revealing_needs_a_reason_and_something_kept(person):
    with pytest.raises(BadInput):
        api.reveal(person_id=person, purpose="phone", reason=" ", by=BY)
    with pytest.raises(NotFound):
        api.reveal(person_id=person, purpose="phone", reason="回访核实", by=BY)


def test_erasing_makes_everything_unreadable(person):
    blob = api.seal(person, "donor_name", "张三")
    api.keep(person_id=person, purpose="phone", text="13885100001", by=BY)

    api.erase(person_id=person, reason="本人申请", by=BY)

    for read in (lambda: api.unseal(person, "donor_name", blob), lambda: api.newest(person, "phone")):
        with pytest.raises(api.Erased):
            read()
    with pytest.raises(WrongState):
        api.erase(person_id=person, reason="本人申请", by=BY)


def test_an_erasure_outlives_a_restored_backup(person, settings, tmp_path):
    original = settings.KEY_FILE.read_text("utf-8")
    settings.KEY_FILE = tmp_path / "keys.json"
    settings.KEY_FILE.write_text(original, "utf-8")
    settings.KEY_FILE.chmod(0o600)
    backup = PersonKey.objects.get()
    api.erase(person_id=person, reason="本人申请", by=BY)
    note_erasures()
    note_erasures()
    assert list(erasures.noted()) == [person]
    _restore(backup)
    assert api.seal(person, "phone", "13885100001")

    call_command("keys", "--apply-erasures")

    with pytest.raises(api.Erased):
        api.seal(person, "phone", "13885100001")
    assert erasures.register_path().stat().st_mode & 0o777 == 0o600
    assert acts_on("access.person", person)[-1].command == "sealed.apply_erasures"


def _restore(backup):
    """Bring the wrapped key back, as a backup from before the erasure would."""

    @command("tests.restore")
    def restore(*, by):
        subject("access.person", backup.person_id)
        PersonKey.objects.filter(pk=backup.pk).update(wrapped=backup.wrapped, destroyed_at=None)

    try:
        restore(by=BY)
    finally:
        del COMMANDS["tests.restore"]


def test_a_new_master_key_wraps_the_data_keys_anew(person, settings, tmp_path):
    original = settings.KEY_FILE.read_text("utf-8")
    settings.KEY_FILE = tmp_path / "keys.json"
    settings.KEY_FILE.write_text(original, "utf-8")
    settings.KEY_FILE.chmod(0o600)
    blob = api.seal(person, "donor_name", "张三")

    call_command("keys", "--new-master")
    assert api.unseal(person, "donor_name", blob) == "张三"
    call_command("keys", "--rewrap")

    assert PersonKey.objects.get().master == 2
    assert api.unseal(person, "donor_name", blob) == "张三"


def test_the_key_file_is_made_once_and_read_by_its_owner_only(settings, tmp_path):
    settings.KEY_FILE = tmp_path / "below" / "keys.json"
    with pytest.raises(KeysMissing, match="keys --ensure"):
        keyring()

    assert ensure(settings.KEY_FILE)
    assert not ensure(settings.KEY_FILE)
    assert settings.KEY_FILE.stat().st_mode & 0o777 == 0o600
    assert set(json.loads(settings.KEY_FILE.read_text())) == {
        "version",
        "masters",
        "master",
        "blind",
        "blind_key",
    }

    settings.KEY_FILE.chmod(0o644)
    settings.KEY_FILE.touch()
    with pytest.raises(KeysMissing, match="chmod 600"):
        keyring()


def test_what_waits_to_be_sent_is_sealed_for_its_purpose():
    blob = api.seal_for_system("notice", "123456")

    assert b"123456" not in blob
    assert api.unseal_for_system("notice", blob) == "123456"
