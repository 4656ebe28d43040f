"""`docs/clauses.md` says what the journeys show, no more and no less."""

from tests.journeys import clauses


def test_the_document_of_clauses_is_up_to_date():
    assert clauses.DOCUMENT.read_text("utf-8") == clauses.document(clauses.shown(), clauses.clause_names())


def test_every_clause_that_is_claimed_exists():
    assert {item.clause for item in clauses.shown()} - set(clauses.clause_names()) == set()
