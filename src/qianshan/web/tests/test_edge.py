"""The edge of a request: error pages, their JSON twins, the policy, the language, the log line."""

import json

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from qianshan.mechanisms.acts.api import BadInput
from qianshan.mechanisms.words import Words
from qianshan.web.errors import WORDS, error_answer, refusal_answer


@pytest.fixture
def factory():
    return RequestFactory()


@pytest.mark.parametrize("status", sorted(WORDS))
def test_an_error_page_speaks_both_languages_and_needs_no_database(factory, status):
    answer = error_answer(factory.get("/nowhere/"), status)

    assert answer.status_code == status
    assert WORDS[status].title in answer.content.decode().replace("&#x27;", "'")


def test_an_error_has_a_json_twin(factory):
    answer = error_answer(factory.get("/nowhere/", headers={"Accept": "application/json"}), 404)

    assert json.loads(answer.content)["code"] == "not_found"


def test_a_browser_gets_the_page(factory):
    accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    answer = error_answer(factory.get("/nowhere/", headers={"Accept": accept}), 404)

    assert answer.headers["Content-Type"].startswith("text/html")


def test_an_address_that_is_nowhere_answers_404_with_a_request_number(client: Client, db):
    answer = client.get("/nowhere/")

    assert answer.status_code == 404
    assert answer.headers["X-Request-Number"] in answer.content.decode()


def test_a_refusal_names_field_rule_and_code_in_json(factory):
    refusal = BadInput(
        Words("The amount is at least %(least)s.", least="0.01"), field="amount", article="ZF 12"
    )
    answer = refusal_answer(factory.post("/api/v1/x"), refusal)

    body = json.loads(answer.content)
    assert (answer.status_code, body["code"], body["field"], body["article"]) == (
        422,
        "bad_input",
        "amount",
        "ZF 12",
    )
    assert body["message"] == "The amount is at least 0.01."


def test_no_page_may_run_what_stands_in_it_or_load_from_elsewhere(client: Client):
    policy = client.get("/healthz").headers["Content-Security-Policy"]

    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_the_log_line_names_the_route_and_never_the_path(client: Client, capsys, settings):
    settings.ROOT_URLCONF = "qianshan.web.tests.urls_of_tests"

    client.get("/gifts/QS7K3M9XT2VWDW/?token=secret")

    line = json.loads(capsys.readouterr().out.strip().splitlines()[-1])
    assert line["route"] == "gifts/<str:code>/"
    assert "QS7K" not in json.dumps(line)
    assert "secret" not in json.dumps(line)


def test_an_answer_that_is_none_is_still_an_answer(factory):
    assert isinstance(error_answer(factory.get("/"), 599), HttpResponse)
