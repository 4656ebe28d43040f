"""Declarations are held against the house at start-up: articles, parameters, capabilities, checks, fields."""

from typing import Any

from django.core.checks import Error, register

from qianshan.mechanisms.access.capabilities import CAPABILITIES
from qianshan.mechanisms.cases.kernel import Clock, Procedure
from qianshan.mechanisms.cases.registry import PROCEDURES
from qianshan.mechanisms.law.kernel import UnknownArticle, article, checks_of, statutes


@register
def procedures_are_sound(**_kwargs: Any) -> list[Error]:
    """Every name in a procedure's declaration exists."""
    return [
        Error(f"procedure {declared.key}: {fault}", id="cases.E001")
        for declared in PROCEDURES.values()
        for fault in faults(declared)
    ]


def faults(declared: Procedure) -> list[str]:
    """What is wrong with a declaration; each names the thing and where it is missing."""
    found = [_article_fault(ref) for ref in declared.articles]
    clocks = (declared.answer, declared.correction, declared.decision, declared.extension)
    for clock in clocks:
        found += _clock_faults(clock) if clock else []
    for key in (declared.start, *(stage.capability for stage in declared.chain)):
        if key not in CAPABILITIES:
            found.append(f"capability {key} is not registered")
    try:
        checks_of(declared.checks)
    except LookupError as error:
        found.append(str(error))
    found += _field_faults(declared)
    return [fault for fault in found if fault]


def _article_fault(ref: str) -> str:
    try:
        article(ref)
    except UnknownArticle as error:
        return str(error)
    return ""


def _clock_faults(clock: Clock) -> list[str]:
    fault = _article_fault(clock.article)
    known = {parameter.key for parameter in statutes().parameters}
    unknown = clock.parameter and clock.parameter not in known
    return [fault, f"parameter {clock.parameter} stands in no file of statutes/parameters" if unknown else ""]


def _field_faults(declared: Procedure) -> list[str]:
    keys = [field.key for field in declared.fields]
    slots = [slot.key for step in declared.steps for slot in step.slots]
    twice = {key for key in keys + slots if (keys + slots).count(key) > 1}
    asked = {field.shown_if[0] for field in declared.fields if field.shown_if}
    asked |= {slot.needed_if[0] for step in declared.steps for slot in step.slots if slot.needed_if}
    found = [f"field {key} stands twice" for key in sorted(twice)]
    found += [f"a condition names the unknown field {key}" for key in sorted(asked - set(keys))]
    if declared.title_from and declared.title_from not in keys:
        found.append(f"title_from names the unknown field {declared.title_from}")
    return found
