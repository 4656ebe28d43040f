"""Grams and questions, without a database."""

import pytest

from qianshan.places.search.kernel import grams, like, normal, terms, tsquery


def test_a_text_becomes_its_characters_and_pairs_within_a_line():
    assert grams("苗岭\n绣") == sorted(["苗", "岭", "苗岭", "绣"])


@pytest.mark.parametrize(
    ("typed", "same"),
    [("ＱＳ７Ｋ", "qs7k"), ("黔山　助学", "黔山 助学"), ("遵義縣", "遵义县"), ("A26001", "a26001")],
)
def test_the_normal_form_forgets_width_case_and_traditional_forms(typed, same):
    assert normal(typed) == same


def test_a_question_asks_for_every_pair_of_every_word():
    assert tsquery(terms("助学 遵义市")) == "'助学' & '遵义' & '义市'"


def test_one_character_is_a_question_too():
    assert tsquery(terms("苗")) == "'苗'"


@pytest.mark.parametrize("typed", ["'", "a'b", "\\", "a\\'", "%", "_", "&|!()", "::"])
def test_signs_of_the_query_language_are_only_signs(typed):
    assert tsquery(terms(typed)).count("&") == max(0, len(typed) - 2) or "&" in typed
    assert like(typed).startswith("%")
