import re

import pytest
from django.test import override_settings

from qianshan.places.law import pages

pytestmark = pytest.mark.django_db


def test_the_public_reads_numbers_with_article_and_unit(client, monkeypatch):
    monkeypatch.setattr(pages, "is_practice", lambda: False)

    text = client.get("/law/").content.decode()

    assert "活动开始前备案的最少天数" in text
    assert "10天" in text
    assert "《慈善组织公开募捐管理办法》第十一条" in text
    assert "要点，非法条原文" in text
    assert "待核验" not in text
    assert "拟不超过当年募捐收入的百分之三" not in text


def test_practice_and_staff_see_what_is_not_verified(client):
    text = client.get("/law/").content.decode()

    assert "待核验" in text
    assert "拟不超过当年募捐收入的百分之三" in text


def test_the_page_is_english_under_en(client):
    text = client.get("/en/law/").content.decode()

    assert "Days between filing and start, at least" in text
    assert "Order 74, art. 11" in text
    assert "10 days" in text


@pytest.mark.parametrize("practice", [True, False])
def test_every_link_to_an_article_has_its_target(client, monkeypatch, practice):
    monkeypatch.setattr(pages, "is_practice", lambda: practice)
    text = client.get("/law/").content.decode()
    targets = set(re.findall(r'id="([^"]+)"', text))

    assert set(re.findall(r'href="#([^"]+)"', text)) <= targets
    assert len(re.findall(r'id="([^"]+)"', text)) == len(targets)


def test_the_numbers_are_data_too(client, monkeypatch):
    monkeypatch.setattr(pages, "is_practice", lambda: False)

    rows = client.get("/law/law.json").json()["parameters"]

    lead = next(row for row in rows if row["key"] == "fundraising.filing.lead_days")
    assert (lead["value"], lead["unit"], lead["article"]) == (10, "day", "M74 art 11")
    assert all(row["verified"] for row in rows)


def test_the_page_asks_the_database_once(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        client.get("/law/")


@override_settings(DEBUG=False)
def test_wrong_methods_and_addresses_are_no_pages(client):
    assert client.get("/law/nothing/").status_code == 404
