"""RFC 6962 trees, held against the vectors of the Certificate Transparency reference code."""

import itertools

import pytest

from qianshan.mechanisms.merkle.kernel import (
    EMPTY_ROOT,
    Edge,
    ProofFails,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root_of,
    verify_consistency,
    verify_inclusion,
)

# Inputs and roots of google/certificate-transparency: cpp/merkletree/merkle_tree_test.cc
INPUTS = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
# The same file: the path of its leaf 6 (counted from 1) in the tree of 8, and the proof from 6 to 8.
PATH_OF_6_IN_8 = [
    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
]
FROM_6_TO_8 = ["0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a", *PATH_OF_6_IN_8[1:]]
LEAVES = [leaf_hash(bytes.fromhex(text)) for text in INPUTS]


def naive_root(leaves):
    """RFC 6962 section 2.1, word by word."""
    if not leaves:
        return EMPTY_ROOT
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return node_hash(naive_root(leaves[:k]), naive_root(leaves[k:]))


def subtree_of(leaves):
    return lambda height, n: naive_root(leaves[n << height : (n + 1) << height])


@pytest.mark.parametrize(("size", "root"), list(enumerate(ROOTS, 1)))
def test_roots_equal_the_published_vectors(size, root):
    assert root_of(LEAVES[:size]).hex() == root


def test_the_empty_tree_has_the_hash_of_nothing():
    assert root_of([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_a_path_equals_the_published_vector():
    assert [h.hex() for h in inclusion_proof(5, 8, subtree_of(LEAVES))] == PATH_OF_6_IN_8
    assert [h.hex() for h in consistency_proof(6, 8, subtree_of(LEAVES))] == FROM_6_TO_8


def test_an_edge_appends_without_the_leaves_before():
    edge = Edge(5, [naive_root(LEAVES[:4]), LEAVES[4]])

    for leaf in LEAVES[5:]:
        edge.append(leaf)

    assert edge.root().hex() == ROOTS[7]


MANY = [leaf_hash(str(n).encode()) for n in range(70)]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 9, 31, 33, 64, 70])
def test_every_leaf_has_a_proof_that_holds_and_no_other_leaf_fits_it(size):
    root = naive_root(MANY[:size])

    for index in range(size):
        path = inclusion_proof(index, size, subtree_of(MANY))
        verify_inclusion(MANY[index], index, size, path, root)
        with pytest.raises(ProofFails):
            verify_inclusion(leaf_hash(b"x"), index, size, path, root)
        if size > 1:
            with pytest.raises(ProofFails):
                verify_inclusion(MANY[index], (index + 1) % size, size, path, root)


@pytest.mark.parametrize(("old", "new"), list(itertools.combinations([0, 1, 2, 3, 6, 8, 33, 64, 70], 2)))
def test_an_older_head_is_the_beginning_of_a_newer_one(old, new):
    path = consistency_proof(old, new, subtree_of(MANY))

    verify_consistency(old, naive_root(MANY[:old]), new, naive_root(MANY[:new]), path)


@pytest.mark.parametrize(("old", "new"), [(1, 2), (3, 8), (33, 70), (64, 70)])
def test_a_fork_has_no_proof(old, new):
    forked = [*MANY[: old - 1], leaf_hash(b"another"), *MANY[old:]]
    path = consistency_proof(old, new, subtree_of(forked))

    with pytest.raises(ProofFails):
        verify_consistency(old, naive_root(MANY[:old]), new, naive_root(forked[:new]), path)


@pytest.mark.parametrize("spoil", [lambda p: p[:-1], lambda p: [*p, p[0]], lambda p: p[::-1]])
def test_a_spoiled_path_is_refused(spoil):
    path = inclusion_proof(5, 70, subtree_of(MANY))
    both = consistency_proof(33, 70, subtree_of(MANY))

    with pytest.raises(ProofFails):
        verify_inclusion(MANY[5], 5, 70, spoil(path), naive_root(MANY))
    with pytest.raises(ProofFails):
        verify_consistency(33, naive_root(MANY[:33]), 70, naive_root(MANY), spoil(both))


def test_two_heads_of_one_size_must_be_equal():
    with pytest.raises(ProofFails, match="differ"):
        verify_consistency(8, naive_root(MANY[:8]), 8, naive_root(MANY[1:9]), [])


@pytest.mark.parametrize(("index", "size"), [(0, 0), (5, 5), (-1, 3)])
def test_a_leaf_outside_the_tree_is_refused(index, size):
    with pytest.raises(ValueError, match="not in a tree"):
        inclusion_proof(index, size, subtree_of(MANY))
    with pytest.raises(ProofFails):
        verify_inclusion(MANY[0], index, size, [], MANY[0])
