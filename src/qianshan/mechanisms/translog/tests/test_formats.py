"""Notes, checkpoints, tiles and proofs, held against the examples of the C2SP specifications."""

import base64
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from qianshan.mechanisms.merkle.kernel import (
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    root_of,
    verify_consistency,
)
from qianshan.mechanisms.translog.kernel.checkpoint import parse_checkpoint, sign_checkpoint
from qianshan.mechanisms.translog.kernel.commitment import commit, entry_bytes
from qianshan.mechanisms.translog.kernel.jcs import canonical
from qianshan.mechanisms.translog.kernel.note import (
    COSIGNATURE,
    BadNote,
    Signature,
    Signer,
    Verifier,
    cosigned_message,
    parse_note,
)
from qianshan.mechanisms.translog.kernel.proof_file import BadProof, Opening, proof_text, read_proof
from qianshan.mechanisms.translog.kernel.tiles import (
    Tile,
    bundle,
    edge_of,
    edge_tiles,
    head_of_full,
    is_tile_path,
    subtree_reader,
    tiles_between,
    unbundle,
)

# c2sp.org/signed-note, section "Verifier keys"
VKEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
NOTE = (
    "This is an example message.\n\n"
    "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)
# golang.org/x/mod: sumdb/note example key and text
GO_VKEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_NOTE = (
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
LOG = Signer("practice.invalid/log", bytes(range(32)))


def witness(name="witness.practice.invalid", seed=b"w" * 32):
    key = Ed25519PrivateKey.from_private_bytes(seed)
    verifier = Verifier(name, COSIGNATURE, key.public_key().public_bytes_raw())

    def cosign(text, timestamp=1_790_000_000):
        value = timestamp.to_bytes(8, "big") + key.sign(cosigned_message(text, timestamp))
        return Signature(name, verifier.key_id, value)

    return verifier, cosign


@pytest.mark.parametrize(("vkey", "note"), [(VKEY, NOTE), (GO_VKEY, GO_NOTE)])
def test_published_notes_verify_with_their_published_keys(vkey, note):
    verifier = Verifier.parse(vkey)

    assert str(verifier) == vkey
    assert verifier.finds(parse_note(note)) is not None
    assert str(parse_note(note)) == note
    with pytest.raises(BadNote, match="does not fit"):
        verifier.finds(parse_note(note.replace("is", "was", 1)))


@pytest.mark.parametrize(
    "text",
    [
        "no signature\n",
        "text\n\nno dash\n",
        "text\n\n— name notbase64!\n",
        "text\n\n— name AAAA\n",
        "tab\t\n\n— n Uw2QOkn8srU=\n",
        "text\n\n— n Uw2QOkn8srU=",
    ],
)
def test_what_is_no_note_is_refused(text):
    with pytest.raises(BadNote):
        parse_note(text)


@pytest.mark.parametrize(
    "vkey", ["", "x", "name+00000000+AAAA", VKEY.replace("530d", "530e"), VKEY[:-4] + "!!!!"]
)
def test_what_is_no_verifier_key_is_refused(vkey):
    with pytest.raises(BadNote):
        Verifier.parse(vkey)


def test_a_checkpoint_of_another_log_or_key_is_refused():
    text = str(sign_checkpoint(LOG, 3, b"r" * 32))

    assert parse_checkpoint(text, LOG.verifier).size == 3
    for other in (Signer("other.invalid/log", LOG.seed), Signer(LOG.name, b"x" * 32)):
        with pytest.raises(BadNote):
            parse_checkpoint(text, other.verifier)
    with pytest.raises(BadNote):
        parse_checkpoint(text.replace("\n3\n", "\n4\n"), LOG.verifier)
    with pytest.raises(BadNote):
        parse_checkpoint(text.replace("\n3\n", "\n03\n"), LOG.verifier)


def test_a_cosignature_covers_its_time_and_stands_once():
    verifier, cosign = witness()
    checkpoint = sign_checkpoint(LOG, 3, b"r" * 32)

    both = checkpoint.with_cosignatures((cosign(checkpoint.note.text),))
    again = both.with_cosignatures((cosign(checkpoint.note.text, 1_790_000_060),))

    assert verifier.finds(both.note) is not None
    assert len(again.note.signatures) == 2
    moved = Signature(verifier.name, verifier.key_id, b"\0" * 8 + cosign(checkpoint.note.text).value[8:])
    with pytest.raises(BadNote, match="witness"):
        verifier.finds(checkpoint.with_cosignatures((moved,)).note)


def test_tiles_are_named_as_the_specification_says():
    assert Tile(0, 1234067).path() == "tile/0/x001/x234/067"
    assert Tile(1, 3, 17).path() == "tile/1/003.p/17"
    assert Tile(-1, 0, 1).path() == "tile/entries/000.p/1"
    assert [(t.level, t.n, t.width) for t in edge_tiles(70_000)] == [(0, 273, 112), (1, 1, 17), (2, 0, 1)]
    assert [(t.level, t.n, t.width) for t in edge_tiles(256)] == [(1, 0, 1)]
    assert sum(1 for t in tiles_between(0, 70_000) if t.width == 256) == 274


@pytest.mark.parametrize(
    ("path", "good"),
    [
        ("tile/0/000", True),
        ("tile/63/x001/x234/067.p/255", True),
        ("tile/entries/000.p/1", True),
        ("tile/64/000", False),
        ("tile/00/000", False),
        ("tile/0/x000/000", False),
        ("tile/0/1", False),
        ("tile/0/000.p/0", False),
        ("tile/0/000.p/256", False),
        ("tile/0/../000", False),
        ("tile/0/000/", False),
    ],
)
def test_only_names_of_tiles_are_served(path, good):
    assert is_tile_path(path) is good


@pytest.mark.parametrize("size", [1, 255, 256, 257, 300, 65_536, 66_000])
def test_tiles_hold_enough_for_every_proof(size):
    leaves = [sha256(str(n).encode()).digest() for n in range(size)]
    files = {}
    for tile in tiles_between(0, size):
        first = tile.n * 256
        if tile.level:
            files[tile.path()] = b"".join(
                head_of_full(files[Tile(tile.level - 1, first + n).path()]) for n in range(tile.width)
            )
        else:
            files[tile.path()] = b"".join(leaves[first : first + tile.width])
    subtree = subtree_reader(size, lambda tile: files[tile.path()])

    assert edge_of(size, lambda tile: files[tile.path()]).root() == root_of(leaves)
    old = size // 3
    verify_consistency(
        old, root_of(leaves[:old]), size, root_of(leaves), consistency_proof(old, size, subtree)
    )


def test_bundles_come_back_and_a_cut_one_is_refused():
    entries = [b"", b"a", b"x" * 65_535]

    assert unbundle(bundle(entries)) == entries
    with pytest.raises(ValueError, match="cut off"):
        unbundle(bundle(entries)[:-1])
    with pytest.raises(ValueError, match="longer"):
        bundle([b"x" * 65_536])


def proof_of(record=b'{"amount_fen":1000,"code":"QS1"}', salt=b"s" * 32, others=5, extra_signature=None):
    entry = entry_bytes("gift.booked", "0" * 32, commit(record, salt))
    leaves = [leaf_hash(entry), *(leaf_hash(bytes([n])) for n in range(others))]

    def subtree(height, n):
        return root_of(leaves[n << height : (n + 1) << height])

    checkpoint = sign_checkpoint(LOG, len(leaves), root_of(leaves))
    if extra_signature:
        checkpoint = checkpoint.with_cosignatures((extra_signature(checkpoint.note.text),))
    return proof_text(
        Opening(entry, record, salt), 0, inclusion_proof(0, len(leaves), subtree), str(checkpoint)
    )


def test_a_proof_file_shows_the_record_and_who_saw_it():
    verifier, cosign = witness()

    shown = read_proof(proof_of(extra_signature=cosign), LOG.verifier, (verifier,))

    assert shown.record == b'{"amount_fen":1000,"code":"QS1"}'
    assert (shown.index, shown.checkpoint.size, shown.witnesses) == (0, 6, (verifier.name,))


def _with_extra(text, **changed):
    lines = text.split("\n")
    fields = canonical({"entry": "", "record": "", "salt": "", **changed})
    lines[1] = "extra " + base64.b64encode(fields).decode()
    return "\n".join(lines)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text.replace("index 0", "index 1"),
        lambda text: text.replace("index 0", "index -0"),
        lambda text: text.replace("tlog-proof@v1", "tlog-proof@v2"),
        lambda text: text.replace("\n\n", "\n" + base64.b64encode(b"x" * 32).decode() + "\n\n", 1),
        lambda text: text.replace("\n\n", "\nAAAA\n\n", 1),
        lambda text: _with_extra(text, record='{"amount_fen":9999}'),
        lambda text: _with_extra(
            text, entry=entry_bytes("gift.booked", "0" * 32, commit(b"{}", b"")).decode(), record="{}"
        ),
        lambda text: text[: len(text) // 2],
        lambda text: "",
    ],
)
def test_a_spoiled_proof_proves_nothing(spoil):
    with pytest.raises((BadProof, BadNote, ValueError)):
        read_proof(spoil(proof_of()), LOG.verifier)


def test_canonical_json_orders_keys_as_rfc_8785_does():
    # RFC 8785 section 3.2.3: keys are ordered by their UTF-16 code units
    keys = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]

    text = canonical(dict.fromkeys(keys)).decode()

    order = [
        text.index(f'"{key}"' if key != "\r" else '"\\r"')
        for key in ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]
    ]
    assert order == sorted(order)
    assert canonical({"b": [True, None, "㵲阳\n"], "a": -1}) == '{"a":-1,"b":[true,null,"㵲阳\\n"]}'.encode()
