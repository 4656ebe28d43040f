"""Rows that commit late get their places; gaps close only when nobody can fill them."""

from qianshan.mechanisms.merkle.kernel.numbering import Place, Transactions, read_fresh


def reader(*ids):
    return lambda first, last, most: [(i,) for i in sorted(ids) if i >= first and i <= (last or 10**9)][:most]


def ids(fresh):
    return [row[0] for row in fresh.rows]


def test_ids_that_are_not_there_yet_become_gaps():
    fresh = read_fresh(Place(0, []), Transactions(5, 9), reader(2, 3, 7), 100)

    assert ids(fresh) == [2, 3, 7]
    assert fresh.place == Place(7, [(1, 1, 0), (4, 6, 0)])
    assert fresh.runs(40) == [(40, 2, 2), (42, 7, 1)]


def test_a_gap_is_dated_in_the_next_round_and_dropped_when_all_older_have_ended():
    second = read_fresh(Place(7, [(4, 6, 0)]), Transactions(5, 10), reader(7), 100)
    waiting = read_fresh(second.place, Transactions(9, 11), reader(7), 100)
    closed = read_fresh(waiting.place, Transactions(10, 12), reader(7), 100)

    assert second.place.gaps == [(4, 6, 10)]
    assert waiting.place.gaps == [(4, 6, 10)]
    assert closed.place.gaps == []


def test_a_late_row_is_read_even_in_the_round_that_closes_its_gap():
    fresh = read_fresh(Place(7, [(4, 6, 10)]), Transactions(10, 12), reader(5, 7), 100)

    assert ids(fresh) == [5]
    assert fresh.place.gaps == []


def test_a_late_row_splits_its_gap():
    fresh = read_fresh(Place(7, [(4, 6, 10)]), Transactions(9, 12), reader(5, 7, 8), 100)

    assert ids(fresh) == [5, 8]
    assert fresh.place == Place(8, [(4, 4, 10), (6, 6, 10)])


def test_a_full_round_keeps_what_it_has_not_read():
    fresh = read_fresh(Place(9, [(1, 3, 4), (6, 8, 4)]), Transactions(20, 21), reader(1, 2, 3, 7, 10), 2)
    then = read_fresh(fresh.place, Transactions(20, 22), reader(1, 2, 3, 7, 10), 100)

    assert ids(fresh) == [1, 2]
    assert fresh.place == Place(9, [(3, 3, 4), (6, 8, 4)])
    assert ids(then) == [3, 7, 10]
