"""Two officers, two clicks, two filings at the same moment: one wins, nothing is doubled."""

import threading

import pytest
from django.db import connection

from qianshan.fundraising.models import Plan
from qianshan.mechanisms.acts.api import NotFound
from qianshan.mechanisms.cases.api import CaseChanged, Defect, Ruling, file_case, return_case, submit
from qianshan.mechanisms.cases.models import Case, Decision
from tests.worlds.fundraising import drafted_plan, platform, project_of, submitted_plan
from tests.worlds.organisations import office, qualified_charity, staff


def at_once(*deeds):
    """Run the deeds in threads that start together; what each returned or raised."""
    start, results = threading.Barrier(len(deeds)), [None] * len(deeds)

    def run(number, deed):
        start.wait()
        try:
            results[number] = deed()
        except Exception as error:
            results[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(n, deed)) for n, deed in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_two_officers_decide_and_the_second_is_told_what_changed(fresh_db):
    registrar = office()
    other = staff(registrar.organisation_id, "王强", "case_officer")
    code = submitted_plan(qualified_charity(registrar))

    results = at_once(
        lambda: file_case(code=code, version=2, ruling=Ruling(""), by=registrar.officer.at()),
        lambda: return_case(code=code, version=2, defects=[Defect("surplus", "请写明。")], by=other.at()),
    )

    refused = [result for result in results if isinstance(result, CaseChanged)]
    assert len(refused) == 1
    assert refused[0].status == 409
    assert Case.objects.get(code=code).version == 3
    assert Plan.objects.count() == Decision.objects.count()


def test_one_draft_sent_twice_makes_one_case(fresh_db):
    registrar = office()
    house = qualified_charity(registrar)
    draft = drafted_plan(house)

    results = at_once(*[lambda: submit(draft_code=draft, by=house.project_officer.at())] * 2)

    assert sum(isinstance(result, NotFound) for result in results) == 1
    assert Case.objects.count() == 1


def test_filings_of_one_charity_at_once_get_different_numbers(fresh_db):
    registrar = office()
    house = qualified_charity(registrar)
    platform()
    project = project_of(house)
    codes = [submitted_plan(house, project=project) for _ in range(4)]

    results = at_once(
        *[
            lambda code=code: file_case(code=code, version=2, ruling=Ruling(""), by=registrar.officer.at())
            for code in codes
        ]
    )

    assert sorted(str(result)[-3:] for result in results) == ["001", "002", "003", "004"]
    assert len({plan.fund_id for plan in Plan.objects.all()}) == 4


@pytest.mark.parametrize("field", ["goal_fen", "starts_on", "uses"])
def test_what_was_filed_is_never_changed_even_by_sql(fresh_db, field):
    from django.db.utils import DatabaseError

    with pytest.raises(DatabaseError) as refused, connection.cursor() as cursor:
        cursor.execute(f"UPDATE fundraising_plan SET {field} = NULL")

    assert refused.value.__cause__.sqlstate == "42501"
